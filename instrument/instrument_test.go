package instrument_test

import (
	"strings"
	"testing"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/instrument"
)

func at(m time.Month, d int) time.Time { return time.Date(2026, m, d, 0, 0, 0, 0, time.UTC) }

func entry(t time.Time, c truceline.Confidence) instrument.Entry {
	return instrument.Entry{At: t, Before: t, Says: "someone", Confidence: c}
}

func spans(ivs []truceline.Interval) string {
	var parts []string
	for _, iv := range ivs {
		s := iv.From.Format("01-02") + ".."
		if !iv.To.IsZero() {
			s += iv.To.Format("01-02")
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " ")
}

func TestInForce(t *testing.T) {
	rules := instrument.Rules{Zone: time.UTC, Certain: truceline.OneSource}
	for _, tc := range []struct {
		name              string
		in                instrument.Instrument
		certain, possible string
	}{
		{"one account, no term", instrument.Instrument{Entries: []instrument.Entry{entry(at(1, 5), "A")}}, "01-05..", "01-05.."},
		{"no account", instrument.Instrument{}, "", ""},
		{"accounts differ: certain from the last, possible from the first",
			instrument.Instrument{Entries: []instrument.Entry{entry(at(1, 5), "A"), entry(at(1, 7), "B")}}, "01-07..", "01-05.."},
		{"an account below the grade widens what is possible only",
			instrument.Instrument{Entries: []instrument.Entry{entry(at(1, 5), "A"), entry(at(1, 2), "C"), entry(at(1, 9), "C")}}, "01-05..", "01-02.."},
		{"only accounts below the grade",
			instrument.Instrument{Entries: []instrument.Entry{entry(at(1, 5), "C")}}, "", "01-05.."},
		{"an account that it never took effect",
			instrument.Instrument{Entries: []instrument.Entry{entry(at(1, 5), "A"), {Never: true, Says: "x", Confidence: "B"}}}, "", "01-05.."},
		{"every account says never",
			instrument.Instrument{Entries: []instrument.Entry{{Never: true, Says: "x", Confidence: "A"}}}, "", ""},
		{"a term ends certain from the first account and possible from the last",
			instrument.Instrument{Entries: []instrument.Entry{entry(at(1, 5), "A"), entry(at(1, 7), "B")}, TermText: "P1M"},
			"01-07..02-05", "01-05..02-07"},
		{"renewed by an act: it goes on from where the term ran out",
			instrument.Instrument{Entries: []instrument.Entry{entry(at(1, 5), "A")}, TermText: "P1M",
				Renewals: []instrument.Renewal{{At: at(2, 8), Until: at(3, 5), Confidence: "A"}}},
			"01-05..03-05", "01-05..03-05"},
		{"renewed on no act that was found, then by one",
			instrument.Instrument{Entries: []instrument.Entry{entry(at(1, 5), "A")}, TermText: "P1M",
				Renewals: []instrument.Renewal{{At: at(2, 5), Until: at(3, 5), Confidence: "C"}, {At: at(3, 5), Confidence: "B"}}},
			"01-05..02-05 03-05..", "01-05.."},
		{"a rule of renewal without an act",
			instrument.Instrument{Entries: []instrument.Entry{entry(at(1, 5), "A")}, TermText: "P1M", RenewalRule: "by consensus"},
			"01-05..02-05", "01-05.."},
		{"an end by a text ends both",
			instrument.Instrument{Entries: []instrument.Entry{entry(at(1, 5), "A")}, Ends: []instrument.End{{At: at(4, 1), Confidence: "A"}}},
			"01-05..04-01", "01-05..04-01"},
		{"an end in practice ends what is certain",
			instrument.Instrument{Entries: []instrument.Entry{entry(at(1, 5), "A")}, Ends: []instrument.End{{At: at(4, 1), InPractice: true, Confidence: "A"}}},
			"01-05..04-01", "01-05.."},
		{"a suspension",
			instrument.Instrument{Entries: []instrument.Entry{entry(at(1, 5), "A")},
				Suspensions: []instrument.Suspension{{Span: truceline.Interval{From: at(2, 1), To: at(2, 3)}, Confidence: "A"}, {Span: truceline.Interval{From: at(5, 1), To: at(5, 3)}, Confidence: "C"}}},
			"01-05..02-01 02-03..05-01 05-03..", "01-05..02-01 02-03.."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := tc.in.InForce(rules)
			if err != nil {
				t.Fatal(err)
			}
			if c, p := spans(got.Certain), spans(got.Possible); c != tc.certain || p != tc.possible {
				t.Errorf("certain %q, possible %q; want %q, %q", c, p, tc.certain, tc.possible)
			}
		})
	}
	_, err := instrument.Instrument{Entries: []instrument.Entry{entry(at(1, 5), "A")}, TermText: "half a year"}.InForce(rules)
	if truceline.KindOf(err) != truceline.InvalidKind {
		t.Errorf("a term that is no duration: %v, want a Problem", err)
	}
}

func TestProhibited(t *testing.T) {
	c, err := instrument.NewCatalogue([]instrument.Act{
		{ID: "attack"}, {ID: "shelling", Broader: "attack"}, {ID: "mortar", Broader: "shelling"}, {ID: "rocket", Broader: "shelling"},
		{ID: "shot", Broader: "attack", Codes: []string{"s:1"}}, {ID: "siege"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name       string
		act        instrument.ActID
		prohibited []instrument.ActID
		want       truceline.Answer
	}{
		{"the act itself", "shot", []instrument.ActID{"shot"}, truceline.Yes},
		{"a narrower act of one that is prohibited", "mortar", []instrument.ActID{"attack"}, truceline.Yes},
		{"a general act, some of which is prohibited", "attack", []instrument.ActID{"mortar"}, truceline.Unknown},
		{"a general act, every kind of which is prohibited", "shelling", []instrument.ActID{"mortar", "rocket"}, truceline.Yes},
		{"a general act, none of which is prohibited", "shelling", []instrument.ActID{"siege", "shot"}, truceline.No},
		{"another act", "siege", []instrument.ActID{"attack"}, truceline.No},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := c.Prohibited(tc.act, tc.prohibited); got != tc.want {
				t.Errorf("Prohibited(%s, %v) = %v, want %v", tc.act, tc.prohibited, got, tc.want)
			}
		})
	}
	if a, ok := c.Meaning("s:1"); !ok || a.ID != "shot" {
		t.Errorf("Meaning(s:1) = %v, %v", a, ok)
	}
	for name, bad := range map[string][]instrument.Act{
		"twice":               {{ID: "a"}, {ID: "a"}},
		"a code on two acts":  {{ID: "a", Codes: []string{"x"}}, {ID: "b", Codes: []string{"x"}}},
		"an unknown broader":  {{ID: "a", Broader: "z"}},
		"broader in a circle": {{ID: "a", Broader: "b"}, {ID: "b", Broader: "a"}},
	} {
		if _, err := instrument.NewCatalogue(bad); truceline.KindOf(err) != truceline.InvalidKind {
			t.Errorf("%s: %v, want a Problem", name, err)
		}
	}
}
