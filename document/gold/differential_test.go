package gold_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/document/gold"
)

// sharedTexts is the folder of the annotated texts, or skips the test.
func sharedTexts(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("TRUCELINE_SHARED")
	if dir == "" {
		t.Skip("TRUCELINE_SHARED does not name the folder of shared data, so that the annotated texts are not read")
	}
	return filepath.Join(dir, "texts")
}

// annotated reads the annotated texts and what they are annotated with.
func annotated(t *testing.T, dir string) ([]document.Proposal, map[string]string) {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "gold.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ps, err := gold.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, p := range ps {
		if texts[p.Doc] == "" {
			b, err := os.ReadFile(filepath.Join(dir, "docs", p.Doc+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			texts[p.Doc] = string(b)
		}
	}
	return ps, texts
}

func TestTheAnnotatedTextsAreSound(t *testing.T) {
	ps, texts := annotated(t, sharedTexts(t))
	if len(ps) == 0 {
		t.Fatal("no annotations")
	}
	if err := gold.Check(ps, func(doc string) (string, error) { return texts[doc], nil }); err != nil {
		t.Error(err)
	}
	for _, x := range gold.Score(ps, ps, gold.Options{}).Fields {
		if x.Measured && math.Abs(x.Figure-1) > 1e-9 {
			t.Errorf("%s %s of the annotations against themselves is %v", x.Layer, x.Field, x.Figure)
		}
	}
}

// TestScoreIsThePublishedScorers spoils the annotations in every way that a
// reader might, and compares all figures with those of score.py.
func TestScoreIsThePublishedScorers(t *testing.T) {
	dir := sharedTexts(t)
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 here, so that nothing is compared with the published scorer")
	}
	script := filepath.Join(dir, "score.py")
	if _, err := os.Stat(script); err != nil {
		t.Skip("no score.py beside the annotated texts, so that nothing is compared with it")
	}
	ps, texts := annotated(t, dir)
	for seed, opts := range []gold.Options{{}, {Overlap: 0.3}, {Overlap: 0.9}, {Unit: gold.Runes}, {Unit: gold.Runes, Overlap: 0.7}, {Overlap: 1}} {
		t.Run(fmt.Sprintf("seed %d, %+v", seed, opts), func(t *testing.T) {
			t.Parallel()
			s := spoiler{rand.New(rand.NewPCG(uint64(seed), 3)), texts}
			predicted := s.spoil(ps)
			compare(t, published(t, python, script, ps, predicted, opts), gold.Score(ps, predicted, opts))
		})
	}
	t.Run("nothing proposed", func(t *testing.T) {
		compare(t, published(t, python, script, ps, nil, gold.Options{}), gold.Score(ps, nil, gold.Options{}))
	})
}

// published are the figures of score.py.
func published(t *testing.T, python, script string, ps, predicted []document.Proposal, opts gold.Options) scorers {
	t.Helper()
	write := func(name string, ps []document.Proposal) string {
		var b bytes.Buffer
		if err := gold.Write(&b, ps); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	args := []string{script, write("gold.jsonl", ps), write("predicted.jsonl", predicted), "--json", "--texts", filepath.Join(filepath.Dir(script), "docs")}
	if opts.Overlap != 0 {
		args = append(args, "--overlap", fmt.Sprint(opts.Overlap))
	}
	if opts.Unit == gold.Runes {
		args = append(args, "--unit", "runes")
	}
	var problem bytes.Buffer
	cmd := exec.CommandContext(t.Context(), python, args...)
	cmd.Stderr = &problem
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, problem.Bytes())
	}
	var got scorers
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	return got
}

// scorers are what score.py prints.
type scorers struct {
	Documents int
	Ignored   int `json:"ignored_predictions"`
	Layers    map[gold.Layer]struct {
		Gold, Pred     int
		Exact, Overlap [3]float64
	}
	Fields map[gold.Layer]map[string]struct {
		OK, Of float64
		Figure *float64
		What   string
	}
}

// compare holds our figures against those of score.py.
func compare(t *testing.T, want scorers, got gold.Scores) {
	t.Helper()
	near := func(what string, got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) <= 1e-9) {
			t.Errorf("%s: got %v, want %v", what, got, want)
		}
	}
	near("documents", float64(got.Documents), float64(want.Documents))
	near("ignored", float64(got.Ignored), float64(want.Ignored))
	if len(want.Layers) != len(got.Layers) {
		t.Errorf("%d layers, want %d", len(got.Layers), len(want.Layers))
	}
	fields := 0
	for l, w := range want.Layers {
		g := got.Layer(l)
		near(string(l)+" gold", float64(g.Gold), float64(w.Gold))
		near(string(l)+" predicted", float64(g.Predicted), float64(w.Pred))
		for i, rates := range [2]gold.Rates{g.Exact, g.Overlap} {
			of := [2][3]float64{w.Exact, w.Overlap}[i]
			near(string(l)+" P", rates.P, of[0])
			near(string(l)+" R", rates.R, of[1])
			near(string(l)+" F1", rates.F1, of[2])
		}
		fields += len(want.Fields[l])
		for name, w := range want.Fields[l] {
			g, what := got.Field(l, name), fmt.Sprintf("%s %s", l, name)
			if g.Measured != (w.Figure != nil) || g.Measure != w.What {
				t.Errorf("%s: measured %t as %q, want %t as %q", what, g.Measured, g.Measure, w.Figure != nil, w.What)
				continue
			}
			near(what+" ok", g.OK, w.OK)
			near(what+" of", g.Of, w.Of)
			if w.Figure != nil {
				near(what, g.Figure, *w.Figure)
			}
		}
	}
	if fields != len(got.Fields) {
		t.Errorf("%d fields, want %d", len(got.Fields), fields)
	}
}

// A spoiler makes of annotations what a bad reader might propose.
type spoiler struct {
	*rand.Rand
	texts map[string]string
}

// often reports whether something that happens once in n does.
func (s spoiler) often(n int) bool { return s.IntN(n) == 0 }

func (s spoiler) spoil(ps []document.Proposal) []document.Proposal {
	var out []document.Proposal
	for i, p := range ps {
		if s.often(8) {
			continue
		}
		p.ID = fmt.Sprint("p", i)
		if s.often(3) {
			p.Span = s.shift(p.Doc, p.Span)
		}
		s.relabel(&p.Fields, ps)
		out = append(out, p)
		switch {
		case s.often(12): // the same once more, or nearly so
			p.ID += "twice"
			p.Span = s.shift(p.Doc, p.Span)
			out = append(out, p)
		case s.often(12): // somewhere else
			p.ID += "else"
			from := s.IntN(utf8.RuneCountInString(s.texts[p.Doc]) - 1)
			p.Span = s.runes(p.Doc, from, from+1+s.IntN(30))
			out = append(out, p)
		case s.often(30):
			p.ID += "kind"
			p.Kind = document.QuoteKind
			out = append(out, p)
		}
	}
	s.Shuffle(len(out), func(i, k int) { out[i], out[k] = out[k], out[i] })
	for i := range out {
		text := s.texts[out[i].Doc]
		out[i].Text = text[out[i].Start:out[i].End]
	}
	return out
}

// runes is the span of some runes of a text, cut to the text.
func (s spoiler) runes(doc string, from, to int) document.Span {
	r := []rune(s.texts[doc])
	from = min(max(from, 0), len(r)-1)
	to = min(max(to, from+1), len(r))
	start := len(string(r[:from]))
	return document.Span{Start: start, End: start + len(string(r[from:to])), RuneStart: from, RuneEnd: to}
}

// shift moves both ends of a span a little.
func (s spoiler) shift(doc string, x document.Span) document.Span {
	return s.runes(doc, x.RuneStart+s.IntN(7)-3, x.RuneEnd+s.IntN(7)-3)
}

// relabel changes a few fields, some so that it counts and some so that it does
// not.
func (s spoiler) relabel(f *document.Fields, ps []document.Proposal) {
	if s.often(4) {
		f.Speaker = []string{"", "The " + f.Speaker, strings.ToUpper(f.Speaker), " an  " + strings.ReplaceAll(f.Speaker, " ", "\u00a0\t"), "Straße\u2019s", f.Speaker + "\x1f"}[s.IntN(6)]
	}
	other := ps[s.IntN(len(ps))].Fields
	for _, x := range []struct{ mine, others *string }{
		{(*string)(&f.Force), (*string)(&other.Force)}, {(*string)(&f.Mode), (*string)(&other.Mode)}, {&f.Verb, &other.Verb},
		{(*string)(&f.Section), (*string)(&other.Section)}, {&f.Polarity, &other.Polarity}, {&f.Indirect, &other.Indirect},
		{&f.Type, &other.Type}, {&f.Norm, &other.Norm}, {&f.Role, &other.Role}, {&f.Addressee, &other.Addressee},
	} {
		if s.often(6) {
			*x.mine = *x.others
		}
	}
	if s.often(4) {
		f.Themes = append(slices.Clone(f.Themes), document.Themes[s.IntN(len(document.Themes))])
	}
	if len(f.Themes) > 0 && s.often(6) {
		f.Themes = f.Themes[1:]
	}
	for _, part := range []**document.Span{&f.AddresseeSpan, &f.ContentSpan} {
		if *part == nil || !s.often(3) {
			continue
		}
		if s.often(4) {
			*part = nil
			continue
		}
		moved := **part
		by := s.IntN(9)
		moved.Start, moved.RuneStart = moved.Start+by, moved.RuneStart+by // score.py does not look at these in the text
		*part = &moved
	}
	if f.AddresseeSpan != nil && s.often(5) {
		f.Addressee = "under another name"
	}
}
