package document

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// fragments are what texts of dates, instruments and conditions are made of, and
// what breaks readers of them.
var fragments = []string{
	"5 May 2026", "May 5", "the 3rd of June", "twenty", "-first day of", "March", "May", "Friday", ",", "06:30", "GMT", "pm", "midnight",
	"the end of", "2018", "within", "ten days", "a fortnight", "of the date of", "not later than", "every", "30", "months", "thereafter",
	"for a period of", "six", "-week", "truce", "last year", "the weekend", "this period", "until", "by", "to", "and", "or", "from", "between",
	"resolution", "resolutions", "1701 (2006)", "2254", "(2015)", "UNSCR", "S/RES/2401(2018)", "S/", "S/2031/4", "(S/PRST/2031/2)",
	"PSC/PR/COMM.(DCC", ")", "(", "presidential statements of", "report of the Secretary-General", "dated", "letter", "the Agreement",
	"Tarn Peace Agreement", "(TPA)", "TPA", "Memorandum of", "on the creation of", "Charter of the United Nations", "signed in Lumar on",
	"draft resolution", "Russia's", "paragraph 4 of", "Article", "if", "unless", "provided that", "without prejudice to", "once", "except",
	"under no circumstances", "Nothing in this", "shall", "as designated by", "the parties agree", "immediately", "without further delay",
	".", ";", ":", "\"", "“", "”", "'", "’s", "\n", "\r\n", "\n\n", "\t", "1.", "(a)", "•", "-", "–", "\u2011", "\u00a0", "\u200f", "\u202e", "\u2066",
	"\xff", "\xc3", "é", "ملك", "Adopted by the Security Council at its 5th meeting, on", "DONE at Lumar on", "LUMAR,",
}

func genText(t *rapid.T) string {
	parts := rapid.SliceOfN(rapid.SampledFrom(fragments), 0, 60).Draw(t, "parts")
	return strings.Join(parts, rapid.SampledFrom([]string{" ", ""}).Draw(t, "between"))
}

// layered is a reading's dates, instruments and conditions.
func layered(text string, opts Options) []Proposal {
	var out []Proposal
	for _, p := range Read("t", text, opts).Proposals {
		if p.Kind == DateKind || p.Kind == InstrumentKind || p.Kind == ConditionKind {
			out = append(out, p)
		}
	}
	return out
}

func TestSpansOfAnyTextAreSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := genText(t)
		last := map[Kind]int{}
		for _, p := range layered(text, Options{}) {
			if p.Start < last[p.Kind] || p.Start >= p.End || p.End > len(text) {
				t.Fatalf("%s: bytes %d to %d after %d, of %d", p.Kind, p.Start, p.End, last[p.Kind], len(text))
			}
			if !utf8.RuneStart(text[p.Start]) || p.End < len(text) && !utf8.RuneStart(text[p.End]) && utf8.ValidString(text) {
				t.Fatalf("%s: %q cuts a character", p.Kind, p.Text)
			}
			last[p.Kind] = p.End
			switch {
			case p.Rule == "":
				t.Fatalf("%s: %q names no rule", p.Kind, p.Text)
			case p.Kind == DateKind && (p.Fields.Norm == "" || p.Fields.Role == ""):
				t.Fatalf("date %q: norm %q, role %q", p.Text, p.Fields.Norm, p.Fields.Role)
			case p.Kind == InstrumentKind && (p.Fields.Norm == "" || !instrumentTypes[p.Fields.Type]):
				t.Fatalf("instrument %q: norm %q, type %q", p.Text, p.Fields.Norm, p.Fields.Type)
			case p.Kind == ConditionKind && p.Fields.Type == "":
				t.Fatalf("condition %q has no type", p.Text)
			}
		}
	})
}

// What stands at the end of a text changes nothing before it, if the text's
// date is known: no rule of these layers looks ahead over a paragraph.
func TestAParagraphMoreChangesNothingBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := genText(t) + "\n\nThe guns fell silent in the valley."
		more := text + "\n\nThe Tarn Peace Agreement of 9 May 2030 (TPA) and the report of 3 June 2030 (S/2030/7) bind until 8 July 2031 if all agree.\n"
		opts := Options{On: "2031-03-12"}
		want := layered(text, opts)
		got := layered(more, opts)
		if len(got) < len(want) {
			t.Fatalf("%d proposals, %d with a paragraph more", len(want), len(got))
		}
		if diff := cmp.Diff(append([]Proposal(nil), got[:len(want)]...), want); diff != "" {
			t.Fatalf("%q (-with a paragraph more +without):\n%s", text, diff)
		}
	})
}

func TestDaysOfTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := date{rapid.IntRange(1600, 2600).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 31).Draw(t, "day")}
		if !d.valid() {
			if d.lastDay().day >= d.day {
				t.Fatalf("%v is no day, %v ends its month", d, d.lastDay())
			}
			return
		}
		if got, ok := parseDate(d.String()); !ok || got != d {
			t.Fatalf("%v is written %s and read %v", d, d, got)
		}
		n := rapid.IntRange(-2000, 2000).Draw(t, "days")
		e := d.plus(n)
		if e.daysFrom(d) != n || ((e.weekday()-d.weekday()-n)%7+7)%7 != 0 {
			t.Fatalf("%v and %d days is %v", d, n, e)
		}
		if got := datesOf("They met on "+longDate(d)+".", ""); len(got) != 1 || got[0] != longDate(d)+": event "+d.String() {
			t.Fatalf("%v is written %q and read %v", d, longDate(d), got)
		}
	})
}

func FuzzLayers(f *testing.F) {
	f.Add(strings.Join(fragments, " "))
	f.Add("resolutions 1, 2, 3 (4), 5/6 and 7-8; within a year of; if, if, if")
	f.Fuzz(func(t *testing.T, text string) {
		for _, p := range layered(text, Options{On: "2031-03-12"}) {
			if p.Text != text[p.Start:p.End] || p.Text == "" {
				t.Fatalf("%q at %d", p.Text, p.Start)
			}
		}
	})
}
