package incident

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/headline/wording"
	"github.com/truceline/truceline/report"
)

// someRarity is a rarity in which Aleppo is common, Tafas rare and Syria in
// almost every headline.
func someRarity() *Rarity {
	r := &Rarity{ReportsN: 1000, DaysN: 100, Words: map[string]int{}}
	for word, n := range map[string]int{
		"aleppo": 200, "syria": 600, "clashes": 150, "killed": 200, "army": 150, "rebels": 150, "bombs": 150, "advance": 100,
		"warplanes": 150, "city": 150, "tafas": 15, "nawa": 15, "bakery": 10, "cathedral": 10, "pastor": 10,
		"atarib": 5, "toll": 40, "raise": 40, "market": 40, "massacre": 60, "death": 100, "casualties": 100,
	} {
		for _, w := range keysOf(word) {
			r.Words[w] = n
		}
	}
	return r
}

// keysOf are the folded words of a text.
func keysOf(text string) (keys []string) {
	for _, w := range wording.Words(text) {
		keys = append(keys, w.Key)
	}
	return keys
}

func TestWordsLevel(t *testing.T) {
	r := someRarity()
	for _, tc := range []struct {
		name, a, b string
		want       Level
	}{
		{"nothing is said", "", "Clashes in Tafas", noWords},
		{"only numbers are said", "17 18", "Clashes in Tafas", noWords},
		{"a rare name", "Two die near Tafas", "Rebels enter Tafas again", rareName},
		{"a rare name and other rare words", "Warplanes bomb bakery of Tafas", "Bakery in Tafas is bombed by jets", rareNameAndWords},
		{"a common name", "Clashes in Aleppo city", "Rebels advance in Aleppo", commonName},
		{"the name of the country is none", "Two die near Syria", "Rebels enter Syria again", fewWords},
		{"one name on each side, another", "Clashes in Tafas", "Rebels advance in Aleppo", otherNames},
		{"several names, all others", "Clashes spread from Tafas to Nawa", "Rebels advance between Aleppo and Harem again", severalOtherNames},
		{"no names, a rare word", "Militants storm cathedral, pastor missing", "Police besiege cathedral where pastor hides", wordsOnly},
		{"no names, hardly a word", "Rebels kill two", "Army kills five", fewWords},
		{"almost the same words", "More casualties raise death toll of the Atarib bakery near cathedral", "More martyrs raise the death toll of Al-Atarib bakery near cathedral", sameWords},
		{"one sums up the day", "62 were killed yesterday including 15 civilians", "Clashes in Tafas", oneSums},
		{"one sums up the day and names the place", "62 were killed yesterday, including 15 civilians in Tafas", "Clashes in Tafas", oneSumsAlike},
		{"both sum up", "Syria Daily Report", "203 people were killed yesterday", bothSum},
		{"neighbours in a series", "(S823a) Tafas", "(S824) Nawa", seriesSame},
		{"near in a series", "(S823a) Tafas", "(S827) Nawa", seriesClose},
		{"apart in a series", "(S823a) Tafas", "(S927) Nawa", seriesApart},
		{"two series", "(S823a) Tafas", "(RS823) Nawa", otherNames},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a, b := PrepareWords(tc.a, "x", r), PrepareWords(tc.b, "y", r)
			if got := wordsLevel(&a, &b); got != tc.want {
				w, n := overlap(&a, &b)
				t.Errorf("%q, want %q (%.1f bits in common, %.1f of the rarest name)", wordsLevels[got], wordsLevels[tc.want], w, n)
			}
			if wordsLevel(&a, &b) != wordsLevel(&b, &a) {
				t.Error("the other way round it is another level")
			}
		})
	}
}

func TestOverlapIsSymmetricAndGrows(t *testing.T) {
	words := []string{"Tafas", "Aleppo", "bakery", "Nawa", "killed", "clashes", "Harem", "market", "bridge"}
	rapid.Check(t, func(t *rapid.T) {
		pick := func(label string) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 6).Draw(t, label), " ")
		}
		a, b := PrepareWords("So "+pick("a"), "x", nil), PrepareWords("So "+pick("b"), "y", nil)
		if a.Overlap(b) != b.Overlap(a) {
			t.Fatalf("%v one way, %v the other", a.Overlap(b), b.Overlap(a))
		}
		if a.Overlap(b) > a.Overlap(a) {
			t.Fatalf("more in common with another, %v, than with itself, %v", a.Overlap(b), a.Overlap(a))
		}
	})
}

func TestRarity(t *testing.T) {
	on := func(day int) truceline.Interval {
		from := time.Date(2017, 5, day, 0, 0, 0, 0, time.UTC)
		return truceline.Interval{From: from, To: from.AddDate(0, 0, 1)}
	}
	accounts := []Account{
		{ID: "1", Source: "a", When: on(1), Words: "Clashes in Tafas, more clashes in Nawa"},
		{ID: "2", Source: "b", When: on(1), Words: "Tafas shelled"},
		{ID: "3", Source: "a", When: on(3), Words: "Market shelled"},
		{ID: "4", Source: "a", When: on(9)}, // says nothing
	}
	r := RarityOf("1", accounts)
	if r.ReportsN != 3 || r.DaysN != 2 {
		t.Errorf("%d reports on %d days, want 3 on 2", r.ReportsN, r.DaysN)
	}
	key := keysOf("Tafas")[0]
	if got, want := [2]int{r.Words[key], r.Sources["b"].Words[key]}, [2]int{2, 1}; got != want {
		t.Errorf("Tafas stands in %v reports of all and of b, want %v", got, want)
	}
	accounts[0], accounts[2] = accounts[2], accounts[0]
	if diff := cmp.Diff(RarityOf("1", accounts), r); diff != "" {
		t.Errorf("in another order it differs:\n%s", diff)
	}
}

func TestWordsOfOneSourceSayLess(t *testing.T) {
	r := someRarity()
	key := keysOf("governorate")[0]
	r.Words[key] = 100
	r.Sources = map[report.SourceID]SourceRarity{"a": {ReportsN: 100, Words: map[string]int{key: 100}}, "b": {ReportsN: 900}}
	own, _ := r.bits("a", key)
	other, _ := r.bits("b", key)
	if own >= 1 || other <= 3 {
		t.Errorf("%.1f bits within the source that always says it, %.1f in another; want less than 1 and more than 3", own, other)
	}
}

func TestCrowdedDaysLowerThePrior(t *testing.T) {
	calm, busy := HeadlineWeights(&Rarity{ReportsN: 100, DaysN: 100}), HeadlineWeights(&Rarity{ReportsN: 1600, DaysN: 100})
	if got := calm.Prior - busy.Prior; got != 4 {
		t.Errorf("sixteen times as many reports a day lower the prior by %v bits, want 4", got)
	}
	if got, want := HeadlineWeights(nil).Prior, calm.Prior; got != want {
		t.Errorf("without a rarity the prior is %v, want that of a report a day, %v", got, want)
	}
}

func TestHeadlineWeights(t *testing.T) {
	w := HeadlineWeights(nil)
	if err := w.Check(); err != nil {
		t.Fatal(err)
	}
	for a := range aspects { // a level that was renamed would silently weigh nothing
		for name := range headlineShares[a] {
			found := false
			for _, l := range levelNames[a] {
				found = found || l == name
			}
			if !found {
				t.Errorf("%s has no level %q", a, name)
			}
		}
	}
	bits := w.bits()
	for _, tc := range []struct{ more, less Level }{
		{sameWords, wordsOnly}, {rareNameAndWords, rareName}, {rareName, commonName}, {commonName, fewWords},
		{fewWords, otherNames}, {otherNames, severalOtherNames}, {seriesSame, seriesClose}, {seriesClose, seriesApart}, {oneSumsAlike, oneSums},
	} {
		if bits[InWords][tc.more] <= bits[InWords][tc.less] {
			t.Errorf("%q weighs %.2f bits, not more than %q, %.2f", wordsLevels[tc.more], bits[InWords][tc.more], wordsLevels[tc.less], bits[InWords][tc.less])
		}
	}
}

func BenchmarkWordsLevel(b *testing.B) {
	x := PrepareWords("Warplanes carry out a massacre in Khan Shaykhun in the countryside of Idlib", "a", nil)
	y := PrepareWords("18 casualties in airstrikes on the market of Khan Shaykhun, the death toll rises", "b", nil)
	for b.Loop() {
		wordsLevel(&x, &y)
	}
}
