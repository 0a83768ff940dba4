package gold_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/document/gold"
)

// act is an act on some runes of ASCII.
func act(from, to int, f document.Fields) document.Proposal {
	return at(document.ActKind, from, to, f)
}

func at(kind document.Kind, from, to int, f document.Fields) document.Proposal {
	return document.Proposal{Doc: "d", Kind: kind, Span: *span(from, to), Fields: f}
}

func span(from, to int) *document.Span {
	return &document.Span{Start: from, End: to, RuneStart: from, RuneEnd: to}
}

func list(ps ...document.Proposal) []document.Proposal { return ps }

func TestScoreOfSpans(t *testing.T) {
	none := document.Fields{}
	two := list(act(0, 10, none), act(20, 30, none))
	for _, tc := range []struct {
		name            string
		gold, predicted []document.Proposal
		opts            gold.Options
		exact, overlap  string // P R F1
	}{
		{"the same in another order", two, list(two[1], two[0]), gold.Options{}, "1 1 1", "1 1 1"},
		{"nothing proposed", two, nil, gold.Options{}, "0 0 0", "0 0 0"},
		{"one missed", two, two[:1], gold.Options{}, "1 0.5 0.667", "1 0.5 0.667"},
		{"one spurious", two, append(list(act(12, 15, none)), two...), gold.Options{}, "0.667 1 0.8", "0.667 1 0.8"},
		{"the same twice is spurious once", two[:1], list(two[0], two[0]), gold.Options{}, "0.5 1 0.667", "0.5 1 0.667"},
		{"half covered is an overlap", two[:1], list(act(0, 5, none)), gold.Options{}, "0 0 0", "1 1 1"},
		{"less than half is none", two[:1], list(act(0, 4, none)), gold.Options{}, "0 0 0", "0 0 0"},
		{"a stricter overlap", two[:1], list(act(0, 8, none)), gold.Options{Overlap: 0.9}, "0 0 0", "0 0 0"},
		{"one over two matches one", two, list(act(0, 30, none)), gold.Options{Overlap: 0.3}, "0 0 0", "1 0.5 0.667"},
		{"the same span goes before a nearer order", list(act(0, 10, none)), list(act(0, 9, none), act(0, 10, none)), gold.Options{}, "0.5 1 0.667", "0.5 1 0.667"},
		{"an act in another document", two, append(list(document.Proposal{Doc: "e", Kind: document.ActKind, Span: *span(0, 10)}), two...), gold.Options{}, "1 1 1", "1 1 1"},
		{"another kind on the same span", two[:1], list(at(document.PlaceKind, 0, 10, none)), gold.Options{}, "0 0 0", "0 0 0"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			x := gold.Score(tc.gold, tc.predicted, tc.opts).Layer(gold.Act)
			if got := figures(x.Exact); got != tc.exact {
				t.Errorf("exact %s, want %s", got, tc.exact)
			}
			if got := figures(x.Overlap); got != tc.overlap {
				t.Errorf("overlap %s, want %s", got, tc.overlap)
			}
		})
	}
}

func figures(r gold.Rates) string { return fmt.Sprintf("%.3g %.3g %.3g", r.P, r.R, r.F1) }

func TestUnits(t *testing.T) {
	g := list(document.Proposal{Doc: "d", Kind: document.ActKind, Span: document.Span{Start: 0, End: 10, RuneStart: 0, RuneEnd: 5}})
	p := list(document.Proposal{Doc: "d", Kind: document.ActKind, Span: document.Span{Start: 0, End: 5, RuneStart: 0, RuneEnd: 2}})
	if x := gold.Score(g, p, gold.Options{}).Layer(gold.Act); x.Overlap.F1 != 1 {
		t.Errorf("in bytes an F1 of %v, want 1: half is shared", x.Overlap.F1)
	}
	if x := gold.Score(g, p, gold.Options{Unit: gold.Runes}).Layer(gold.Act); x.Overlap.F1 != 0 {
		t.Errorf("in runes an F1 of %v, want 0: two of five are shared", x.Overlap.F1)
	}
}

func TestUrgencyIsALayerOfItsOwn(t *testing.T) {
	g := list(at(document.DateKind, 0, 11, document.Fields{Role: "urgency"}), at(document.DateKind, 20, 24, document.Fields{Role: "event"}))
	p := slices.Clone(g)
	p[0].Fields.Role = "event"
	s := gold.Score(g, p, gold.Options{})
	if got, want := figures(s.Layer(gold.Urgency).Overlap), "0 0 0"; got != want {
		t.Errorf("urgency %s, want %s", got, want)
	}
	if got, want := figures(s.Layer(gold.Date).Overlap), "0.5 1 0.667"; got != want {
		t.Errorf("date %s, want %s: it holds one that is no date", got, want)
	}
}

func TestScoreOfFields(t *testing.T) {
	for _, tc := range []struct {
		name            string
		gold, predicted document.Fields
		field           string
		want            string // figure and what it is made of
	}{
		{"a force that is right", document.Fields{Force: document.Demand}, document.Fields{Force: document.Demand}, "force", "1 of 1/1"},
		{"and end to end", document.Fields{Force: document.Demand}, document.Fields{Force: document.Demand}, "+force", "1 of 1/1"},
		{"a force that is wrong", document.Fields{Force: document.Demand}, document.Fields{Force: document.Recall}, "+force", "0 of 0/1"},
		{"case, spaces, an article and a curly apostrophe do not count", document.Fields{Speaker: "The UN's  Envoy"},
			document.Fields{Speaker: "un\u2019s\u00a0ENVOY "}, "speaker", "1 of 1/1"},
		{"a letter that two stand for when folded", document.Fields{Speaker: "Gießen"}, document.Fields{Speaker: "GIESSEN"}, "speaker", "1 of 1/1"},
		{"an article within stays", document.Fields{Speaker: "Head of the Mission"}, document.Fields{Speaker: "Head of Mission"}, "speaker", "0 of 0/1"},
		{"themes count one by one", document.Fields{Themes: []string{"a", "b"}}, document.Fields{Themes: []string{"b", "c", "d", "b"}}, "themes", "0.4 of 1/2"},
		{"without any theme on either side nothing is wrong", document.Fields{}, document.Fields{}, "themes", "1 of 0/0"},
		{"an addressee by its name", document.Fields{Addressee: "the parties"}, document.Fields{Addressee: "Parties"}, "addressee", "1 of 1/1"},
		{"an addressee by its place", document.Fields{Addressee: "all parties", AddresseeSpan: span(0, 11)},
			document.Fields{Addressee: "parties", AddresseeSpan: span(4, 11)}, "addressee", "1 of 1/1"},
		{"neither by name nor by place", document.Fields{Addressee: "all parties", AddresseeSpan: span(0, 11)},
			document.Fields{Addressee: "parties", AddresseeSpan: span(8, 11)}, "addressee", "0 of 0/1"},
		{"a place without a name is no addressee", document.Fields{Addressee: "all parties", AddresseeSpan: span(0, 11)},
			document.Fields{AddresseeSpan: span(0, 11)}, "addressee", "0 of 0/1"},
		{"half of the content is found", document.Fields{ContentSpan: span(0, 10)}, document.Fields{ContentSpan: span(0, 5)}, "content", "1 of 1/1"},
		{"and its mean says how well", document.Fields{ContentSpan: span(0, 9)}, document.Fields{ContentSpan: span(0, 6)}, "content_jaccard", "0.667 of 0.67/1"},
		{"less than half is not found", document.Fields{ContentSpan: span(0, 10)}, document.Fields{ContentSpan: span(0, 4)}, "content", "0 of 0/1"},
		{"a content that is not proposed", document.Fields{ContentSpan: span(0, 10)}, document.Fields{}, "content_jaccard", "0 of 0/1"},
		{"a content that is not annotated is not measured", document.Fields{}, document.Fields{ContentSpan: span(0, 4)}, "content", "-"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := gold.Score(list(act(0, 4, tc.gold)), list(act(0, 4, tc.predicted)), gold.Options{})
			x := s.Field(gold.Act, tc.field)
			got := "-"
			if x.Measured {
				got = fmt.Sprintf("%.3g of %v/%v", x.Figure, x.OK, x.Of)
			}
			if got != tc.want {
				t.Errorf("%s is %s, want %s", tc.field, got, tc.want)
			}
		})
	}
}

// A field is scored on what was found, and end to end on all.
func TestEndToEndCountsWhatWasMissed(t *testing.T) {
	f := document.Fields{Norm: "S/RES/1(1946)"}
	g := list(at(document.InstrumentKind, 0, 4, f), at(document.InstrumentKind, 10, 14, f))
	s := gold.Score(g, g[:1], gold.Options{})
	if x := s.Field(gold.Instrument, "norm"); x.Figure != 1 {
		t.Errorf("norm %v of what was found, want 1", x.Figure)
	}
	if x := s.Field(gold.Instrument, "+norm"); fmt.Sprintf("%.3f", x.Figure) != "0.667" {
		t.Errorf("norm end to end %v, want 0.667: one of two", x.Figure)
	}
}

func TestWhatIsNotThereIsNotMeasured(t *testing.T) {
	s := gold.Score(list(act(0, 4, document.Fields{})), nil, gold.Options{})
	for _, field := range []string{"force", "themes", "addressee", "content", "content_jaccard"} {
		if x := s.Field(gold.Act, field); x.Measured || x.Figure != 0 {
			t.Errorf("%s is %v, and nothing was found", field, x.Figure)
		}
	}
	if x := s.Field(gold.Quote, "+speaker"); x.Measured || x.Figure != 0 {
		t.Errorf("speakers of no quotation have %v", x.Figure)
	}
	if x := s.Field(gold.Act, "colour"); x.Measured || x.Measure != "" {
		t.Errorf("a field that nobody scores has %+v", x)
	}
	if x := s.Layer(gold.Quote); x.Overlap.F1 != 1 {
		t.Errorf("no quotations, none proposed: F1 %v, want 1", x.Overlap.F1)
	}
}

func TestPairs(t *testing.T) {
	g := list(act(0, 10, document.Fields{Force: document.Demand}), act(20, 30, document.Fields{}), act(40, 50, document.Fields{Speaker: "A", Themes: []string{"x"}}))
	p := list(act(41, 50, document.Fields{Speaker: "B"}), act(0, 10, document.Fields{Force: document.Demand}), act(60, 61, document.Fields{}))
	var got []string
	for _, x := range gold.Pairs(g, p, gold.Options{}) {
		line := string(x.Layer)
		if x.Gold != nil {
			line += fmt.Sprint(" gold ", x.Gold.Start)
		}
		if x.Predicted != nil {
			line += fmt.Sprint(" predicted ", x.Predicted.Start)
		}
		got = append(got, strings.Join(append([]string{line}, x.Wrong(gold.Options{})...), " "))
	}
	want := []string{"act gold 0 predicted 0", "act gold 40 predicted 41 speaker themes", "act gold 20", "act predicted 60"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// Of pairs that are equally good, the earlier annotation and the proposal that
// was handed in first are matched.
func TestPairsThatAreEquallyGood(t *testing.T) {
	at := func(from, to int) document.Proposal { return act(from, to, document.Fields{}) }
	for _, tc := range []struct {
		name            string
		gold, predicted []document.Proposal
		want            [2]int // starts of what is matched
	}{
		{"one proposal between two annotations", list(at(5, 15), at(0, 10)), list(at(2, 13)), [2]int{0, 2}},
		{"two proposals about one annotation", list(at(2, 13)), list(at(5, 15), at(0, 10)), [2]int{2, 5}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ps := gold.Pairs(tc.gold, tc.predicted, gold.Options{})
			if got := [2]int{ps[0].Gold.Start, ps[0].Predicted.Start}; got != tc.want {
				t.Errorf("matched %v, want %v", got, tc.want)
			}
		})
	}
}

func TestOf(t *testing.T) {
	ps := list(document.Proposal{Doc: "a"}, document.Proposal{Doc: "b"}, document.Proposal{Doc: "a", ID: "2"})
	got := gold.Of(ps, func(doc string) bool { return doc == "a" })
	if d := cmp.Diff(list(ps[0], ps[2]), got); d != "" {
		t.Error(d)
	}
}

func TestTable(t *testing.T) {
	g := list(act(0, 10, document.Fields{ContentSpan: span(12, 20)}), act(20, 30, document.Fields{}))
	p := list(g[0], document.Proposal{Doc: "e", Kind: document.ActKind, Span: *span(0, 1)})
	table := gold.Score(g, p, gold.Options{}).Table()
	for _, want := range []string{
		"documents: 1; proposals for others, ignored: 1\n",
		"act             2     1   1.000 0.500 0.667      1.000 0.500 0.667\n",
		"quote           0     0   1.000 1.000 1.000      1.000 1.000 1.000\n",
		"act         content          1.000   1/1          share with Jaccard >= 0.5\n",
		"quote       type             -       0/0          accuracy\n",
	} {
		if !strings.Contains(table, want) {
			t.Errorf("no %q in\n%s", want, table)
		}
	}
}
