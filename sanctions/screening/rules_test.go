package screening_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/truceline/truceline/sanctions/screening"
)

// TestRules looks at each rule of docs/screening.md with names made up for it.
func TestRules(t *testing.T) {
	person, entity, vessel := screening.Person, screening.Entity, screening.Vessel
	for _, tc := range []struct {
		rule        string
		asked, list string
		kind        screening.Kind
		lead        bool
	}{
		{"case, marks, apostrophes and signs are of no consequence", "ZÉNON  o'quill", "Zenon O’Quill", person, true},
		{"controls of writing direction are nothing", "\u202eZenon\u202c \u200fQuillby", "Zenon Quillby", person, true},
		{"words may stand in another order", "Quillby, Zenon", "Zenon Quillby", person, true},
		{"a letter may be wrong", "Zenon Quilbby", "Zenon Quillby", person, true},
		{"two letters may be turned round", "Zneon Quillby", "Zenon Quillby", person, true},
		{"two words that differ are two names", "Zenon Harrowgate", "Zenon Quillby", person, false},
		{"of five words one that differs makes two names", "Zenon Abner Colm Vasper Harrowgate", "Zenon Abner Colm Vasper Quillby", person, false},
		{"a part may be missing", "Zenon Quillby", "Zenon Vasper Quillby", person, true},
		{"one word of three is too little", "Zenon", "Zenon Vasper Quillby", person, false},
		{"an initial stands for a name", "Z. Quillby", "Zenon Quillby", person, true},
		{"another initial does not", "V. Quillby", "Zenon Quillby", person, false},
		{"letters with dots between them are one word", "A.B.K. Quillby", "ABK Quillby", entity, true},
		{"words may be joined", "ZenonQuillby", "Zenon Quillby", person, true},
		{"and parted", "Zenon Quil lby", "Zenon Quillby", person, true},
		{"and parted elsewhere", "Zenonq uillby", "Zenon Quillby", person, true},
		{"the article is el, al or none", "Bashir el-Zarnoqi", "Bashir al-Zarnoqi", person, true},
		{"ibn, bin and ben are one", "Zahran ibn Torud", "Zahran bin Torud", person, true},
		{"Mohammed is spelt in many ways", "Mehmet Zarnoqi", "Muhammad Zarnoqi", person, true},
		{"Abdul is attached or not", "Abdurrahman Zarnoqi", "Abd al-Rahman Zarnoqi", person, true},
		{"and so is -uddin", "Saifuddin Zarnoqi", "Sayf al-Din Zarnoqi", person, true},
		{"Hassan and Hussein are two names", "Hassan Torud", "Hussein Torud", person, false},
		{"French and English romanise alike", "Bachar Zarnouqi", "Bashar Zarnuqi", person, true},
		{"a title is no part of a name", "Dr. Zenon Quillby", "Zenon Quillby", person, true},
		{"a father's name in -ovich may be missing", "Zenon Quillby", "Zenon Borisovich Quillby", person, true},
		{"another father is another man", "Zenon Petrovich Quillby", "Zenon Borisovich Quillby", person, false},
		{"Arabic letters are Latin ones", "زياد زرنوقي", "Ziad Zarnouqi", person, true},
		{"Persian letters are Arabic ones", "کریم زرنوقی", "كريم زرنوقي", person, true},
		{"the Arabic article is a word apart", "الزرنوقي", "زرنوقي", entity, true},
		{"Cyrillic letters are Latin ones", "Зенон Квилби", "Zenon Kvilbi", person, true},
		{"Turkish letters are Latin ones", "Şükrü Çağlayan", "Shukru Chaghlayan", person, true},
		{"Greek letters are Latin ones", "Ζήνων Βαλτίδης", "Zenon Valtidis", person, true},
		{"Hebrew letters are Latin ones", "זנון ולטידס", "Zenon Valtidas", person, true},
		{"Georgian letters are Latin ones", "ზენონ ვალტიდი", "Zenon Valtidi", person, true},
		{"Armenian letters are Latin ones", "Զենոն Վալտիդի", "Zenon Valtidi", person, true},
		{"Devanagari letters are Latin ones", "ज़ेनोन वालतीदी", "Zenon Valtidi", person, true},
		{"Katakana are Latin letters", "ゼノン・バルティ", "Zenon Baruti", person, true},
		{"a front is a jabhat and a cephe", "Zarnoq Cephesi", "Jabhat Zarnoq", entity, true},
		{"an army is no front", "Zarnoq Army", "Zarnoq Front", entity, false},
		{"legal forms are spelt out or not", "Quillby Aktiengesellschaft", "Quillby AG", entity, true},
		{"and stand in front or behind", "OOO Quillby", "Quillby Limited Liability Company", entity, true},
		{"what sort of body it is alone is no name", "Trading Company", "Quillby Vasper Trading Company", entity, false},
		{"first letters stand for a body", "QVF", "Quillby Vasper Front", entity, true},
		{"but for no person", "QVT", "Quillby Vasper Torud", person, false},
		{"and not in small letters", "qvf", "Quillby Vasper Front", entity, false},
		{"numbers are words or digits", "Forty-Four Zarnoq Brigade", "Zarnoq Brigade 44", entity, true},
		{"ordinals too", "1st Zarnoq Bank", "First Zarnoq Bank", entity, true},
		{"a sister ship is a lead", "Zarnoq Star 2", "Zarnoq Star 3", vessel, true},
		{"several names in one are screened each", "Harrowgate; Zenon Quillby", "Zenon Quillby", person, true},
		{"a name in brackets in another script too", "Quelqu'un (زياد زرنوقي)", "زياد زرنوقي", person, true},
		{"a body may have two names", "Zarnoq", "Zarnoq/Army of Quillby", entity, true},
		{"Karim alone is not Haji Karim", "Karim", "Haji Karim", person, false},
		{"the father of Torud is not Torud", "Torud", "Abu Torud", person, false},
		{"a well known acronym stands for its body", "DAESH", "Islamic State in Iraq and the Levant", entity, true},
		{"in Arabic too", "داعش", "Islamic State in Iraq and the Levant", entity, true},
		{"HTS", "HTS", "Hay'at Tahrir al-Sham", entity, true},
	} {
		t.Run(tc.rule, func(t *testing.T) {
			l := screening.Compare(screening.Reference{Name: tc.asked, Kind: tc.kind}, screening.Reference{Name: tc.list, Kind: tc.kind})
			if got := l.Score >= screening.DefaultThreshold; got != tc.lead {
				t.Errorf("%q and %q score %.3f %v: a lead is %v, want %v", tc.asked, tc.list, l.Score, l.Parts, got, tc.lead)
			}
		})
	}
}

// TestWeak: a name that may be anybody's has to be met as a whole.
func TestWeak(t *testing.T) {
	for _, weak := range []bool{false, true} {
		b := screening.Reference{Entry: "1", Name: "Zenon Vasper Quillby", Kind: screening.Person, Weak: weak}
		got := screening.Compare(screening.Reference{Name: "Zenon Quillby"}, b).Score >= screening.DefaultThreshold
		if got == weak {
			t.Errorf("short of a word, with weak %v, a lead is %v", weak, got)
		}
		if s := screening.Compare(screening.Reference{Name: "Zenon Vasper Quilby"}, b).Score; s < screening.DefaultThreshold {
			t.Errorf("with a letter wrong, with weak %v, the score is %v", weak, s)
		}
	}
}

// TestRarity: a word of many names of the list tells less than one of few.
func TestRarity(t *testing.T) {
	refs := []screening.Reference{{Entry: "rare", Name: "Zarnoq Vasper Torud"}}
	for i := range 60 {
		refs = append(refs, screening.Reference{Entry: "many", Name: "Zarnoq " + strings.Repeat(string(rune('a'+i%26)), 2+i/26) + "olm Harrowby"})
	}
	alone := screening.New(refs[:1]).Search(screening.Query{Name: "Zarnoq", Threshold: 0.01})[0]
	amid := screening.New(refs).Search(screening.Query{Name: "Zarnoq", Threshold: 0.01, Limit: 100})
	i := slices.IndexFunc(amid, func(l screening.Lead) bool { return l.Entry == "rare" })
	if i >= 0 && amid[i].Score >= alone.Score {
		t.Errorf("among many the word scores %.3f, alone %.3f", amid[i].Score, alone.Score)
	}
}

// TestKinds: a person is no company, and what is not said is either.
func TestKinds(t *testing.T) {
	ix := screening.New([]screening.Reference{
		{Entry: "p", Name: "Zenon Quillby", Kind: screening.Person}, {Entry: "e", Name: "Zenon Quillby", Kind: screening.Entity}, {Entry: "u", Name: "Zenon Quillby"},
	})
	for kind, want := range map[screening.Kind]string{"": "e p u", screening.Person: "p u", screening.Entity: "e u", screening.Vessel: "u"} {
		var got []string
		for _, l := range ix.Search(screening.Query{Name: "Zenon Quillby", Kind: kind}) {
			got = append(got, l.Entry)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("kind %q finds %q, want %q", kind, got, want)
		}
	}
}

// TestKnowing: an ordinary name is itself, unless it is listed.
func TestKnowing(t *testing.T) {
	ix := screening.New([]screening.Reference{{Entry: "1", Name: "Zarnoq"}, {Entry: "2", Name: "Quillby Vasper"}})
	with := ix.Knowing(slices.Values([]string{"Zarniq", "Zarnoq"}))
	for _, tc := range []struct {
		ix   *screening.Index
		name string
		lead bool
	}{{ix, "Zarniq", true}, {with, "Zarniq", false}, {with, "ZARNIQ", false}, {with, "Zarnaq", true}, {with, "Zarnoq", true}, {ix, "Zarnoq", true}} {
		if got := len(tc.ix.Search(screening.Query{Name: tc.name})) > 0; got != tc.lead {
			t.Errorf("%q, knowing %v: a lead is %v, want %v", tc.name, tc.ix == with, got, tc.lead)
		}
	}
}

// TestSentences: parts are told in sentences that quote both names as written.
func TestSentences(t *testing.T) {
	l := screening.Compare(screening.Reference{Name: "Dr Mehmed Quilby"}, screening.Reference{Name: "Muhammad QUILLBY Vasper"})
	var got []string
	for _, p := range l.Parts {
		got = append(got, p.String())
	}
	want := []string{`"Mehmed" is a spelling of "Muhammad"`, `"Quilby" is a spelling of "QUILLBY"`, `the name lacks "Vasper"`, `"Dr" is not in the listed name`}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestLimits: neither length nor rubbish does harm.
func TestLimits(t *testing.T) {
	long := strings.Repeat("Zenon Quillby ", 800)
	ix := screening.New([]screening.Reference{{Entry: "1", Name: long}, {Entry: "2", Name: ""}, {Entry: "3", Name: "..."}, {Entry: "4", Name: "\xff\xfe"}, {Entry: "5", Name: strings.Repeat("z", 10000)}})
	for _, name := range []string{
		"", " ", "...", "\xff", long, strings.Repeat("z", 10000), strings.Repeat("z ", 5000), strings.Repeat("a.", 5000), strings.Repeat("Z;", 5000), strings.Repeat("(", 10000),
		strings.Repeat("\u202e", 10000), strings.Repeat("ال", 5000), strings.Repeat("é", 5000), strings.Repeat("abdul ", 2000), strings.Repeat("x/", 3000), strings.Repeat("﷽", 3000),
	} {
		for _, l := range ix.Search(screening.Query{Name: name, Threshold: 0.01}) {
			checkLead(t, l)
		}
	}
	twice := screening.New([]screening.Reference{{Entry: "1", Name: "Zenon Zenon Quillby Zenon"}})
	if ls := twice.Search(screening.Query{Name: "Zenon Zenon Quillby Zenon"}); len(ls) == 0 || ls[0].Score < 0.999 {
		t.Errorf("a name that says a word three times does not find itself: %v", ls)
	}
}

func checkLead(t interface {
	Helper()
	Errorf(string, ...any)
}, l screening.Lead) {
	t.Helper()
	score, weight := 0.0, 0.0
	for _, p := range l.Parts {
		score += p.Weight * p.Fit
		weight += p.Weight
		if p.Fit < 0 || p.Fit > 1 || p.Asked == "" && p.Listed == "" || p.How == "" {
			t.Errorf("a part of %+v is %+v", l, p)
		}
	}
	if math.Abs(score-l.Score) > 1e-4 || math.Abs(weight-1) > 1e-4 || l.Score < 0 || l.Score > 1 {
		t.Errorf("score %v, by its parts %v of weight %v: %+v", l.Score, score, weight, l)
	}
}

// names draws names of words that are alike, so that they meet.
var names = rapid.Custom(func(t *rapid.T) string {
	words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields(
		"Zarnoq zarnuq Quillby al el Muhammad Mehmet Abdul Rahman Abdurrahman Front Jabhat Bank LLC 44 Z Q. bin Torud Torude زرنوق محمد ال عبدالله الزرنوقي Зарнок Front, 北海 김바다 (QF)")), 1, 5).Draw(t, "words")
	return strings.Join(words, " ")
})

// TestProperties holds for any list and any name.
func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var refs []screening.Reference
		for i, n := range rapid.SliceOfN(names, 1, 12).Draw(t, "list") {
			refs = append(refs, screening.Reference{Entry: string(rune('a' + i)), Name: n, Weak: rapid.Bool().Draw(t, "weak")})
		}
		name := names.Draw(t, "name")
		ix, back := screening.New(refs), slices.Clone(refs)
		slices.Reverse(back)
		q := screening.Query{Name: name, Threshold: 0.2, Limit: 50}
		leads := ix.Search(q)
		for i, l := range leads {
			checkLead(t, l)
			if i > 0 && (leads[i-1].Score < l.Score || leads[i-1].Score == l.Score && leads[i-1].Entry >= l.Entry) {
				t.Errorf("leads out of order: %v", leads)
			}
			if !slices.ContainsFunc(refs, func(r screening.Reference) bool { return r.Entry == l.Entry && r.Name == l.Name }) {
				t.Errorf("a lead to what is not listed: %+v", l)
			}
		}
		same(t, "another order of the list", screening.New(back).Search(q), leads)
		same(t, "a second search", ix.Search(q), leads)
		higher := q
		higher.Threshold = 0.6
		same(t, "a higher threshold", ix.Search(higher), slices.DeleteFunc(slices.Clone(leads), func(l screening.Lead) bool { return l.Score < 0.6 }))
		for _, r := range refs {
			if screening.Fold(r.Name) == "" {
				continue
			}
			ls := ix.Search(screening.Query{Name: r.Name, Limit: 50})
			i := slices.IndexFunc(ls, func(l screening.Lead) bool { return l.Entry == r.Entry })
			if i < 0 || ls[i].Score != 1 || ls[0].Score != 1 {
				t.Errorf("%q does not find itself: %v", r.Name, ls)
			}
		}
	})
}

func same(t *rapid.T, what string, got, want []screening.Lead) {
	t.Helper()
	equal := func(a, b screening.Lead) bool {
		return a.Entry == b.Entry && a.Name == b.Name && a.Score == b.Score && slices.Equal(a.Parts, b.Parts)
	}
	if !slices.EqualFunc(got, want, equal) {
		t.Errorf("%s gives %v, want %v", what, got, want)
	}
}

// FuzzSearch: whatever a name is, it is answered, the parts of a lead make its
// score, and a name that is listed finds itself.
func FuzzSearch(f *testing.F) {
	for _, s := range []string{"", " ", "al-Nusra", "\u202eabc\u202c", "\xff\xfe", "جبهة النصرة", "A. B. C.", "- ' \" ( )", "Abdul", "z.o.o.", "ﷺ", "forty four", "XII", "a/b;c(d)", "Ǆ", "İ", "ß.ß."} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, name, listed string) {
		ix := screening.New([]screening.Reference{{Entry: "1", Name: listed}, {Entry: "2", Name: "Anna Example", Kind: screening.Person}})
		for _, l := range ix.Search(screening.Query{Name: name, Threshold: 0.01}) {
			checkLead(t, l)
		}
		if screening.Fold(listed) == "" {
			return
		}
		if ls := ix.Search(screening.Query{Name: listed}); len(ls) == 0 || ls[0].Score != 1 {
			t.Errorf("%q does not find itself: %v", listed, ls)
		}
	})
}
