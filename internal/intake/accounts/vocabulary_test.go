package accounts_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/cases"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/intake/accounts"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/observance"
)

func astana(t *testing.T) accounts.Vocabulary {
	t.Helper()
	dir, ok := cases.Bundled("astana")
	if !ok {
		t.Fatal("the astana case is not bundled")
	}
	c, err := casedir.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	reg, err := observance.Compile(c.Facts, c.Location)
	if err != nil {
		t.Fatal(err)
	}
	return accounts.Vocabulary{Catalogue: reg.Catalogue(), Roll: reg.Roll()}
}

// What a file says of a source's words goes before what the case knows, and a
// word that means nothing stays what it is.
func TestWordsOfASourceMeanTheCases(t *testing.T) {
	v := astana(t)
	words := "source,part,words,case\nwatch,kind,Bombardment,airstrike\nwatch,actor,the regime,gov_syria\nwatch,actor,Damascus,\nwatch,place,Ford,no matter\n"
	if err := v.Add(t.Context(), open(t, words)); err != nil {
		t.Fatal(err)
	}
	const table = "report_id,source,report_date,kind,actor1,actor2\n" +
		"a,watch,2017-06-01,bombardment; something,The Regime,IS\n" +
		"b,other,2017-06-01,bombardment,the regime,Damascus\n" +
		"c,watch,2017-06-01,airstrike,Damascus,\n"
	got, refused, err := read(t, table, accounts.Options{Vocabulary: v})
	if err != nil || refused != nil || len(got) != 3 {
		t.Fatal(got, refused, err)
	}
	var kinds, sides [][]string
	for _, a := range got {
		kinds, sides = append(kinds, a.Kinds.Named), append(sides, a.Sides.Named)
	}
	gov, is := incident.PartyTerm("gov_syria"), incident.PartyTerm("isil")
	if diff := cmp.Diff([][]string{{"airstrike", "something"}, {"bombardment"}, {"airstrike"}}, kinds); diff != "" {
		t.Errorf("kinds (-want +got)\n%s", diff)
	}
	sorted := cmpopts.SortSlices(func(a, b string) bool { return a < b })
	if diff := cmp.Diff([][]string{{gov, is}, {gov, "regime"}, {"damascus"}}, sides, sorted); diff != "" {
		t.Errorf("sides (-want +got)\n%s", diff)
	}
	if len(got[0].Kinds.Above) == 0 {
		t.Error("nothing stands above airstrike")
	}
}

func TestAFileOfWordsThatCannotBeUsed(t *testing.T) {
	for _, tc := range []struct{ name, file, want string }{
		{"a column is missing", "source,part,words\n", "t.csv, line 1: the file lacks case; it has source, part, words"},
		{"no act of the case", "source,part,words,case\nwatch,kind,Boom,booming\n", `vocabulary: line 2, field case, value "booming": neither an act nor a party of the case`},
		{"a party where an act belongs", "source,part,words,case\nwatch,kind,Boom,gov_syria\n", `vocabulary: line 2, field case, value "gov_syria": neither an act nor a party of the case`},
		{"a row that is cut short", "source,part,words,case\nwatch,kind\n", "vocabulary: line 2: the row has 2 fields where the header has 4; a comma inside a field needs quotes around the field"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := astana(t)
			err := v.Add(t.Context(), open(t, tc.file))
			if err == nil || err.Error() != tc.want || truceline.KindOf(err) != truceline.InvalidKind {
				t.Errorf("got %v (%v), want %q", err, truceline.KindOf(err), tc.want)
			}
		})
	}
}
