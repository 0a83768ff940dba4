package ledgers

import (
	"fmt"
	"math"
	"testing"
)

// Published examples. Every count and every result below stands in the paper
// that is named; where an R package repeats the paper's result in its own
// tests, that is where both were read (Rcapture 1.4, inst/tests).

// inOrder puts counts that papers list from 11…1 down to 0…01, the first list
// changing slowest, into the order of histories.
func inOrder(lists int, counts ...int) []int {
	out := make([]int, 1<<lists)
	for i, n := range counts {
		given := 1<<lists - 1 - i // as the paper's digits, the first list the highest bit
		h := 0
		for l := range lists {
			if given&(1<<(lists-1-l)) != 0 {
				h |= 1 << l
			}
		}
		out[h] = n
	}
	return out
}

func named(n int) []List {
	var out []List
	for i := range n {
		out = append(out, List{Side: Side{ID: fmt.Sprintf("list-%d", i+1), Origins: []string{fmt.Sprint(i + 1)}}})
	}
	return out
}

func fitNamed(t *testing.T, counts []int, lists int, name string) Model {
	t.Helper()
	for _, m := range models(lists, lists-1) {
		if m.Name == name {
			return m.fit(counts)
		}
	}
	t.Fatalf("no model %s of %d lists", name, lists)
	return Model{}
}

// Harvey, Craney and Kelly, Estimation of the prevalence of diagnosed diabetes
// from primary care and secondary care source data, J Epidemiol Community
// Health 56 (2002) 18-23, table 1: hospital, primary care, both, the
// capture-recapture estimate, and all by linkage.
func TestChapmanHarvey2002(t *testing.T) {
	for _, tc := range []struct {
		name          string
		n1, n2, both  int
		want, linkage float64
	}{
		{"type 1, male", 703, 600, 542, 778, 761},
		{"type 1", 1233, 1048, 954, 1354, 1327},
		{"type 2, male", 2211, 3632, 1694, 4740, 4149},
		{"type 2", 4233, 6862, 3244, 8954, 7851},
		{"all", 5466, 7910, 4198, 10299, 9178},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := math.Round(chapman(tc.n1, tc.n2, tc.both)); got != tc.want {
				t.Errorf("chapman(%d, %d, %d) = %v, want %v", tc.n1, tc.n2, tc.both, got, tc.want)
			}
			o := Overlap{Lists: named(2), Counts: []int{0, tc.n1 - tc.both, tc.n2 - tc.both, tc.both}}
			e, err := Capture(o, CaptureOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if float64(e.Registered) != tc.linkage || math.Round(e.N) != tc.want {
				t.Errorf("Capture: %v of %d registered, want %v of %v", e.N, e.Registered, tc.want, tc.linkage)
			}
		})
	}
}

// Seber, The Estimation of Animal Abundance (1982) page 107: 948 and 421, 167
// of them in both. Rcapture gives 2389.9 with a standard error of 130.4 for it.
func TestTwoListsSeber1982(t *testing.T) {
	m := Model{terms: []uint{0, 1, 2}, Parameters: 3}.fit([]int{0, 781, 254, 167})
	if got, want := fmt.Sprintf("%.1f (%.1f)", m.N, m.SE), "2389.9 (130.4)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Rivest, A lower bound model for multiple record systems estimation with
// heterogeneous catchability, International Journal of Biostatistics 7 (2011)
// article 23, on the R3 data of Darroch, Fienberg, Glonek and Junker, JASA 88
// (1993) 1137-1148, and on the diabetes data of Bruno, LaPorte, Merletti,
// Biggeri, McCarty and Pagano, Diabetes Care 17 (1994) 548-556: the clinic and
// family physicians, hospital discharges, prescriptions, and purchases of
// reagent strips in Casale Monferrato. 2771 is Bruno's own estimate.
//
// Cormack, Chang and Smith, Estimating deaths from industrial injury by
// capture-recapture: a cautionary tale, International Journal of Epidemiology 29
// (2000) 1053-1059, tables 3a and 3b: death certificates and three other
// records. (The true number was 237: no model of four lists found it.)
func TestLogLinearPublished(t *testing.T) {
	darroch := inOrder(3, 72, 155, 7, 71, 13, 53, 43)
	bruno := inOrder(4, 58, 157, 18, 104, 46, 650, 12, 709, 14, 20, 7, 74, 8, 182, 10)
	cormack4 := inOrder(4, 72, 5, 29, 53, 24, 3, 12, 14, 0, 0, 0, 1, 0, 0, 2)
	cormack3 := inOrder(3, 72, 5, 29, 54, 24, 3, 14)
	for _, tc := range []struct {
		name   string
		counts []int
		lists  int
		model  string
		// published: N, its standard error if any, deviance, degrees of freedom
		n, se, deviance float64
		places          int // of the deviance
		df              int
	}{
		{"Darroch 1993, saturated", darroch, 3, "[12,13,23]", 1240, 451, 0, 1, 0},
		{"Darroch 1993, [12,23]", darroch, 3, "[12,23]", 850, 186, 3.8, 1, 1},
		{"Bruno 1994, all pairs but 1 with 4", bruno, 4, "[12,13,23,24,34]", 2771, 145, 7.62, 2, 5},
		{"Rivest 2011 on Bruno, [13,24,34]", bruno, 4, "[13,24,34]", 2472, 53, 21.97, 2, 7},
		{"Cormack 2000, four lists, independent", cormack4, 4, "[1,2,3,4]", 215, 0, 87.1, 1, 10},
		{"Cormack 2000, four lists, [12,13,34]", cormack4, 4, "[12,13,34]", 218, 0, 2.6, 1, 7},
		{"Cormack 2000, three lists, independent", cormack3, 3, "[1,2,3]", 209, 0, 75.1, 1, 3},
		{"Cormack 2000, three lists, [13,23]", cormack3, 3, "[13,23]", 233, 0, math.NaN(), 1, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := fitNamed(t, tc.counts, tc.lists, tc.model)
			if m.Refusal != "" {
				t.Fatalf("refused: %s", m.Refusal)
			}
			if math.Round(m.N) != tc.n || m.DF != tc.df {
				t.Errorf("N = %.2f on %d degrees of freedom, want %v on %d", m.N, m.DF, tc.n, tc.df)
			}
			if tc.se != 0 && math.Round(m.SE) != tc.se {
				t.Errorf("SE = %.2f, want %v", m.SE, tc.se)
			}
			scale := math.Pow10(tc.places)
			if got := math.Round(m.Deviance*scale) / scale; !math.IsNaN(tc.deviance) && got != tc.deviance {
				t.Errorf("deviance = %v, want %v", m.Deviance, tc.deviance)
			}
		})
	}
}

// The intervals of Cormack, Chang and Smith (2000), table 3b, are those of the
// profile likelihood.
func TestProfileCormack2000(t *testing.T) {
	counts := inOrder(3, 72, 5, 29, 54, 24, 3, 14)
	for _, tc := range []struct {
		model     string
		low, high float64 // NaN: not confirmed
	}{
		{"[1,2,3]", 203, 217},
		{"[23,1]", 210, math.NaN()},
		{"[13,23]", 204, math.NaN()},
	} {
		t.Run(tc.model, func(t *testing.T) {
			iv, ok := fitNamed(t, counts, 3, tc.model).profile(counts)
			if !ok || math.Round(iv.Low) != tc.low || !math.IsNaN(tc.high) && math.Round(iv.High) != tc.high {
				t.Errorf("got %+v, %v, want %v to %v", iv, ok, tc.low, tc.high)
			}
		})
	}
}

// In table 3a of Cormack, Chang and Smith (2000) all pairs of four lists give no
// finite estimate: "abundance > 1000000" in Rcapture, which goes on stepping.
func TestNoFiniteEstimateCormack2000(t *testing.T) {
	counts := inOrder(4, 72, 5, 29, 53, 24, 3, 12, 14, 0, 0, 0, 1, 0, 0, 2)
	for _, name := range []string{"[12,13,14,23,24,34]", "[12,13,14,34]"} {
		if m := fitNamed(t, counts, 4, name); m.Refusal == "" {
			t.Errorf("%s gives %v, want none", name, m.N)
		}
	}
}

// Silverman, Chan and Vincent, Bootstrapping multiple systems estimates to
// account for model selection, Statistics and Computing 34 (2024) 44, the Korea
// data (three lists, 123 persons): all models with an estimate, by BIC. Read in
// the user guide of their R package MultipleSystemsEstimation.
func TestBICSilverman2024(t *testing.T) {
	// lists b, c, d; histories b=1, c=2, d=4
	counts := []int{0, 5, 5, 54, 41, 6, 0, 12}
	e, err := Capture(Overlap{Lists: named(3), Counts: counts}, CaptureOptions{MostSpan: 100})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range e.Models {
		if m.Refusal == "" {
			got = append(got, fmt.Sprintf("%s %.4f %.5f", m.Name, m.N, m.BIC))
		}
	}
	want := []string{
		"[12,23] 157.1667 57.14081",
		"[12,3] 268.7778 58.96860",
		"[13,23] 123.4630 91.89711",
		"[23,1] 126.1944 138.06368",
		"[13,2] 126.9394 155.16018",
		"[1,2,3] 141.9926 184.14431",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	// AIC and deviance of [12,3] as their fit prints them
	if m := fitNamed(t, counts, 3, "[12,3]"); fmt.Sprintf("%.5f %.6f", m.AIC, m.Deviance) != "44.90767 8.566946" {
		t.Errorf("AIC %.5f, deviance %.6f", m.AIC, m.Deviance)
	}
}

// Chan, Silverman and Vincent, JASA 116 (2021) 1297-1306, table 2: an artificial
// table on which some models have no estimate.
func TestExistenceChan2021(t *testing.T) {
	counts := []int{0, 40, 30, 6, 20, 0, 0, 0}
	for name, want := range map[string]bool{"[12,13,23]": false, "[12,3]": false, "[12,13]": false, "[13,23]": true, "[1,2,3]": true} {
		if m := fitNamed(t, counts, 3, name); (m.Refusal == "") != want {
			t.Errorf("%s has an estimate: %v, want %v (%+v)", name, m.Refusal == "", want, m)
		}
	}
}

// Bland and Altman, Lancet 327 (1986) 307-310: peak expiratory flow of 17
// subjects by two meters, the first measurement of each. They use 2 for 1.96.
func TestLimitsBlandAltman1986(t *testing.T) {
	large := []int{494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427}
	mini := []int{512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451}
	var pairs []CountPair
	for i := range large {
		pairs = append(pairs, CountPair{X: large[i], Y: mini[i]})
	}
	a := Agree(pairs)
	got := fmt.Sprintf("%.1f %.1f (%.1f to %.1f)", a.Difference, a.SD, a.DifferenceInterval.Low, a.DifferenceInterval.High)
	if want := "-2.1 38.8 (-22.0 to 17.8)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	half := (a.LimitsLow.High - a.LimitsLow.Low) / 2
	// published: -114.3 to -45.1, half 34.6, of limits at 2 standard deviations
	if got := fmt.Sprintf("%.0f", half); got != "35" {
		t.Errorf("half width of the interval of a limit = %v, want 35", half)
	}
	if low := a.Difference - 2*a.SD; math.Abs(low+79.7) > 0.1 {
		t.Errorf("limit at two standard deviations = %v, want -79.7", low)
	}
}

// Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, the score method.
func TestWilsonNewcombe1998(t *testing.T) {
	for _, tc := range []struct {
		k, n      int
		low, high float64
	}{
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718},
	} {
		iv := wilson(tc.k, tc.n)
		if math.Abs(iv.Low-tc.low) > 5e-5 || math.Abs(iv.High-tc.high) > 5e-5 {
			t.Errorf("wilson(%d, %d) = %+v, want %v to %v", tc.k, tc.n, iv, tc.low, tc.high)
		}
	}
}

// Points of the distributions as printed in every table of them.
func TestDistributions(t *testing.T) {
	for df, want := range map[int]float64{1: 12.706, 4: 2.776, 16: 2.120, 69: 1.995, 1000: 1.962} {
		if got := studentT(df); math.Abs(got-want) > 5e-4 {
			t.Errorf("studentT(%d) = %v, want %v", df, got, want)
		}
	}
	for _, tc := range []struct {
		x    float64
		df   int
		want float64
	}{{3.841, 1, 0.05}, {5.991, 2, 0.05}, {18.307, 10, 0.05}, {6.635, 1, 0.01}, {0.0158, 1, 0.9}, {124.342, 100, 0.05}} {
		if got := chi2Tail(tc.x, tc.df); math.Abs(got-tc.want) > 1e-4 {
			t.Errorf("chi2Tail(%v, %d) = %v, want %v", tc.x, tc.df, got, tc.want)
		}
	}
}
