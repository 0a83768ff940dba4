package wording_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline/headline/wording"
)

func TestFoldBringsSpellingsTogether(t *testing.T) {
	for _, tc := range []struct {
		name      string
		spellings []string
	}{
		{"a doubled letter and a final h", []string{"raqqa", "raqqah", "raqa"}},
		{"an article that has become part of the word", []string{"ezzor", "zor"}},
		{"two ways to write a vowel", []string{"mayadin", "mayadeen", "miadin"}},
		{"q and k, gh and g", []string{"qalamoun", "kalamun"}},
		{"Latin, Cyrillic and Arabic letters", []string{"idlib", "идлиб", "إدلب"}},
		{"Latin and Arabic letters with the article", []string{"raqqa", "الرقة"}},
		{"an adjective of a country", []string{"colombia", "colombian"}},
		{"forms of a common word", []string{"killed", "kills", "killing"}},
		{"letters with accents", []string{"córdoba", "cordoba"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for _, s := range tc.spellings[1:] {
				if got, want := wording.Fold(s), wording.Fold(tc.spellings[0]); got != want || got == "" {
					t.Errorf("Fold(%q) = %q, want %q as %q", s, got, want, tc.spellings[0])
				}
			}
		})
	}
}

func TestFoldKeepsApart(t *testing.T) {
	for _, tc := range [][2]string{{"daraa", "deir"}, {"homs", "hama"}, {"khan", "kan"}, {"sham", "sam"}, {"douma", "daraa"}} {
		if a, b := wording.Fold(tc[0]), wording.Fold(tc[1]); a == b {
			t.Errorf("Fold gives %q for both %q and %q", a, tc[0], tc[1])
		}
	}
}

func TestNames(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"capitals within a sentence are names", "Warplanes commit a massacre in Khan Shaykhun", []string{"Khan", "Shaykhun"}},
		{"the first word has a capital anyway", "Aleppo shelled again by rockets", nil},
		{"an article shows that the first word is a name", "Al-Bokamal shelled again", []string{"Bokamal"}},
		{"the article is left out", "Clashes in Al-Raqqah and Der-Ezzor", []string{"Raqqah", "Der", "Ezzor"}},
		{"in a title capitals mean nothing", "Clashes Leave 50 Dead, 35 Injured in Colombia", nil},
		{"in capitals throughout they mean nothing", "SIX FEARED KILLED IN GUERRILLA ASSAULT ON COLOMBIAN TOWN", nil},
		{"words of the field are no names", "Heavy fighting of the Syrian Army near Tafas town", []string{"Syrian", "Tafas"}},
		{"numbers and days of a month are no words", "June 9th 2017: near Tabaqa, more of this was said later", []string{"Tabaqa"}},
		{"Arabic has no capitals", "قصف على الرقة", []string{"الرقة"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			for _, w := range wording.Words(tc.text) {
				if w.Name {
					got = append(got, w.Text)
				}
			}
			if diff := cmp.Diff(got, tc.want); diff != "" {
				t.Errorf("names of %q (-got +want):\n%s", tc.text, diff)
			}
		})
	}
}

func TestSums(t *testing.T) {
	for _, tc := range []struct {
		text string
		want bool
	}{
		{"62 were killed yesterday including 21 members of the regime forces and 15 other civilians", true},
		{"203 people were killed yesterday", true},
		{"Syria Daily Report 13/02/2016", true},
		{"Syrian War Daily – 18th of November 2018", true},
		{"COLOMBIA-VIOLENCE At least 60 dead in 24 hours across Colombia", true},
		{"Violence kills 37 people across war-torn Colombia", true},
		{"Seven die in latest Colombia violence", false},
		{"57 killed by the suicide attack which targeted al-Qamishli yesterday", false},
		{"Clashes in Aleppo yesterday", false},
		{"Number of casualties: the toll of the week is 203", true},
		{"More casualties raise the death toll of the Atarib market massacre", false},
		{"", false},
	} {
		if got := wording.Sums(wording.Tokens(tc.text)); got != tc.want {
			t.Errorf("Sums(%q) = %v, want %v", tc.text, got, tc.want)
		}
	}
}

func TestSeries(t *testing.T) {
	for _, tc := range []struct {
		text, letters string
		number        int
		ok            bool
	}{
		{"June 9th 2017: (S823e) Dir’iya neighbourhood", "S", 823, true},
		{"RS3134", "RS", 3134, true},
		{"TS316A", "TS", 316, true},
		{"137 brigade shelled near km 300", "", 0, false},
		{"G20 and F16", "", 0, false},
		{"COVID19 in 2019", "", 0, false},
	} {
		letters, number, ok := wording.Series(wording.Tokens(tc.text))
		if letters != tc.letters || number != tc.number || ok != tc.ok {
			t.Errorf("Series(%q) = %q %d %v, want %q %d %v", tc.text, letters, number, ok, tc.letters, tc.number, tc.ok)
		}
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"Clashes in Al-Raqqah, Dar’a", "قصف على الرقة", "обстрел Идлиба", "\xff\xfe al-", "al-Al-al-’x", "S823e " + strings.Repeat("x’", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tokens := wording.Tokens(s)
		if len(tokens) > wording.MostN {
			t.Fatalf("%d tokens, more than %d", len(tokens), wording.MostN)
		}
		end := 0
		for _, tok := range tokens {
			if tok.Start < end || tok.End <= tok.Start || tok.Text != s[tok.Start:tok.End] {
				t.Fatalf("token %+v is not a run of its own in %q", tok, s)
			}
			end = tok.End
		}
		for _, w := range wording.Words(s) {
			if w.Key == "" || !utf8.ValidString(w.Key) || strings.ContainsFunc(w.Key, func(r rune) bool { return r >= 0x80 }) {
				t.Fatalf("%q has the key %q", w.Text, w.Key)
			}
		}
		wording.Sums(tokens)
		wording.Series(tokens)
	})
}

func BenchmarkWords(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		wording.Words("62 were killed yesterday including 21 members of the regime forces and militiamen loyal to them in Deir Ezzor")
	}
}
