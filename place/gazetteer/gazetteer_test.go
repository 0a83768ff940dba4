package gazetteer_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/place/gazetteer"
)

// sentence is a resolution as the tests compare it: the verdict and the
// candidates in short.
func sentence(r gazetteer.Resolution) string {
	out := []string{string(r.Verdict)}
	for _, c := range r.Candidates {
		out = append(out, fmt.Sprintf("%s %.3f %s", c.Entry.ID, c.Score, c.InAdmin1))
	}
	return strings.Join(out, "; ")
}

// village makes a place a hundredth of a degree per step east of 36 E, 35 N.
func village(id string, admin1 place.AreaID, step int, names ...string) gazetteer.Entry {
	e := gazetteer.Entry{ID: id, Kind: "locality", Admin1: admin1, Lon: 36 + float64(step)/100, Lat: 35}
	for _, n := range names {
		e.Names = append(e.Names, gazetteer.Name{Text: n})
	}
	return e
}

func TestSpellings(t *testing.T) {
	entries(t)
	g := built()
	for _, tc := range []struct{ name, text, want string }{
		{"an English headline's", "Harbnifsah", "wof:1242956851"},
		{"another's, in two words", "Harb Nafsah", "wof:1242956851"},
		{"Arabic without the dots of the last letter", "حربنفسه", "wof:1242956851"},
		{"Arabic with them", "حربنفسة", "wof:1242956851"},
		{"Russian of an Arabic name", "Хазерма", "wof:1210036339"},
		{"Arabic", "حزرما", "wof:1210036339"},
		{"Arabic with vowel signs", "حَزْرَما", "wof:1210036339"},
		{"Arabic stretched by a tatweel", "حـزرمـا", "wof:1210036339"},
		{"romanised with marks", "Ḩazramā", "wof:1210036339"},
		{"in capitals", "HAZRAMA", "wof:1210036339"},
		{"Turkish", "Münbiç", "wof:1125781547"},
		{"Turkish s with a cedilla, which is sh", "Han Şeyhun", "wof:1125778451"},
		{"Russian with the article", "Телль-Рифъат", "wof:890449827"},
		{"French of the mandate's maps", "Rhizlaniyé", "wof:1260100279"},
		{"an article that is left out", "Raqqa", "wof:421172833"},
		{"an article that is put in", "al-Raqqa", "wof:421172833"},
		{"an article made like the next letter", "ar-Raqqah", "wof:421172833"},
		{"an apostrophe in the place of a letter", "Ma'arrat an-Nu'man", "wof:1226623337"},
		{"what the place is stands behind it", "Khan Shaykhoun city", "wof:1125778451"},
		{"what the place is stands before it", "town of Khan Shaykhoun", ""},
		{"and in Arabic", "مدينة خان شيخون", "wof:1125778451"},
		{"and in Russian", "город Хан-Шейхун", "wof:1125778451"},
		{"two names with a slash between", "Kobane/Ayn al Arab", "wof:1360282145"},
		{"a word with another meaning in it", "suburbs of Damascus", ""},
		{"a name that nothing is like", "Reykjavik", ""},
		{"no letters", "12-34", ""},
		{"empty", "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := g.Resolve(tc.text, gazetteer.Hint{})
			got := ""
			if r.Verdict == gazetteer.Resolved {
				got = r.Candidates[0].Entry.ID
			}
			if got != tc.want {
				t.Errorf("Resolve(%q) = %q, want %q: %s %s", tc.text, got, tc.want, r.Reason, sentence(r))
			}
			if r.Reason == "" {
				t.Errorf("Resolve(%q) gives no reason", tc.text)
			}
		})
	}
}

func TestResolve(t *testing.T) {
	g := gazetteer.New([]gazetteer.Entry{
		village("a", "P1", 0, "Salihiyah", "الصالحية"),
		village("b", "P2", 100, "As Salihiyah"),
		village("c", "P1", 101, "Kafr Nabl"),
		village("c2", "P1", 102, "Kafr Nabl", "Kafrnabl"),
		village("d", "P2", 300, "Mughayr"),
		village("e", "P2", 305, "Barisha"),
		village("f", "P1", 320, "Darkush"),
		village("g", "P2", 500, "Barisha"),
		{ID: "big", Kind: "locality", Admin1: "P3", Lon: 38, Lat: 36, Population: 90_000, Names: []gazetteer.Name{{Text: "Duma"}}},
		village("small", "P2", 40, "Duma"),
		{ID: "quarter", Kind: "neighbourhood", Admin1: "P3", Lon: 38.02, Lat: 36, Names: []gazetteer.Name{{Text: "Maysat"}}},
		{ID: "outskirt", Kind: "locality", Admin1: "P3", Lon: 38.05, Lat: 36, Names: []gazetteer.Name{{Text: "Harastah"}}},
		village("h", "P2", 60, "Harastah"),
		village("i", "P9", 900, "Qanaqiyah"),
	})
	at := func(step int) *place.Point { return &place.Point{Lon: 36 + float64(step)/100, Lat: 35} }
	in := func(ids ...place.AreaID) gazetteer.Hint { return gazetteer.Hint{Admin1: ids} }
	for _, tc := range []struct {
		name, text string
		hint       gazetteer.Hint
		verdict    gazetteer.Verdict
		first      string
	}{
		{"two places of a name, nothing else said", "Salihiyah", gazetteer.Hint{}, gazetteer.Ambiguous, "a"},
		{"the division tells them apart", "Salihiyah", in("P2"), gazetteer.Resolved, "b"},
		{"a word that covers both divisions does not", "Salihiyah", in("P1", "P2"), gazetteer.Ambiguous, "a"},
		{"so does where it is said to be", "Salihiyah", gazetteer.Hint{Near: at(98)}, gazetteer.Resolved, "b"},
		{"half-way between them it does not", "Salihiyah", gazetteer.Hint{Near: at(50)}, gazetteer.Ambiguous, "a"},
		{"two records of one place are one", "Kafr Nabl", gazetteer.Hint{}, gazetteer.Resolved, "c"},
		{"an only place far from where it is said to be", "Mughayr", gazetteer.Hint{Near: at(0)}, gazetteer.Ambiguous, "d"},
		{"an only place far from the division that is said", "Mughayr", in("P3"), gazetteer.Ambiguous, "d"},
		{"one of two just across the border of that division", "Barisha", in("P1"), gazetteer.Resolved, "e"},
		{"the one city among villages of its name", "Duma", gazetteer.Hint{}, gazetteer.Resolved, "big"},
		{"unless it lies in another division", "Duma", in("P2"), gazetteer.Resolved, "small"},
		{"a quarter", "Maysat district", gazetteer.Hint{}, gazetteer.Resolved, "quarter"},
		{"a quarter of which only a village has the name", "Mughayr district", gazetteer.Hint{}, gazetteer.Ambiguous, "d"},
		{"a part of a town", "Harastah (Duma city)", gazetteer.Hint{}, gazetteer.Resolved, "outskirt"},
		{"a part of a town that is not there", "Mughayr district (Duma city)", gazetteer.Hint{}, gazetteer.Unknown, "d"},
		{"a town's name for its division", "Harastah, Duma", gazetteer.Hint{}, gazetteer.Resolved, "outskirt"},
		{"a name that is only somewhat like", "Qanafiyah", in("P9"), gazetteer.Unknown, ""},
		{"a description", "hills near Mughayr", gazetteer.Hint{}, gazetteer.Unknown, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := g.Resolve(tc.text, tc.hint)
			first := ""
			if len(r.Candidates) > 0 {
				first = r.Candidates[0].Entry.ID
			}
			if r.Verdict != tc.verdict || tc.first != "" && first != tc.first {
				t.Errorf("Resolve(%q) = %s, first %q, want %s, %q: %s", tc.text, sentence(r), first, tc.verdict, tc.first, r.Reason)
			}
		})
	}
}

func TestCandidates(t *testing.T) {
	g := gazetteer.New([]gazetteer.Entry{village("a", "P1", 0, "Mayadin", "ميادين"), village("b", "", 100, "Mayadin")})
	r := g.Resolve("al-Mayadin", gazetteer.Hint{Near: &place.Point{Lon: 36, Lat: 35}, Admin1: []place.AreaID{"P1"}})
	if len(r.Candidates) != 2 {
		t.Fatalf("candidates: %s", sentence(r))
	}
	a, b := r.Candidates[0], r.Candidates[1]
	if a.Score != 1 || a.DistanceM != 0 || a.InAdmin1 != truceline.Yes || a.Name.Text != "Mayadin" {
		t.Errorf("the nearer candidate is %+v", a)
	}
	if b.Score != 1 || b.DistanceM < 90_000 || b.DistanceM > 92_000 || b.InAdmin1 != truceline.Unknown {
		t.Errorf("the farther candidate is %+v, want one 91 km away of which the division is not known", b)
	}
	if c := g.Resolve("Mayadin", gazetteer.Hint{}).Candidates[0]; c.DistanceM != -1 {
		t.Errorf("a distance that nobody asked for is %v, want -1", c.DistanceM)
	}
}

// TestOrderDoesNotMatter puts the entries in another order.
func TestOrderDoesNotMatter(t *testing.T) {
	es := slices.Clone(entries(t))
	random := rand.New(rand.NewPCG(1, 2))
	random.Shuffle(len(es), func(i, j int) { es[i], es[j] = es[j], es[i] })
	other := gazetteer.New(es)
	for _, name := range []string{"Salihiyah", "Judaydah", "Хазерма", "Huaiz", "حمص", "Tell As"} {
		h := gazetteer.Hint{Admin1: []place.AreaID{"SY05"}}
		if diff := cmp.Diff(sentence(other.Resolve(name, h)), sentence(built().Resolve(name, h))); diff != "" {
			t.Errorf("%s (-shuffled +sorted):\n%s", name, diff)
		}
	}
}

func TestEntry(t *testing.T) {
	g := gazetteer.New([]gazetteer.Entry{village("b", "", 0, "B"), village("a", "", 0, "A"), {ID: "nameless"}})
	if e, ok := g.Entry("a"); !ok || e.Usual() != "A" {
		t.Errorf("Entry(a) = %v, %v", e, ok)
	}
	if e, ok := g.Entry("nameless"); !ok || e.Usual() != "nameless" {
		t.Errorf("a place without a name is shown as %v, %v", e, ok)
	}
	if _, ok := g.Entry("c"); ok {
		t.Error("Entry(c) is there")
	}
}

func TestFind(t *testing.T) {
	entries(t)
	g := built()
	for _, tc := range []struct {
		name, text string
		want       []string // as they stand in the text, with the first candidate
	}{
		{"a city and a town", "Clashes in Khan Shaykhun and shelling on Hama", []string{"Khan Shaykhun wof:1125778451", "Hama wof:421202161"}},
		{"the article belongs to the name", "regime forces advance on al-Qaryatayn city", []string{"al-Qaryatayn wof:421170787"}},
		{"the longest name", "Airstrikes on Jisr al-Shughur", []string{"Jisr al-Shughur wof:890449849"}},
		{"words of a headline are no villages", "Day of War: Battle Under Fire As Daily Hit Kills Four Turkish Soldiers In Syria", nil},
		{"words in lower case are no names", "the mine was seen under the bridge, all are safe", nil},
		{"a longer name that the gazetteer lacks is not its last word", "Shelling on Kafr Sousa", nil},
		{"nor is a kind of place", "the Wadi and the Tal were shelled", nil},
		{"a comma parts names", "Khan, Shaykhun", nil},
		{"a word for a kind of place with its article is a name", "shelling on al-Burj", []string{"al-Burj wof:1210029317"}},
		{"English possessive", "Idlib's countryside", []string{"Idlib wof:890432567"}},
		{"Arabic", "قصف على خان شيخون", []string{"خان شيخون wof:1125778451"}},
		{"Russian", "обстрел города Хан-Шейхун", []string{"Хан-Шейхун wof:1125778451"}},
		{"an English word before a name is no article", "Explosion in Nawa", []string{"Nawa wof:1259564619"}},
		{"nothing", "", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			for _, m := range g.Find(tc.text) {
				got = append(got, tc.text[m.Start:m.End]+" "+m.Candidates[0].Entry.ID)
			}
			if diff := cmp.Diff(got, tc.want); diff != "" {
				t.Errorf("Find(%q) (-got +want):\n%s", tc.text, diff)
			}
		})
	}
}

// sound checks what must hold of any answer.
func sound(t interface{ Errorf(string, ...any) }, g *gazetteer.Gazetteer, text string) {
	r := g.Resolve(text, gazetteer.Hint{})
	if r.Reason == "" || len(r.Candidates) > gazetteer.MostN {
		t.Errorf("Resolve(%q) = %s: %q", text, sentence(r), r.Reason)
	}
	if r.Verdict == gazetteer.Resolved && len(r.Candidates) == 0 {
		t.Errorf("Resolve(%q) resolves to nothing", text)
	}
	for _, c := range r.Candidates {
		if c.Score < gazetteer.LeadScore || c.Score > 1 {
			t.Errorf("Resolve(%q) has a score of %v", text, c.Score)
		}
	}
	last := 0
	for _, m := range g.Find(text) {
		if m.Start < last || m.End <= m.Start || m.End > len(text) || len(m.Candidates) == 0 {
			t.Errorf("Find(%q) has %+v after %d", text, m, last)
			return
		}
		if utf8.ValidString(text) && !utf8.ValidString(text[m.Start:m.End]) {
			t.Errorf("Find(%q) cuts a letter: %q", text, text[m.Start:m.End])
		}
		last = m.End
	}
}

func TestAnyText(t *testing.T) {
	entries(t)
	g := built()
	words := []string{"Tall", "al", "-", " ", "(", ")", ",", "/", "Hama", "city", "الصالحية", "ال", "Хан", "'s", "ّ", "’", "Şeyh", "ash", "7", "ه"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 12).Draw(t, "words"), "") + rapid.String().Draw(t, "tail")
		sound(t, g, text)
	})
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "Khan Shaykhun", "al-(", "\xff\xfe", "ال", "ـــ", "a/b/c", "Телль-", "(((Hama city", "İ", "ﷺ", strings.Repeat("Tall ", 100)} {
		f.Add(s)
	}
	g := gazetteer.New([]gazetteer.Entry{village("a", "P1", 0, "Salihiyah", "الصالحية"), village("b", "P2", 100, "Khan Shaykhun", "Хан-Шейхун")})
	f.Fuzz(func(t *testing.T, text string) { sound(t, g, text) })
}
