package sanctions_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline/sanctions"
	"github.com/truceline/truceline/sanctions/screening"
)

func TestDifference(t *testing.T) {
	base := sanctions.Entry{
		ID: "1", Ref: "E.1", Kind: screening.Entity, Listed: "2014-05-14", Comments: "a b",
		Names:     []sanctions.Name{{Text: "Front"}, {Text: "Army", Quality: sanctions.Known}, {Text: "Corps", Quality: sanctions.Known}},
		Addresses: []sanctions.Address{{Country: "Iraq"}, {Country: "Syria", Note: "operates in"}},
		Other:     []sanctions.Element{{Path: "ENTITY/VERSIONNUM", Text: "1"}},
	}
	with := func(change func(*sanctions.Entry)) sanctions.Entry {
		e := base
		e.Names, e.Addresses, e.Other = slices.Clone(base.Names), slices.Clone(base.Addresses), slices.Clone(base.Other)
		change(&e)
		return e
	}
	for _, tc := range []struct {
		name string
		to   sanctions.Entry
		want []sanctions.Change
	}{
		{"nothing", base, nil},
		{"white space", with(func(e *sanctions.Entry) { e.Comments = "a\n   b\u00a0"; e.Names[0].Text = "Fro nt" }), nil},
		{"the order of names and addresses", with(func(e *sanctions.Entry) { slices.Reverse(e.Names[1:]); slices.Reverse(e.Addresses) }), nil},
		{"names spread otherwise over elements", with(func(e *sanctions.Entry) { e.Names[1].Within, e.Names[2].Within = "Army; Corps", "Army; Corps" }), nil},
		{"an empty element", with(func(e *sanctions.Entry) {
			e.Other = append(e.Other, sanctions.Element{Path: "ENTITY/NOTE", Text: " "})
		}), nil},
		{"another case of letters", with(func(e *sanctions.Entry) { e.Names[0].Text = "FRONT" }), []sanctions.Change{{Field: "primary_name", From: "Front", To: "FRONT"}}},
		{"a name more", with(func(e *sanctions.Entry) { e.Names = append(e.Names, sanctions.Name{Text: "Host"}) }), []sanctions.Change{{Field: "name", To: "Host"}}},
		{"a name more, twice", with(func(e *sanctions.Entry) {
			e.Names = append(e.Names, sanctions.Name{Text: "Host"}, sanctions.Name{Text: "Host"})
		}), []sanctions.Change{{Field: "name", To: "Host"}}},
		{"another quality", with(func(e *sanctions.Entry) { e.Names[1].Quality = sanctions.Low }), []sanctions.Change{{Field: "name", From: "Army (aka)"}, {Field: "name", To: "Army (low)"}}},
		{"an amendment", with(func(e *sanctions.Entry) { e.Amended = []sanctions.Date{"2018-06-05"} }), []sanctions.Change{{Field: "amended", To: "2018-06-05"}}},
		{"another comment", with(func(e *sanctions.Entry) { e.Comments = "c" }), []sanctions.Change{{Field: "comments", From: "a b", To: "c"}}},
		{"an element without a field", with(func(e *sanctions.Entry) { e.Other[0].Text = "2" }), []sanctions.Change{{Field: "ENTITY/VERSIONNUM", From: "1", To: "2"}}},
		{"a birth and a document", with(func(e *sanctions.Entry) {
			e.Births = []sanctions.Birth{{From: "1975", To: "1979", About: true, Place: "Homs"}}
			e.Documents = []sanctions.Document{{Kind: "passport", Number: "9"}}
		}), []sanctions.Change{{Field: "birth", To: "approximately, between 1975 and 1979, Homs"}, {Field: "document", To: "passport, 9"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := sanctions.Compare(file("2017-01-01", base), file("2018-01-01", tc.to))
			var got []sanctions.Change
			for _, a := range d.Amended {
				got = append(got, a.Changes...)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestDifferenceAsJSON(t *testing.T) {
	gone := sanctions.Entry{ID: "2", Ref: "E.2", Names: []sanctions.Name{{Text: "Gone"}}}
	was := entry("2014-05-14", "Front", "Army")
	is := entry("2014-05-14", "Front", "Hay’at")
	came := sanctions.Entry{ID: "3", Ref: "E.3", Kind: screening.Person, Names: []sanctions.Name{{Text: "New"}, {Text: "Newer"}}}
	got, err := json.MarshalIndent(sanctions.Compare(file("2017-01-01", gone, was), file("2018-01-01", came, is)), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	const want = `{
 "from": "2017-01-01",
 "to": "2018-01-01",
 "added": [
  {
   "id": "3",
   "reference": "E.3",
   "name": "New",
   "kind": "person"
  }
 ],
 "removed": [
  {
   "id": "2",
   "reference": "E.2",
   "name": "Gone"
  }
 ],
 "amended": [
  {
   "id": "7",
   "reference": "E",
   "name": "Front",
   "changes": [
    {
     "field": "name",
     "from": "Army"
    },
    {
     "field": "name",
     "to": "Hay’at"
    }
   ]
  }
 ],
 "names": {
  "added": [
   {
    "id": "7",
    "reference": "E",
    "name": "Hay’at"
   },
   {
    "id": "3",
    "reference": "E.3",
    "name": "New",
    "kind": "person"
   },
   {
    "id": "3",
    "reference": "E.3",
    "name": "Newer",
    "kind": "person"
   }
  ],
  "removed": [
   {
    "id": "7",
    "reference": "E",
    "name": "Army"
   },
   {
    "id": "2",
    "reference": "E.2",
    "name": "Gone"
   }
  ]
 }
}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Of two entries with one ID each is compared with one of the other file.
func TestDifferenceOfTwins(t *testing.T) {
	a, b := entry("2014-05-14", "A"), entry("2014-05-14", "B")
	d := sanctions.Compare(file("2017-01-01", a, b), file("2018-01-01", b))
	if len(d.Added) != 0 || len(d.Removed) != 1 {
		t.Errorf("%+v, want one removed", d)
	}
	if d := sanctions.Compare(file("2017-01-01", a, b), file("2018-01-01", b, a)); len(d.Amended)+len(d.Added)+len(d.Removed) > 0 {
		t.Errorf("the order of the file changed %+v", d)
	}
}

func TestChangeInWords(t *testing.T) {
	for want, c := range map[string]sanctions.Change{
		`name "X" added`:                              {Field: "name", To: "X"},
		`name "X" taken away`:                         {Field: "name", From: "X"},
		`primary name changed from "X" to "Y"`:        {Field: "primary_name", From: "X", To: "Y"},
		`comments changed`:                            {Field: "comments", From: string(make([]byte, 200)), To: "Y"},
		`INDIVIDUAL/PLACE_OF_BIRTH/CITY "Homs" added`: {Field: "INDIVIDUAL/PLACE_OF_BIRTH/CITY", To: "Homs"},
	} {
		if got := c.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
