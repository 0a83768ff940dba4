package document

import (
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// statement is a made-up joint statement, with what a reader must keep apart.
const statement = `Joint statement of the guarantors

The representatives of the Republic of Norland, the Federation of Estmark and the Kingdom of Sudria, as guarantors of the truce in Marrow, met in Geneva on 3 May 2031. The Guarantors:

1. Reaffirmed their determination to keep the truce, and called upon all parties to open the road to Tarn within ten days of the date of this statement.

2. Stressed that under no circumstances should the zones be used "for regrouping", welcomed the release of 12 detainees on 1 May 2031, and decided to meet again in June 2031.
`

// check reports what is wrong with the offsets of a reading.
func check(t *testing.T, text string, r Reading) {
	t.Helper()
	span := func(what string, s Span) {
		if s.Start < 0 || s.Start > s.End || s.End > len(text) {
			t.Fatalf("%s: bytes %d to %d are not in a text of %d", what, s.Start, s.End, len(text))
		}
		if n := utf8.RuneCountInString(text[:s.Start]); n != s.RuneStart {
			t.Fatalf("%s: byte %d is rune %d, got %d", what, s.Start, n, s.RuneStart)
		}
		if n := s.RuneStart + utf8.RuneCountInString(text[s.Start:s.End]); n != s.RuneEnd {
			t.Fatalf("%s: byte %d is rune %d, got %d", what, s.End, n, s.RuneEnd)
		}
	}
	ids := make(map[string]bool)
	last := 0
	for _, p := range r.Proposals {
		if p.Start == p.End {
			t.Fatalf("%s is empty", p.ID)
		}
		span(p.ID, p.Span)
		if p.Text != text[p.Start:p.End] {
			t.Fatalf("%s: text %q, the span says %q", p.ID, p.Text, text[p.Start:p.End])
		}
		if ids[p.ID] {
			t.Fatalf("two proposals are named %s", p.ID)
		}
		ids[p.ID] = true
		if p.Start < last {
			t.Fatalf("%s begins before the proposal that it follows", p.ID)
		}
		last = p.Start
		if p.Rule == "" {
			t.Fatalf("%s names no rule", p.ID)
		}
		for what, s := range map[string]*Span{"content": p.Fields.ContentSpan, "addressee": p.Fields.AddresseeSpan} {
			if s != nil {
				span(p.ID+" "+what, *s)
			}
		}
	}
}

func TestReadKeepsOffsets(t *testing.T) {
	for _, tc := range []struct{ name, text string }{
		{"nothing", ""},
		{"white space", " \r\n\t\u00a0\u2028"},
		{"a statement", statement},
		{"line breaks of another system", strings.ReplaceAll(statement, "\n", "\r\n")},
		{"a byte order mark", "\ufeff" + statement},
		{"bytes that are no text", "\xff\xfe\x00 Calls upon \xc3\x28 all parties; \xf0\x9f"},
		{"marks of direction", "\u202eThe Council\u202c \u2067condemned\u2069 the \u200fattack\u200e on 3\u200b May 2031."},
		{"lone quotation marks", "\"“'The army said “it will \" withdraw' ” » «"},
		{"initials after a letter beyond ASCII", "é.U.N. U\u200b.U. Ü.S.A."},
		{"apostrophes that are letters", "x \u02bc y, \u02bf \u02bb\u02bcx"},
		{"astral letters", "𝒯he Council 😀 condemned 𐍈 the attack in Tarn 😀."},
		{"a hyphen at the end of a line", "The Council con-\ndemned the attack, and de-\nmanded its end."},
	} {
		t.Run(tc.name, func(t *testing.T) { check(t, tc.text, Read("x", tc.text, Options{})) })
	}
}

// Long texts in one line, of everything that rules look back for.
func TestReadBoundsItsLooks(t *testing.T) {
	for _, unit := range []string{"a", "\"", "(", "“", "and ", "that which ", "1. ", "the Government of ", "will not ", ", and ", "resolution ", "May 3 ", "said ", "President X ", "\u202e", "\xff", "Recalling ", "in ", "demands of ", "condemned by ", "the groups condemning ", "Decides that ", "a\n", "1. a\n"} {
		text := strings.Repeat(unit, 100_000/len(unit))
		check(t, text, Read("x", text, Options{}))
	}
}

func FuzzRead(f *testing.F) {
	f.Add(statement, "")
	f.Add("TARN CITY, May 3. The Government said on Monday that it will halt \"all operations\", provided that", "2031-05-03")
	f.Add("Agreement between A and B\n\nArticle 1\n\n1. Each Party shall:\n\n(a) cease fire;\n\n(b) withdraw by 1 June 2031.", "")
	f.Add("The Security Council,\n\nRecalling its resolutions 1701 (2006), and\n\n1. Demands that all parties, in particular", "x")
	f.Fuzz(func(t *testing.T, text, on string) {
		check(t, text, Read("x", text, Options{On: on}))
	})
}

func TestReadIsTheSameEveryTime(t *testing.T) {
	want := Read("x", statement, Options{})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if diff := cmp.Diff(Read("x", statement, Options{}), want); diff != "" {
				t.Errorf("another reading (-got +want):\n%s", diff)
			}
		})
	}
	wg.Wait()
}

// A further paragraph changes nothing before it, but for who speaks and when,
// which the document as a whole may tell.
func TestReadAppended(t *testing.T) {
	before := Read("x", statement, Options{On: "2031-05-03", Speakers: "Guarantors"})
	after := Read("x", statement+"\nThe Guarantors thanked the host, and agreed to publish this statement.\n", Options{On: "2031-05-03", Speakers: "Guarantors"})
	if len(after.Proposals) <= len(before.Proposals) {
		t.Fatalf("%d proposals, and %d with a paragraph more", len(before.Proposals), len(after.Proposals))
	}
	if diff := cmp.Diff(after.Proposals[:len(before.Proposals)], before.Proposals); diff != "" {
		t.Errorf("a paragraph at the end moved earlier proposals (-got +want):\n%s", diff)
	}
}

func TestReadStatement(t *testing.T) {
	r := Read("x", statement, Options{})
	if r.Speakers != "Guarantors (Norland, Estmark and Sudria)" {
		t.Errorf("speakers %q", r.Speakers)
	}
	var got []string
	for _, p := range r.Proposals {
		if p.Kind != ActKind {
			continue
		}
		content := ""
		if s := p.Fields.ContentSpan; s != nil {
			content = statement[s.Start:s.End]
		}
		got = append(got, strings.Join([]string{p.Fields.Para, p.Text, string(p.Fields.Force), string(p.Fields.Mode), p.Fields.Addressee, content}, " | "))
	}
	want := []string{
		"1 | Reaffirmed their determination | commitment | direct |  | to keep the truce",
		"1 | called upon | demand | direct | all parties | all parties to open the road to Tarn within ten days of the date of this statement",
		`2 | Stressed | assessment | direct |  | that under no circumstances should the zones be used "for regrouping"`,
		"2 | welcomed | acknowledgement | direct |  | the release of 12 detainees on 1 May 2031",
		"2 | decided | commitment | direct |  | to meet again in June 2031",
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("acts (-got +want):\n%s", diff)
	}
}
