package document_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline/document"
)

// sides are the words of a comparison, for reading: "same: a | b", with changes
// as [a>b].
func sides(a, b string) []string {
	var out []string
	for _, p := range document.Compare(a, b) {
		s := string(p.Kind) + ": " + a[p.A.Start:p.A.End] + " | " + b[p.B.Start:p.B.End]
		for _, c := range p.Changes {
			s += " [" + a[c.A.Start:c.A.End] + ">" + b[c.B.Start:c.B.End] + "]"
		}
		out = append(out, s)
	}
	return out
}

func TestCompare(t *testing.T) {
	for _, tc := range []struct {
		name, a, b string
		want       []string
	}{
		{"two copies of one text", "They stop. They go.", "They  stop.\nThey go.", []string{"same: They stop. | They  stop.", "same: They go. | They go."}},
		{"quotes and capitals are no difference", "It’s “Quiet”.", `it's "quiet".`, []string{`same: It’s “Quiet”. | it's "quiet".`}},
		{"words put in, left out and replaced",
			"The sides stop all attacks in the valley at noon.", "Both sides stop attacks in the valley and the town at noon.",
			[]string{"changed: The sides stop all attacks in the valley at noon. | Both sides stop attacks in the valley and the town at noon. [The>Both] [all>] [>and the town]"}},
		{"a sentence that one text has alone", "They stop. They report daily. They go.", "They stop. They go.",
			[]string{"same: They stop. | They stop.", "only_a: They report daily. | ", "same: They go. | They go."}},
		{"and the other way round", "They stop. They go.", "They stop. They report daily. They go.",
			[]string{"same: They stop. | They stop.", "only_b:  | They report daily.", "same: They go. | They go."}},
		{"sentences too unlike are not one", "The ford is open on Monday.", "Prisoners return home before winter.",
			[]string{"only_a: The ford is open on Monday. | ", "only_b:  | Prisoners return home before winter."}},
		{"nothing in common with nothing", "", "", nil},
		{"nothing", "", "They go.", []string{"only_b:  | They go."}},
		{"Arabic", "يتوقف الطرفان عن القتال. يعودان اليوم؟", "يتوقف الطرفان عن القتال. يعودان غدا؟",
			[]string{"same: يتوقف الطرفان عن القتال. | يتوقف الطرفان عن القتال.", "changed: يعودان اليوم؟ | يعودان غدا؟ [اليوم>غدا]"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, sides(tc.a, tc.b)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// checkCompare holds what must be so of any two texts: spans in order, on whole
// letters, with the runes that they say; and every word is in some passage.
func checkCompare(t interface {
	Helper()
	Fatalf(string, ...any)
}, a, b string) {
	t.Helper()
	at := func(text string, s document.Span, from int) int {
		t.Helper()
		if s.Start < from || s.End < s.Start || s.End > len(text) {
			t.Fatalf("span %+v after byte %d of %d", s, from, len(text))
		}
		if n := utf8.RuneCountInString(text[:s.Start]); n != s.RuneStart || s.RuneEnd-s.RuneStart != utf8.RuneCountInString(text[s.Start:s.End]) {
			t.Fatalf("span %+v should begin at rune %d", s, n)
		}
		if words := strings.TrimSpace(text[from:s.Start]); strings.ContainsAny(words, "abcdefg.") {
			t.Fatalf("%q is in no passage", words)
		}
		return s.End
	}
	endA, endB := 0, 0
	for _, p := range document.Compare(a, b) {
		if p.A.Start < p.A.End {
			endA = at(a, p.A, endA)
		}
		if p.B.Start < p.B.End {
			endB = at(b, p.B, endB)
		}
		x, y := p.A.Start, p.B.Start
		for _, c := range p.Changes {
			if c.A.Start < x || c.B.Start < y || c.A.End > p.A.End || c.B.End > p.B.End || c.A.Start == c.A.End && c.B.Start == c.B.End {
				t.Fatalf("change %+v in %+v", c, p)
			}
			if got, want := unset(a[x:c.A.Start]), unset(b[y:c.B.Start]); got != want {
				t.Fatalf("%q and %q stand between changes", got, want)
			}
			x, y = c.A.End, c.B.End
		}
		if p.Kind == document.Changed && (len(p.Changes) == 0 || unset(a[x:p.A.End]) != unset(b[y:p.B.End])) {
			t.Fatalf("%q and %q differ after the last change", a[x:p.A.End], b[y:p.B.End])
		}
		if p.Kind == document.Same && unset(a[p.A.Start:p.A.End]) != unset(b[p.B.Start:p.B.End]) {
			t.Fatalf("%q is not %q", a[p.A.Start:p.A.End], b[p.B.Start:p.B.End])
		}
	}
	if rest := a[endA:] + b[endB:]; strings.ContainsAny(rest, "abcdefg.") {
		t.Fatalf("%q is in no passage", rest)
	}
}

// unset is words without how they are set: spaces, capitals and quotes.
func unset(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(" \n\t\r\v\f\u00a0\u0085\u2028\u2029\u3000", r) || r >= 0x2000 && r <= 0x200f || r >= 0x202a && r <= 0x202f || r >= 0x205f && r <= 0x206f || r == 0x1680 || r == 0xfeff || r == 0xad:
			return -1
		}
		return r
	}, strings.ToLower(s))
	return strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "«", `"`, "»", `"`, "–", "-", "—", "-", "‑", "-").Replace(s)
}

func TestCompareOfAnyTexts(t *testing.T) {
	sentence := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "dd", "ee", "ffé", "،"}), 1, 8).Draw(t, "words"), " ") + "."
	})
	text := rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(sentence, 0, 12).Draw(t, "text"), " ") })
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		checkCompare(t, a, b)
		for _, p := range document.Compare(a, a) {
			if p.Kind != document.Same {
				t.Fatalf("a text differs from itself: %+v", p)
			}
		}
	})
}

func FuzzCompare(f *testing.F) {
	f.Add("They stop. They go.", "They stop! They went.")
	f.Add("a\xffb.", "a b\xff\xff.")
	f.Add("\u202eabc", "“a”")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 1<<12 || !utf8.ValidString(a) || !utf8.ValidString(b) {
			document.Compare(a, b) // it must end; what stands in it has no one spelling
			return
		}
		checkCompare(t, a, b)
	})
}

// Two long texts that share nothing must not take the product of their lengths.
func TestCompareOfLongTexts(t *testing.T) {
	a, b := strings.Repeat("One two three. ", 20000), strings.Repeat("Four five six. ", 20000)
	got := document.Compare(a, b)
	if len(got) != 40000 {
		t.Errorf("%d passages, want 40000", len(got))
	}
	long := document.Compare(strings.Repeat("one two ", 300)+".", strings.Repeat("two one ", 300)+".")
	if len(long) != 1 || len(long[0].Changes) == 0 {
		t.Errorf("one long sentence: %d passages", len(long))
	}
}
