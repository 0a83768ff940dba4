package listing_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline/internal/intake/listing"
)

// show is the names of a text, each with its note behind a bar.
func show(parts []listing.Part) []string {
	out := []string{}
	for _, p := range parts {
		s := p.Text
		if p.Note != "" {
			s += " | " + p.Note
		}
		out = append(out, s)
	}
	return out
}

func TestNames(t *testing.T) {
	for _, tc := range []struct {
		name, in string
		want     []string
	}{
		{"one name", "Jabhat al-Nusrah", []string{"Jabhat al-Nusrah"}},
		{"white space and line ends fold", " THE \n\t VICTORY  FRONT ", []string{"THE VICTORY FRONT"}},
		{"nothing", " ; ( ) ,", []string{}},
		{"names behind semicolons", "Omar Testi; Umar Testi;Omar  Testy ;", []string{"Omar Testi", "Umar Testi", "Omar Testy"}},
		{"a name twice is one", "Omar Testi; Omar Testi", []string{"Omar Testi"}},
		{"names behind letters", "a) Omar Testi b) Umar Testi c) O. Testi", []string{"Omar Testi", "Umar Testi", "O. Testi"}},
		{"a letter in the middle", "Omar Testi; Umar Testi b) O. Testi", []string{"Omar Testi", "Umar Testi", "O. Testi"}},
		{"semicolons of Arabic", "جبهة النصرة؛ جبهة فتح الشام", []string{"جبهة النصرة", "جبهة فتح الشام"}},
		{"commas of Arabic", "شيخ المثال ، المثال", []string{"شيخ المثال", "المثال"}},
		{"a comma turns a name about and does not end it", "Testi, Omar", []string{"Testi, Omar"}},
		{"a comma at the end", "Omar Testi (عمر المثال ),", []string{"Omar Testi", "عمر المثال"}},
		{"an acronym", "Jama'atu Ansaril Muslimina fi Biladis Sudan (JAMBS)", []string{"Jama'atu Ansaril Muslimina fi Biladis Sudan", "JAMBS | acronym"}},
		{"an acronym with a stroke", "Lord’s Resistance Movement/Army (LRM/A)", []string{"Lord’s Resistance Movement/Army", "LRM/A | acronym"}},
		{"an acronym with accents", "Al Qaïda au Maghreb islamique (AQMI)", []string{"Al Qaïda au Maghreb islamique", "AQMI | acronym"}},
		{"an acronym that skips words", "FORCES DEMOCRATIQUES DE LIBERATION DU RWANDA (FDLR)", []string{"FORCES DEMOCRATIQUES DE LIBERATION DU RWANDA", "FDLR | acronym"}},
		{"an acronym behind a stroke", "HARAKAT UL-MUJAHIDIN / HUM", []string{"HARAKAT UL-MUJAHIDIN", "HUM | acronym"}},
		{"an acronym in the middle", "UGANDA COMMERCIAL IMPEX (UCI) LTD", []string{"UGANDA COMMERCIAL IMPEX (UCI) LTD", "UCI | acronym"}},
		{"two companies, two acronyms", "COMPAGNIE DES LACS (CDL) ; LAKES BUSINESS COMPANY (LBC)",
			[]string{"COMPAGNIE DES LACS", "CDL | acronym", "LAKES BUSINESS COMPANY", "LBC | acronym"}},
		{"a place in brackets is part of the name", "AL-HARAMAYN FOUNDATION (KENYA)", []string{"AL-HARAMAYN FOUNDATION (KENYA)"}},
		{"a place in square brackets too", "NATIONAL INSURANCE COMPANY [Iraq]", []string{"NATIONAL INSURANCE COMPANY [Iraq]"}},
		{"a place in the middle is not cut out", "Leader (Hong Kong) International Trading Limited", []string{"Leader (Hong Kong) International Trading Limited"}},
		{"nor in Chinese", "華信船務(香港)有限公司", []string{"華信船務(香港)有限公司"}},
		{"what is no acronym of the name stays", "TOUS POUR LA PAIX ET LE DEVELOPPEMENT (NGO)", []string{"TOUS POUR LA PAIX ET LE DEVELOPPEMENT (NGO)"}},
		{"hardly any capitals are no acronym", "Front of the North of Testland (FroNo)", []string{"Front of the North of Testland (FroNo)"}},
		{"a second surname stays", "Omar Testiyev (Testaev)", []string{"Omar Testiyev (Testaev)"}},
		{"a title in brackets stays", "(Sheikh) Omar Testi", []string{"(Sheikh) Omar Testi"}},
		{"a bracket that stays open", "STATE ESTABLISHMENT FOR MIDDLE AREA (ROADS", []string{"STATE ESTABLISHMENT FOR MIDDLE AREA (ROADS"}},
		{"a bracket that never opened", ") Omar Testi", []string{"Omar Testi"}},
		{"a name in brackets", "(Omar Testi)", []string{"Omar Testi"}},
		{"names behind semicolons in a bracket that stays open", "جبهة (the Front; the Other Front", []string{"جبهة (the Front", "the Other Front"}},
		{"another script in brackets", "Omar Testi (عمر المثال)", []string{"Omar Testi", "عمر المثال"}},
		{"the original script, said", "Testimuhtar (original script: Тестимухтар)", []string{"Testimuhtar", "Тестимухтар | original script"}},
		{"a script without brackets", "Omar Testi عمر المثال", []string{"Omar Testi", "عمر المثال | original script"}},
		{"the Arabic for by-name", "Saqr Al-Testi (الكنية صقر المثال)", []string{"Saqr Al-Testi", "صقر المثال | الكنية"}},
		{"a language is no name", "ፍትዊ ዓብዱረዛቕ (Tigrinya)", []string{"ፍትዊ ዓብዱረዛቕ | Tigrinya"}},
		{"names of the Nusra Front", "جبهة النصرة (the Victory Front; Jabhat al-Nusrah; Jabhet al-Nusra; Al-Nusrah Front; Al-Nusra Front)",
			[]string{"جبهة النصرة", "the Victory Front", "Jabhat al-Nusrah", "Jabhet al-Nusra", "Al-Nusrah Front", "Al-Nusra Front"}},
		{"one element with nine names, an acronym and a note", "Hay’at Tahrir al-Sham (HTS) (هيئة تحرير الشام (original script); Hay’at Tahrir al-Sham; Hay’et Tahrir al-Sham; Hayat Tahrir al-Sham; " +
			"Assembly for the Liberation of Syria; Assembly for the Liberation of the Levant; Liberation of al-Sham Commission; Liberation of the Levant Organisation Tahrir al-Sham; Tahrir al-Sham Hay’at)",
			[]string{"Hay’at Tahrir al-Sham", "HTS | acronym", "هيئة تحرير الشام | original script", "Hay’et Tahrir al-Sham", "Hayat Tahrir al-Sham",
				"Assembly for the Liberation of Syria", "Assembly for the Liberation of the Levant", "Liberation of al-Sham Commission",
				"Liberation of the Levant Organisation Tahrir al-Sham", "Tahrir al-Sham Hay’at"}},
		{"an acronym within the other script", "أنصار الشريعة بليبيا (Ansar al Charia in Libya (ASL))", []string{"أنصار الشريعة بليبيا", "Ansar al Charia in Libya", "ASL | acronym"}},
		{"a note behind a dash", "شبكة أنصار المجاهدين (Ansar al-Mujahideen Network - sub-unit name)", []string{"شبكة أنصار المجاهدين", "Ansar al-Mujahideen Network | sub-unit name"}},
		{"a dash within a name", "Association for Support – Furqan", []string{"Association for Support – Furqan"}},
		{"a note in brackets", "Omar Testi (combat name)", []string{"Omar Testi | combat name"}},
		{"prose in brackets", "Omar Testi (false identity related to passport number 12; both are confiscated)", []string{"Omar Testi | false identity related to passport number 12; both are confiscated"}},
		{"when born", "Omar Al-Testi, born 1 Jan. 1953 (passport no. 1, date of issue 4 May 2014.)", []string{"Omar Al-Testi | born 1 Jan. 1953 (passport no. 1, date of issue 4 May 2014.)"}},
		{"quotation marks", "“Testi”", []string{"Testi"}},
		{"quotation marks around a part", `Omar "Tek" Testi`, []string{`Omar "Tek" Testi`}},
		{"controls of direction", "\u202bعمر المثال\u202c (\u200eOmar Testi\u200f)", []string{"عمر المثال", "Omar Testi"}},
		{"a label", "a.k.a.: Omar Testi", []string{"Omar Testi | a.k.a."}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if d := cmp.Diff(tc.want, show(listing.Names(tc.in))); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

func TestNoted(t *testing.T) {
	for _, tc := range []struct {
		name, note, of string
		want           []string
	}{
		{"nothing", "", "Omar Testi", []string{}},
		{"prose", "previously listed as", "Omar Testi", []string{}},
		{"a document", "Passport number: B1; DOB: 1948; POB: Testville (Kidal), Mali; Date of issue: 10 Jan 2012", "Omar Testi", []string{}},
		{"the original script", "original script: Омар Тести", "Omar Testi", []string{"Омар Тести | original script"}},
		{"in Arabic", "Previously listed as. In Arabic: عمر المثال", "Omar Testi", []string{"عمر المثال | original script"}},
		{"spellings of an Arabic name", "Omar Testi; Umar al-Testi", "عمر المثال", []string{"Omar Testi", "Umar al-Testi"}},
		{"spellings with commas, said", "Omar Testi, Umar Testi (transliterations of original script name)", "O. Testi", []string{"Omar Testi", "Umar Testi"}},
		{"spellings, said, and half a bracket", "transliterations: Omar Testi; Al Testi ) (Translation: The Example) (Nom de guerre", "عمر", []string{"Omar Testi", "Al Testi"}},
		{"spellings in brackets behind prose", "born in 1971 in Testville (Omar ‘Ali Testi; Umar ‘Ali Testi)", "Dr. Omar", []string{"Omar ‘Ali Testi", "Umar ‘Ali Testi"}},
		{"lower-case words behind semicolons are no names", "in prison; released; fled", "عمر المثال", []string{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if d := cmp.Diff(tc.want, show(listing.Noted(tc.note, tc.of))); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

func TestScript(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "123 -": "", "Jabhat": "Latn", "Ïé": "Latn", "جبهة النصرة": "Arab", "Тест": "Cyrl", "リカ": "Jpan", "朝鲜": "Hani",
		"리원호": "Hang", "ፍትዊ": "Ethi", "Omar عمر المثال": "Arab", "ελ": "Grek", "שם": "Hebr",
	} {
		if got := listing.Script(in); got != want {
			t.Errorf("Script(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		" a\u00a0 b\r\n": "a b", "a\u202eb\u2066c\u200bd\ufeffe\u00adf\x01g": "abcdefg", "می\u200cخواهم": "می\u200cخواهم", "\u061c": "",
	} {
		if got := listing.Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLowered(t *testing.T) {
	for in, want := range map[string]string{"E-E/ #EJF": "محمد أمين", "1'6J 9(/": "راضي عبد", "E'D\u00a9 A\u00cc6": "مالک فیض", "\u0086E'F": "چمان"} {
		if got, ok := listing.Lowered(in); !ok || got != want {
			t.Errorf("Lowered(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "FJF", "Jean-Test", "O'TESTI", "عمر", "KIM", "1234", "É-É", "Ÿ-A"} {
		if got, ok := listing.Lowered(in); ok {
			t.Errorf("Lowered(%q) = %q; it can be something else", in, got)
		}
	}
}

// FuzzNames: names are clean, not empty and there once, and none comes from
// nowhere.
func FuzzNames(f *testing.F) {
	for _, s := range []string{
		"Hay’at Tahrir al-Sham (HTS) (هيئة تحرير الشام (original script); X; Y)", "a) b) c)", "((((((((((A (B) (C))))))", "x ((y;z)", "A / B", "“”\"",
		"Omar, born in (", "（香港）", strings.Repeat("(a;", 200),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		seen := map[string]bool{}
		letters := func(s string) int {
			n := 0
			for _, r := range s {
				if unicode.IsLetter(r) {
					n++
				}
			}
			return n
		}
		for _, p := range append(listing.Names(s), listing.Noted(s, "عمر")...) {
			if p.Text == "" || p.Text != listing.Clean(p.Text) {
				t.Fatalf("%q gives %q, which is not clean", s, p.Text)
			}
			if letters(p.Text) > letters(s) {
				t.Fatalf("%q gives the longer %q", s, p.Text)
			}
		}
		for _, p := range listing.Names(s) {
			if seen[p.Text] {
				t.Fatalf("%q gives %q twice", s, p.Text)
			}
			seen[p.Text] = true
		}
	})
}
