package rivals_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"testing"

	"github.com/truceline/truceline/cases"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/intake/accounts"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/rivals"
	"github.com/truceline/truceline/internal/rivals/score"
	"github.com/truceline/truceline/observance"
)

var update = flag.Bool("update-weights", false, "write the weights that are estimated on the tuning sets into package incident")

// table reads a file as csvrows does.
func table(t testing.TB, write func(io.Writer) error) *csvrows.Reader {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csvrows.Open(&b, csvrows.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// read takes a set the way a user would: as a table with a file of words.
func read(t testing.TB, set rivals.Set, zone *rivals.Ground) []incident.Account {
	t.Helper()
	dir, _ := cases.Bundled("astana")
	c, err := casedir.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	reg, err := observance.Compile(c.Facts, c.Location)
	if err != nil {
		t.Fatal(err)
	}
	v := accounts.Vocabulary{Catalogue: reg.Catalogue(), Roll: reg.Roll()}
	if err := v.Add(t.Context(), table(t, rivals.WriteVocabulary)); err != nil {
		t.Fatal(err)
	}
	var out []incident.Account
	rows := table(t, func(w io.Writer) error { return rivals.Write(w, set.Accounts) })
	for item, err := range accounts.Read(t.Context(), rows, accounts.Options{Zone: zone.Zone, Vocabulary: v}) {
		if err != nil {
			t.Fatal(err)
		}
		if item.Refusal != nil {
			t.Fatal(item.Refusal)
		}
		out = append(out, item.Account)
	}
	return out
}

func makeSet(t testing.TB, g rivals.Ground, n rivals.Noise, seed uint64) rivals.Set {
	t.Helper()
	set, err := g.Make(n, seed)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// TestFusionReachesItsAims fuses the scoring sets by the published weights, on
// nothing of which these were tuned.
func TestFusionReachesItsAims(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes some seconds")
	}
	ground, err := rivals.Bundled(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		noise rivals.Noise
		f1    float64
	}{{rivals.Low, 0.97}, {rivals.Middle, 0.92}, {rivals.High, 0.80}} {
		set := makeSet(t, ground, tc.noise, rivals.Scoring)
		var links []score.Link
		for _, a := range set.Accounts {
			links = append(links, score.Link{Report: a.Number, Event: a.Event})
		}
		truth, err := score.NewTruth(links)
		if err != nil {
			t.Fatal(err)
		}
		fused, err := incident.Fuse(t.Context(), read(t, set, &ground), incident.FuseOptions{Repeats: true})
		if err != nil {
			t.Fatal(err)
		}
		judged := make([]score.Judged, len(fused.Pairs))
		for i, p := range fused.Pairs {
			judged[i] = score.Judged{A: p.A, B: p.B, Score: p.Linked, Joined: p.Joined}
		}
		r, err := truth.Measure(judged, fused.Groups)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: proposed P %.3f R %.3f F1 %.3f, AP %.3f; joined P %.3f R %.3f, B-cubed %.3f", tc.noise.Name,
			r.Proposed.Precision, r.Proposed.Recall, r.Proposed.F1, r.AveragePrecision, r.Joined.Precision, r.Joined.Recall, r.BCubed.F1)
		if r.Proposed.F1 < tc.f1 {
			t.Errorf("%s: F1 %.4f of what is proposed, aim %.2f", tc.noise.Name, r.Proposed.F1, tc.f1)
		}
		if r.Joined.Precision < 0.98 {
			t.Errorf("%s: precision %.4f of what is joined without a person, aim 0.98", tc.noise.Name, r.Joined.Precision)
		}
	}
}

// TestPublishedWeightsAreThoseOfTheTuningSets estimates the published weights
// again: on the accounts of low and of middle noise of the tuning seed, set 20
// years apart so that none of one meets one of the other.
func TestPublishedWeightsAreThoseOfTheTuningSets(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes some seconds")
	}
	got := estimate(t)
	if *update {
		if err := os.WriteFile("../../incident/published.go", []byte(published(got)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := incident.DefaultWeights()
	if math.Abs(got.Prior-want.Prior) > 0.01 {
		t.Errorf("prior %.4f, published %.4f", got.Prior, want.Prior)
	}
	for _, a := range incident.Aspects() {
		for i, l := range got.Levels[a.String()] {
			if p := want.Levels[a.String()][i]; p.Level != l.Level || math.Abs(p.Bits()-l.Bits()) > 0.02 {
				t.Errorf("%s, %s: %.3f bits, published %.3f; write them with -update-weights and measure again", a, l.Level, l.Bits(), p.Bits())
			}
		}
	}
}

func estimate(t *testing.T) incident.Weights {
	ground, err := rivals.Bundled(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var all []incident.Account
	for i, n := range []rivals.Noise{rivals.Low, rivals.Middle} {
		for _, a := range read(t, makeSet(t, ground, n, rivals.Tuning), &ground) {
			a.ID = fmt.Sprint(i, a.ID)
			a.When.From, a.When.To = a.When.From.AddDate(20*i, 0, 0), a.When.To.AddDate(20*i, 0, 0)
			all = append(all, a)
		}
	}
	w, err := incident.Estimate(context.Background(), all, incident.EstimateOptions{Repeats: true})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// published is the Go file that holds weights.
func published(w incident.Weights) string {
	var b bytes.Buffer
	b.WriteString("package incident\n\n// Written by the test of internal/rivals; see docs/fusion.md.\n\n")
	fmt.Fprintf(&b, "const publishedPrior = %.4f\n\n// published are m and u by aspect and level.\nvar published = [aspects][][2]float64{\n", w.Prior)
	for i, a := range incident.Aspects() {
		fmt.Fprintf(&b, "\t%d: { // %s\n", i, a)
		for _, l := range w.Levels[a.String()] {
			fmt.Fprintf(&b, "\t\t{%.4g, %.4g}, // %s, %+.1f bits\n", l.M, l.U, l.Level, l.Bits())
		}
		b.WriteString("\t},\n")
	}
	b.WriteString("}\n")
	return b.String()
}
