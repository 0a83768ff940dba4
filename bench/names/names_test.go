package names

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/truceline/truceline/bench/workload"
)

func near(a, b float64) bool { return math.Abs(a-b) < 0.0005 }

// The figures for Latin letters are those of PostgreSQL's manual and of its own
// show_trgm; package postgres holds both against each other on a list.
func TestSimilarity(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want float64
	}{
		{"word", "two words", 0.3636}, // the manual's
		{"word", "word", 1},
		{"Word, WORD", "word", 1},
		{"", "word", 0},
		{"ab", "ba", 0},
		{"جبهة", "جبهه", 3.0 / 7},
	} {
		if got := Similarity(tc.a, tc.b); !near(got, tc.want) {
			t.Errorf("similarity of %q and %q is %.4f, want %.4f", tc.a, tc.b, got, tc.want)
		}
	}
}

// someNames are n names of few syllables, so that many are alike.
func someNames(n int) []Listed {
	r := rand.New(rand.NewPCG(1, 2))
	parts := strings.Fields("mu ham mad ab dul lah has san al ibn фро нт جب هة")
	out := make([]Listed, n)
	for i := range out {
		var b strings.Builder
		for range 2 + r.IntN(5) {
			b.WriteString(parts[r.IntN(len(parts))])
			if r.IntN(3) == 0 {
				b.WriteByte(' ')
			}
		}
		out[i] = Listed{Entry: fmt.Sprintf("%03d", r.IntN(n/2)), Name: b.String()}
	}
	return out
}

// brute finds entries by comparing with every name.
func brute(list []Listed, cutoff float64, score func(name string) float64) []Hit {
	best := map[string]float64{}
	for _, n := range list {
		if s := score(n.Name); s >= cutoff {
			best[n.Entry] = max(best[n.Entry], s)
		}
	}
	var out []Hit
	for e, s := range best {
		out = append(out, Hit{e, s})
	}
	slices.SortFunc(out, func(a, b Hit) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Entry, b.Entry)) })
	return out[:min(len(out), TopN)]
}

func TestSearchesFindWhatComparingAllDoes(t *testing.T) {
	list := someNames(300)
	sketch, winkler := NewSketch(list), NewWinkler(list)
	for _, q := range someNames(60) {
		want := brute(list, 0.4, func(name string) float64 { return Similarity(q.Name, name) })
		if got := sketch.Search(q.Name, 0.4); !slices.Equal(got, want) {
			t.Errorf("the sketch found %v for %q, want %v", got, q.Name, want)
		}
		want = brute(list, 0.8, func(name string) float64 { return Aligned(WordsOf(q.Name), WordsOf(name)) })
		if got := winkler.Search(q.Name, 0.8); !slices.Equal(got, want) {
			t.Errorf("Jaro-Winkler found %v for %q, want %v", got, q.Name, want)
		}
	}
}

// The figures are Winkler's own (1990, table 1; 1994).
func TestJaroWinkler(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want float64
	}{
		{"martha", "marhta", 0.9611}, {"dixon", "dicksonx", 0.8133}, {"dwayne", "duane", 0.84}, {"jones", "johnson", 0.8324},
		{"abc", "xyz", 0}, {"ab", "ba", 0}, {"", "a", 0}, {"a", "a", 1}, {"محمد", "محمود", 0.9533},
	} {
		for range 2 {
			if got := JaroWinkler([]rune(tc.a), []rune(tc.b)); !near(got, tc.want) {
				t.Errorf("%s and %s are %.4f alike, want %.4f", tc.a, tc.b, got, tc.want)
			}
			tc.a, tc.b = tc.b, tc.a
		}
	}
	long := []rune(strings.Repeat("long", 1000))
	if got := JaroWinkler(long, long); got != 1 {
		t.Errorf("a word of 4,000 letters is %v like itself", got)
	}
}

func TestAligned(t *testing.T) {
	for _, tc := range []struct {
		name, a, b string
		want       float64
	}{
		{"other order, case and marks", "Usáma BIN Ladin", "ladin, usama bin", 1},
		{"nothing", "", "", 0},
		{"a word missing", "usama bin ladin", "usama ladin", (20 + 3*JaroWinkler([]rune("bin"), []rune("ladin"))) / 23},
	} {
		if got := Aligned(WordsOf(tc.a), WordsOf(tc.b)); !near(got, tc.want) {
			t.Errorf("%s: %.4f, want %.4f", tc.name, got, tc.want)
		}
	}
}

func TestScoreOf(t *testing.T) {
	query := func(kind, expect string) workload.NameQuery {
		return workload.NameQuery{Kind: kind, Expect: expect}
	}
	outcomes := []Outcome{
		OutcomeOf(query("exact", "a"), []Hit{{"a", 1}, {"b", 0.9}}),
		OutcomeOf(query("edit1", "b"), []Hit{{"a", 0.8}, {"b", 0.6}}),
		OutcomeOf(query("edit1", "c"), []Hit{{"a", 0.8}}),
		OutcomeOf(query("none", "-"), nil),
		OutcomeOf(query("none-hard", "-"), []Hit{{"a", 0.7}}),
	}
	for _, tc := range []struct {
		cutoff float64
		want   string
		first  float64
	}{
		{0, "recall@10 0.6667, 1 of 1 hard and 0 of 1 easy negatives hit", 1. / 3},
		{0.65, "recall@10 0.3333, 1 of 1 hard and 0 of 1 easy negatives hit", 1. / 3},
		{0.75, "recall@10 0.3333, 0 of 1 hard and 0 of 1 easy negatives hit", 1. / 3},
	} {
		got := ScoreOf(outcomes, tc.cutoff)
		if got.String() != tc.want || !near(got.FirstShare(), tc.first) {
			t.Errorf("at %v %v, %.3f first; want %s, %.3f", tc.cutoff, got, got.FirstShare(), tc.want, tc.first)
		}
	}
}

func TestTold(t *testing.T) {
	scores, same := []float64{0.9, 0.8, 0.7, 0.2}, []bool{true, false, true, true}
	c := Told(scores, same, 0.7)
	if c != (Count{Said: 3, True: 3, Right: 2}) || !near(c.Precision(), 2./3) || !near(c.Recall(), 2./3) || !near(c.F1(), 2./3) {
		t.Errorf("%+v: precision %v, recall %v, F1 %v", c, c.Precision(), c.Recall(), c.F1())
	}
	if c := Told(scores, same, 1); c.Precision() != 1 || c.F1() != 0 {
		t.Errorf("nothing said: precision %v, F1 %v; want 1 and 0", c.Precision(), c.F1())
	}
}
