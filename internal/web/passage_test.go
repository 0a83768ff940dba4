package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/internal/desk"
)

// sizeOf is how many bytes of the text a run stands for, as the page says it.
func sizeOf(r run) int {
	switch {
	case r.Page > 0:
		return 0
	case r.Break > 0:
		return r.Break
	case r.Raw > 0:
		return r.Raw
	}
	return len(r.Text)
}

// TestParagraphsKeepTheText: whatever the text, what a page draws stands for its
// bytes one for one, and what it marks are the bytes of the spans.
func TestParagraphsKeepTheText(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", "word", " ", "\t", "\r\n", "\n", "\r", "\n\n", "\r\n \r\n", "é", "𝄞", "سلام", "\x00", "\xff", "\xe2\x82", "\u200f", "<b>"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(t, "text"), "")
		letters := []int{len(text)}
		for i := range text {
			letters = append(letters, i)
		}
		slices.Sort(letters)
		var layers []layer
		for i := range rapid.IntRange(0, 5).Draw(t, "spans") {
			start := rapid.IntRange(0, len(letters)-1).Draw(t, "start")
			l := layer{Span: document.Span{Start: letters[start], End: letters[rapid.IntRange(start, len(letters)-1).Draw(t, "end")]}, Class: "t"}
			if i%2 == 0 {
				l.Act = string(rune('a' + i))
			}
			layers = append(layers, l)
		}
		want := make([]string, len(text)) // the act that was drawn last over each byte
		pages := []desk.TextPage{{Number: 1}, {Number: 2, Start: letters[len(letters)/2]}}
		ps := paragraphs(text, rapid.Bool().Draw(t, "unbroken"), append([]layer{}, layers...), pages)
		at := 0
		for _, p := range ps {
			if strings.TrimSpace(text[at:p.Start]) != "" {
				t.Fatalf("%q lies between two paragraphs", text[at:p.Start])
			}
			at = p.Start
			for _, r := range p.Runs {
				n := sizeOf(r)
				if r.Page == 0 && r.Break == 0 && r.Raw == 0 && (text[at:at+n] != r.Text || !utf8.ValidString(r.Text) || strings.ContainsAny(r.Text, "\r\n\x00")) {
					t.Fatalf("the run %q stands for %q", r.Text, text[at:at+n])
				}
				for i := at; i < at+n; i++ {
					want[i] = r.Act
				}
				at += n
			}
		}
		if strings.TrimSpace(text[at:]) != "" {
			t.Fatalf("%q is not drawn", text[at:])
		}
		for _, l := range layers {
			for i := l.Start; i < l.End && l.Act != ""; i++ {
				if want[i] == "" && text[i] > ' ' {
					t.Fatalf("byte %d of the act %v is not marked", i, l)
				}
			}
		}
	})
}

func TestParagraphs(t *testing.T) {
	text := "One\r\ntwo 𝄞.\r\n\r\nthree"
	span := func(words string) document.Span {
		at := strings.Index(text, words)
		return document.Span{Start: at, End: at + len(words)}
	}
	got := paragraphs(text, false, []layer{
		{Span: span("two"), Act: "a001", Class: "demand", Tag: tag{"demand", "demand"}},
		{Span: span("One\r\ntwo"), Class: "t quote", Title: "quotation"},
	}, nil)
	want := []paragraph{
		{Start: 0, Runs: []run{
			{Text: "One", Class: "t quote", Title: "quotation"}, {Break: 2},
			{Text: "two", Act: "a001", First: true, Class: "t quote demand", Title: "quotation", Tag: tag{"demand", "demand"}},
			{Text: " 𝄞."},
		}},
		{Start: 18, Runs: []run{{Text: "three"}}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestSpanOf(t *testing.T) {
	text := "They call upon the parties.\r\nThey also call\r\nupon all 𝄞 others\xff."
	for _, tc := range []struct {
		name string
		form url.Values
		want string // the words found, after the byte at which they begin; or what is refused
	}{
		{"bytes alone", url.Values{"bs": {"5"}, "be": {"14"}}, "5 call upon"},
		{"bytes and their words", url.Values{"bs": {"5"}, "be": {"14"}, "words": {"call upon"}}, "5 call upon"},
		{"words that moved are looked for near the bytes", url.Values{"bs": {"40"}, "be": {"44"}, "words": {"call upon"}}, "39 call\r\nupon"},
		{"words across a line end, as a form sends them", url.Values{"words": {"also call upon"}}, "34 also call\r\nupon"},
		{"words that stand there twice", url.Values{"words": {"call upon"}}, "these words stand in the text 2 times"},
		{"words that are not there", url.Values{"words": {"call on"}}, "these words do not stand in the text"},
		{"neither words nor bytes", url.Values{}, "give the words"},
		{"bytes within a letter", url.Values{"bs": {"56"}, "be": {"60"}}, "begin or end within a letter"},
		{"bytes past the end", url.Values{"bs": {"5"}, "be": {"500"}}, "are not in the text"},
		{"a byte that is no UTF-8, as the browser shows it", url.Values{"bs": {"59"}, "be": {"66"}, "words": {"others\ufffd"}}, "59 others\xff"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			sp, err := spanOf(text, tc.form, "", "words")
			if err != nil {
				if truceline.KindOf(err) != truceline.InvalidKind || !strings.Contains(err.Error(), tc.want) {
					t.Errorf("error %q, want %q", err, tc.want)
				}
				return
			}
			at, words, _ := strings.Cut(tc.want, " ")
			if got := text[sp.Start:sp.End]; got != words || at != strconv.Itoa(sp.Start) {
				t.Errorf("%q at %d, want %s", got, sp.Start, tc.want)
			}
			if n := utf8.RuneCountInString(text[:sp.Start]); sp.RuneStart != n || sp.RuneEnd != n+utf8.RuneCountInString(text[sp.Start:sp.End]) {
				t.Errorf("the runes of %v are not those of its bytes", sp)
			}
		})
	}
}
