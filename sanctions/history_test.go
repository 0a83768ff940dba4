package sanctions_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/sanctions"
)

// entry is an entry with the ID and reference E, listed on a day, with names.
func entry(listed sanctions.Date, names ...string) sanctions.Entry {
	e := sanctions.Entry{ID: "7", Ref: "E", Listed: listed}
	for _, n := range names {
		e.Names = append(e.Names, sanctions.Name{Text: n})
	}
	return e
}

func amended(e sanctions.Entry, days ...sanctions.Date) sanctions.Entry {
	e.Amended = days
	return e
}

func delisted(e sanctions.Entry, on sanctions.Date) sanctions.Entry {
	e.Delisted = on
	return e
}

func file(on sanctions.Date, entries ...sanctions.Entry) sanctions.Snapshot {
	return sanctions.Snapshot{List: "l", Format: "un-xml", On: on, Entries: entries}
}

func chronicle(t testing.TB, files ...sanctions.Snapshot) sanctions.History {
	t.Helper()
	h, err := sanctions.Chronicle(files)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// span writes a span as "from sure_from sure_to to", "-" for an open end.
func span(s sanctions.Span) string {
	var out []string
	for _, d := range []sanctions.Date{s.From, s.SureFrom, s.SureTo, s.To} {
		if d == "" {
			d = "-"
		}
		out = append(out, string(d))
	}
	return strings.Join(out, " ")
}

func TestWhenAnEntryWasListed(t *testing.T) {
	const a, b, c = "2017-07-03", "2018-08-24", "2019-01-01"
	e := entry("2014-05-14", "N")
	for _, tc := range []struct {
		name    string
		files   []sanctions.Snapshot
		stands  string
		earlier []string
		basis   string // in the basis
		remark  string
	}{
		{name: "one file", files: []sanctions.Snapshot{file(a, e)}, stands: "2014-05-14 2014-05-14 - -", basis: "LISTED_ON is 14 May 2014 in the list as of 3 July 2017"},
		{name: "in both", files: []sanctions.Snapshot{file(a, e), file(b, e)}, stands: "2014-05-14 2014-05-14 - -", basis: "in the list as of 3 July 2017 and 24 August 2018"},
		{name: "listed between the two", files: []sanctions.Snapshot{file(a), file(b, entry("2017-07-20"))}, stands: "2017-07-20 2017-07-20 - -", basis: "not in the list as of 3 July 2017"},
		{name: "listed on the day of a file that was made before", files: []sanctions.Snapshot{file(a), file(b, entry(a))}, stands: "2017-07-03 2017-07-04 - -"},
		{name: "absent from a file later than its listing", files: []sanctions.Snapshot{file(a), file(b, e)}, stands: "2014-05-14 2018-08-24 - -", remark: "the list as of 3 July 2017 does not hold it"},
		{name: "no day of listing, in the first file", files: []sanctions.Snapshot{file(a, entry(""))}, stands: "- 2017-07-03 - -"},
		{name: "no day of listing, in the second file", files: []sanctions.Snapshot{file(a), file(b, entry(""))}, stands: "2017-07-04 2018-08-24 - -"},
		{name: "a day of listing that is none", files: []sanctions.Snapshot{file(a, entry("0000-00-00"))}, stands: "- 2017-07-03 - -"},
		{name: "a year only", files: []sanctions.Snapshot{file(a, entry("2014"))}, stands: "2014-01-01 2014-12-31 - -"},
		{name: "a year only, and a file of that year", files: []sanctions.Snapshot{file(a, entry("2017"))}, stands: "2017-01-01 2017-07-03 - -"},
		{name: "a year only, and a file of that year without it", files: []sanctions.Snapshot{file(a), file(b, entry("2017"))}, stands: "2017-07-04 2017-12-31 - -"},
		{name: "listed later than the file that holds it", files: []sanctions.Snapshot{file(a, entry("2018-01-01"))}, stands: "2017-07-03 2018-01-01 - -", remark: "holds it and says that it was listed on 1 January 2018"},
		{name: "two days of listing", files: []sanctions.Snapshot{file(a, entry("2001-01-31")), file(b, entry("2000-04-12"))}, stands: "2000-04-12 2001-01-31 - -", remark: "12 April 2000 and 31 January 2001"},
		{name: "vanished", files: []sanctions.Snapshot{file(a, e), file(b)}, stands: "2014-05-14 2014-05-14 2017-07-04 2018-08-24", basis: "not in the list as of 24 August 2018, and no file states when it was removed"},
		{name: "vanished by the next day", files: []sanctions.Snapshot{file(a, e), file("2017-07-04")}, stands: "2014-05-14 2014-05-14 2017-07-04 2017-07-04"},
		{name: "delisted by its own statement", files: []sanctions.Snapshot{file(a, e), file(b, delisted(e, "2018-02-03"))}, stands: "2014-05-14 2014-05-14 2018-02-03 2018-02-03", basis: "DELISTED_ON is 3 February 2018 in the list as of 24 August 2018"},
		{name: "delisted in a month", files: []sanctions.Snapshot{file(a, e), file(b, delisted(e, "2018-02"))}, stands: "2014-05-14 2014-05-14 2018-02-01 2018-02-28"},
		{name: "delisted and vanished", files: []sanctions.Snapshot{file(a, delisted(e, "2018-02-03")), file(b)}, stands: "2014-05-14 2014-05-14 2018-02-03 2018-02-03"},
		{name: "delisted after it vanished", files: []sanctions.Snapshot{file(a, delisted(e, "2018-12-03")), file(b)}, stands: "2014-05-14 2014-05-14 2017-07-04 2018-12-03", remark: "delisted on 3 December 2018 by its own statement, and not in the list as of 24 August 2018"},
		{name: "delisted before a file that holds it", files: []sanctions.Snapshot{file(a, e), file(b, delisted(e, "2016-02-03"))}, stands: "2014-05-14 2014-05-14 2016-02-03 2017-07-04", remark: "a later file says that it had been delisted"},
		{name: "delisted, and then no more", files: []sanctions.Snapshot{file(a, delisted(e, "2016-02-03")), file(b, e)}, stands: "2014-05-14 2014-05-14 2016-02-03 -", remark: "a later one holds it without that"},
		{name: "delisted before it was listed", files: []sanctions.Snapshot{file(a, delisted(e, "2012-02-03"))}, stands: "2014-05-14 - - -", remark: "contradict each other"},
		{name: "removed and back, with its old day", files: []sanctions.Snapshot{file(a, e), file(b), file(c, e)}, stands: "2014-05-14 2019-01-01 - -", earlier: []string{"2014-05-14 2014-05-14 2017-07-04 2018-08-24"}, remark: "the list as of 24 August 2018 does not hold it"},
		{name: "removed and listed anew", files: []sanctions.Snapshot{file(a, e), file(b), file(c, entry("2018-12-24"))}, stands: "2018-12-24 2018-12-24 - -", earlier: []string{"2014-05-14 2014-05-14 2017-07-04 2018-08-24"}},
		{name: "listed anew between two files that hold it", files: []sanctions.Snapshot{file(a, e), file(b, entry("2018-03-04"))}, stands: "2018-03-04 2018-03-04 - -", earlier: []string{"2014-05-14 2014-05-14 2017-07-04 2018-03-04"}},
		{name: "a day of listing that is later than the file that states it", files: []sanctions.Snapshot{file(a, e), file(b, entry("2019-01-01"))}, stands: "2014-05-14 2017-07-03 - -", remark: "14 May 2014 and 1 January 2019"},
		{name: "files of one day differ", files: []sanctions.Snapshot{file(a, e), file(b, e), file(b)}, stands: "2014-05-14 2014-05-14 2017-07-04 -", remark: "of the files of 24 August 2018 only some hold it"},
		{name: "files of one day differ, and a later one settles it", files: []sanctions.Snapshot{file(a, e), file(b, e), file(b), file(c, e)}, stands: "2014-05-14 2014-05-14 - -"},
		{name: "only in one of two files of one day", files: []sanctions.Snapshot{file(a, e), file(a)}, stands: "2014-05-14 - - -"},
		{name: "copies of one day", files: []sanctions.Snapshot{file(a, e), file(a, e)}, stands: "2014-05-14 2014-05-14 - -"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := chronicle(t, tc.files...).Courses[0]
			if got := span(c.Stands); got != tc.stands {
				t.Errorf("stands %s, want %s", got, tc.stands)
			}
			var earlier []string
			for _, x := range c.Earlier {
				earlier = append(earlier, span(x.Span))
			}
			if d := cmp.Diff(tc.earlier, earlier); d != "" {
				t.Errorf("earlier (-want +got)\n%s", d)
			}
			if got := strings.Join(c.Basis, "; "); !strings.Contains(got, tc.basis) {
				t.Errorf("the basis %q does not say %q", got, tc.basis)
			}
			if got := strings.Join(c.Remarks, "; "); !strings.Contains(got, tc.remark) || tc.remark == "" && got != "" && !strings.Contains(tc.name, "one day") {
				t.Errorf("the remarks are %q, want %q", got, tc.remark)
			}
		})
	}
}

func TestWhenAnEntryHadAName(t *testing.T) {
	const a, b, c = "2017-07-03", "2018-08-24", "2019-01-01"
	old := entry("2014-05-14", "Front")
	both := entry("2014-05-14", "Front", "Hay’at")
	for _, tc := range []struct {
		name  string
		files []sanctions.Snapshot
		of    string
		want  []string
		basis string
	}{
		{"never amended", []sanctions.Snapshot{file(a, both)}, "Hay’at", []string{"2014-05-14 2014-05-14 - -"}, "with no amendment since its listing"},
		{"amended before the first file", []sanctions.Snapshot{file(a, amended(both, "2016-01-01", "2017-06-07"))}, "Hay’at", []string{"2014-05-14 2017-06-07 - -"}, "whether the name came with it or earlier is not stated"},
		{"amended on the day of the first file", []sanctions.Snapshot{file(a, amended(both, a))}, "Hay’at", []string{"2014-05-14 2017-07-03 - -"}, ""},
		{"an amendment after the first file says nothing of it", []sanctions.Snapshot{file(a, both), file(b, amended(both, "2018-06-05"))}, "Hay’at", []string{"2014-05-14 2014-05-14 - -"}, ""},
		{"taken in by the only amendment", []sanctions.Snapshot{file(a, amended(old, "2017-06-07")), file(b, amended(both, "2017-06-07", "2018-06-05"))}, "Hay’at", []string{"2018-06-05 2018-06-05 - -"}, "the only amendment between the two files is of 5 June 2018"},
		{"taken in by one of several", []sanctions.Snapshot{file(a, old), file(b, amended(both, "2018-01-02", "2018-06-05"))}, "Hay’at", []string{"2018-01-02 2018-06-05 - -"}, "on 2 January 2018 and 5 June 2018, and with which of them is not stated"},
		{"no amendment stated", []sanctions.Snapshot{file(a, old), file(b, both)}, "Hay’at", []string{"2017-07-04 2018-08-24 - -"}, "no amendment in between is stated"},
		{"amended on the day of the earlier file, which says so", []sanctions.Snapshot{file(a, amended(old, a)), file(b, amended(both, a))}, "Hay’at", []string{"2017-07-04 2018-08-24 - -"}, ""},
		{"amended on the day of the earlier file, after it was made", []sanctions.Snapshot{file(a, old), file(b, amended(both, a))}, "Hay’at", []string{"2017-07-03 2017-07-04 - -"}, ""},
		{"amended in a month", []sanctions.Snapshot{file(a, old), file(b, amended(both, "2017-07"))}, "Hay’at", []string{"2017-07-04 2017-07-31 - -"}, ""},
		{"amended in the month of the later file", []sanctions.Snapshot{file(a, old), file(b, amended(both, "2018-08"))}, "Hay’at", []string{"2018-08-01 2018-08-24 - -"}, ""},
		{"gone by the only amendment", []sanctions.Snapshot{file(a, both), file(b, amended(old, "2018-06-05"))}, "Hay’at", []string{"2014-05-14 2014-05-14 2018-06-05 2018-06-05"}, ""},
		{"gone by one of several", []sanctions.Snapshot{file(a, both), file(b, amended(old, "2018-01-02", "2018-06-05"))}, "Hay’at", []string{"2014-05-14 2014-05-14 2018-01-02 2018-06-05"}, ""},
		{"gone, no amendment stated", []sanctions.Snapshot{file(a, both), file(b, old)}, "Hay’at", []string{"2014-05-14 2014-05-14 2017-07-04 2018-08-24"}, ""},
		{"gone and back", []sanctions.Snapshot{file(a, both), file(b, old), file(c, both)}, "Hay’at", []string{"2014-05-14 2014-05-14 2017-07-04 2018-08-24", "2018-08-25 2019-01-01 - -"}, ""},
		{"gone with the entry", []sanctions.Snapshot{file(a, both), file(b)}, "Hay’at", []string{"2014-05-14 2014-05-14 2017-07-04 2018-08-24"}, ""},
		{"in an entry that came after the first file", []sanctions.Snapshot{file(a), file(b, amended(entry("2017-07-20", "Front", "Hay’at"), "2018-02-03"))}, "Hay’at", []string{"2017-07-20 2018-02-03 - -"}, ""},
		{"spelled otherwise", []sanctions.Snapshot{file(a, entry("2014-05-14", "Front", "HAY'AT")), file(b, both)}, "Hay’at", []string{"2014-05-14 2014-05-14 - -"}, ""},
		{"the primary name", []sanctions.Snapshot{file(a, old), file(b, amended(entry("2014-05-14", "Army"), "2018-06-05"))}, "Army", []string{"2018-06-05 2018-06-05 - -"}, ""},
		{"the primary name before", []sanctions.Snapshot{file(a, old), file(b, amended(entry("2014-05-14", "Army"), "2018-06-05"))}, "Front", []string{"2014-05-14 2014-05-14 2018-06-05 2018-06-05"}, ""},
		{"in one of two files of one day", []sanctions.Snapshot{file(a, old), file(b, old), file(b, both), file(c, both)}, "Hay’at", []string{"2017-07-04 2019-01-01 - -"}, ""},
		{"in one of two files of the last day", []sanctions.Snapshot{file(a, both), file(b, old), file(b, both)}, "Hay’at", []string{"2014-05-14 2014-05-14 2017-07-04 -"}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got, basis []string
			for _, c := range chronicle(t, tc.files...).Courses[0].Called {
				if c.Text == tc.of {
					got, basis = append(got, span(c.Span)), append(basis, c.Basis)
				}
			}
			if d := cmp.Diff(tc.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
			if !strings.Contains(strings.Join(basis, "; "), tc.basis) {
				t.Errorf("the basis %q does not say %q", basis, tc.basis)
			}
		})
	}
}

func TestOneEntryOfTwoIDs(t *testing.T) {
	e, f := entry("2014-05-14", "N"), entry("2014-05-14", "N")
	f.ID = "8"
	h := chronicle(t, file("2017-07-03", e), file("2018-08-24", f))
	if len(h.Courses) != 1 || h.Courses[0].ID != "8" || !strings.Contains(strings.Join(h.Courses[0].Remarks, ""), "changed the ID of E from 7 to 8") {
		t.Errorf("the courses are %+v, want one with a remark", h.Courses)
	}
	h = chronicle(t, file("2017-07-03", e), file("2018-08-24", e, f))
	if len(h.Courses) != 2 || !strings.Contains(strings.Join(h.Courses[1].Remarks, ""), "stands for 2 entries") {
		t.Errorf("the courses are %+v, want two with a remark", h.Courses)
	}
	g := e
	g.Ref = "F"
	f.ID = "6"
	h = chronicle(t, file("2017-07-03", e), file("2018-08-24", g, f))
	if len(h.Courses) != 2 || h.Courses[0].ID != "6" || h.Courses[1].ID != "7" {
		t.Errorf("the courses are %+v, want two: the ID goes before the reference", h.Courses)
	}
	h = chronicle(t, file("2017-07-03", e), file("2018-08-24", g))
	if len(h.Courses) != 1 || h.Courses[0].Ref != "F" || !slices.Equal(h.Courses[0].Refs, []string{"E"}) {
		t.Errorf("the courses are %+v, want one that was E and is F", h.Courses)
	}
	h = chronicle(t, file("2017-07-03", e, e))
	if len(h.Courses) != 1 || !strings.Contains(strings.Join(h.Courses[0].Remarks, ""), "more than one entry with the ID 7") {
		t.Errorf("the courses are %+v, want one with a remark", h.Courses)
	}
}

func TestRemarksOfAHistory(t *testing.T) {
	h := chronicle(t, file("2017-07-03", entry("2014", "A")), file("2017-07-03", entry("2014", "B")), file("2017-07-03", entry("2014", "C")))
	want := []string{
		"files of one day, 3 July 2017, differ: what they differ in is left open",
		"the first file is of 3 July 2017: an entry that was removed before it is not known from these files",
		"the newest file is of 3 July 2017: for later days the list is taken to stand as it did",
	}
	if d := cmp.Diff(want, h.Remarks); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestAmendments(t *testing.T) {
	e := amended(entry("2014-05-14", "Front"), "2017-06-07")
	f := amended(entry("2014-05-14", "Front", "Hay’at"), "2017-06-07", "2018-06-05")
	f.Comments = "new"
	got := chronicle(t, file("2017-07-03", e), file("2018-08-24", f)).Courses[0].Amendments
	want := []sanctions.Amendment{
		{On: "2017-06-07", Basis: "LAST_DAY_UPDATED in the list as of 3 July 2017"},
		{On: "2018-06-05", Changes: []string{`comments "new" added`, `name "Hay’at" added`}, Basis: "LAST_DAY_UPDATED in the list as of 24 August 2018"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	f.Amended = nil
	got = chronicle(t, file("2017-07-03", entry("2014-05-14", "Front")), file("2018-08-24", f)).Courses[0].Amendments
	if len(got) != 1 || got[0].On != "" || !strings.Contains(got[0].Basis, "between the lists as of 3 July 2017 and 24 August 2018; no amendment in between is stated") {
		t.Errorf("a change that no amendment states: %+v", got)
	}
}

func TestStandings(t *testing.T) {
	e := amended(entry("2014-05-14", "Front"), "2017-06-07")
	e.Comments = "Previously listed between 30 May 2013 and 13 May 2014 as an aka of Al-Qaida in Iraq (QDe.115)."
	f := amended(e, "2017-06-07", "2018-01-02", "2018-06-05")
	f.Names = append(slices.Clone(e.Names), sanctions.Name{Text: "Hay’at"})
	gone := sanctions.Entry{ID: "9", Ref: "G", Names: []sanctions.Name{{Text: "Gone"}}, Listed: "2010-01-01"}
	h := chronicle(t, file("2017-07-03", e, gone), file("2018-08-24", f))
	for _, tc := range []struct {
		on   sanctions.Date
		want string // reference, answer, names
		says string // of the last
	}{
		{"2009-01-01", "", ""},
		{"2013-05-29", "G yes: Gone", "the first file is of 3 July 2017"},
		{"2013-06-15", "E yes: ; G yes: Gone", "the first file is of 3 July 2017"},
		{"2014-05-13", "E yes: ; G yes: Gone", ""},
		{"2014-05-14", "E yes: Front; G yes: Gone", ""},
		{"2017-07-03", "E yes: Front; G yes: Gone", "listed since 1 January 2010; LISTED_ON is 1 January 2010 in the list as of 3 July 2017"},
		{"2017-07-04", "E yes: Front; G unknown: Gone", "not in the list as of 24 August 2018, and no file states when it was removed"},
		{"2018-03-01", "E yes: Front, Hay’at; G unknown: Gone", ""},
		{"2018-08-24", "E yes: Front, Hay’at", "listed since 14 May 2014"},
		{"2020-01-01", "E yes: Front, Hay’at", "the newest file is of 24 August 2018: no later one was imported"},
		{"2018", "", ""},
	} {
		var got []string
		var last string
		for _, s := range h.On(tc.on) {
			var names []string
			for _, n := range s.Names {
				names = append(names, n.Text)
			}
			got = append(got, s.Course.Ref+" "+s.Answer.String()+": "+strings.Join(names, ", "))
			last = strings.Join(s.Reasons, "; ")
		}
		if d := cmp.Diff(tc.want, strings.Join(got, "; ")); d != "" {
			t.Errorf("%s (-want +got)\n%s", tc.on, d)
		}
		if !strings.Contains(last, tc.says) {
			t.Errorf("%s: the reasons %q do not say %q", tc.on, last, tc.says)
		}
	}
	march := h.On("2018-03-01")[0]
	if got := strings.Join(march.Reasons, "; "); !strings.Contains(got, `whether it bore the name "Hay’at" is not certain: not in the list as of 3 July 2017, in that as of 24 August 2018`) {
		t.Errorf("the reasons are %q", got)
	}
	june := h.On("2013-06-15")[0]
	if got := strings.Join(june.Reasons, "; "); !strings.Contains(got, "listed under QDe.115: Previously listed between 30 May 2013 and 13 May 2014 as an aka of Al-Qaida in Iraq (QDe.115) (the comments in the list as of 3 July 2017)") {
		t.Errorf("the reasons are %q", got)
	}
}

func TestWhatAnotherEntrySays(t *testing.T) {
	e := entry("2014-05-14", "Front")
	e.Ref = "QDe.137"
	man := sanctions.Entry{ID: "1", Ref: "QDi.317", Listed: "2013-07-24", Names: []sanctions.Name{{Text: "X"}},
		Comments: "He leads the Front (QDe.137), a group listed in May 2014, and previously listed as an alias of Al-Qaida in Iraq (AQI) (QDe.115) between 30 May 2013 and 13 May 2014."}
	h := chronicle(t, file("2017-07-03", e, man))
	if got := h.On("2013-12-01"); len(got) != 2 || got[0].Answer != truceline.Unknown || !strings.Contains(got[0].Reasons[0], "by the entry QDi.317 only") {
		t.Errorf("another entry's word makes it %+v, want possible and no more", got)
	}
	if e := h.Courses[1].Earlier; len(e) > 0 {
		t.Errorf("what the sentence says of the group is taken for the man's: %+v", e)
	}
}

func TestChronicleRefuses(t *testing.T) {
	other := file("2018-01-01")
	other.List = "m"
	for name, files := range map[string][]sanctions.Snapshot{
		"two lists":   {file("2017-01-01"), other},
		"a year only": {file("2017")},
		"no day":      {file("")},
	} {
		if _, err := sanctions.Chronicle(files); truceline.KindOf(err) != truceline.InvalidKind {
			t.Errorf("%s: %v, want a Problem", name, err)
		}
	}
	if h, err := sanctions.Chronicle(nil); err != nil || len(h.On("2018-01-01")) > 0 {
		t.Errorf("no file: %+v, %v", h, err)
	}
}

// A small world: three entries, ten days of which files may be, dates of all sorts.
var (
	start = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	grid  = func() []sanctions.Date {
		var out []sanctions.Date
		for i := range 40 {
			out = append(out, sanctions.Date(start.AddDate(0, 0, i-2).Format(time.DateOnly)))
		}
		return out
	}()
	someDay   = rapid.SampledFrom(grid[2:38])
	someDate  = rapid.OneOf(someDay, rapid.SampledFrom([]sanctions.Date{"", "2020-01", "2020", "0000"}))
	someEntry = func(id string) *rapid.Generator[sanctions.Entry] {
		return rapid.Custom(func(t *rapid.T) sanctions.Entry {
			e := sanctions.Entry{ID: id, Ref: "R" + id, Listed: someDate.Draw(t, "listed")}
			for _, n := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"Front", "Army", "Hay’at", "HAY'AT"}), 1, 3, rapid.ID).Draw(t, "names") {
				e.Names = append(e.Names, sanctions.Name{Text: n})
			}
			if rapid.IntRange(0, 2).Draw(t, "amend") == 0 {
				e.Amended = rapid.SliceOfN(someDate, 1, 2).Draw(t, "amended")
			}
			if rapid.IntRange(0, 4).Draw(t, "delist") == 0 {
				e.Delisted = someDate.Draw(t, "delisted")
			}
			return e
		})
	}
	someFile = rapid.Custom(func(t *rapid.T) sanctions.Snapshot {
		s := file(someDay.Draw(t, "on"))
		for _, id := range []string{"1", "2"} {
			if rapid.IntRange(0, 3).Draw(t, "holds") > 0 {
				s.Entries = append(s.Entries, someEntry(id).Draw(t, "entry"))
			}
		}
		return s
	})
)

func TestOrderOfFilesDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		files := rapid.SliceOfN(someFile, 1, 5).Draw(t, "files")
		a, err := sanctions.Chronicle(files)
		if err != nil {
			t.Fatal(err)
		}
		other := rapid.Permutation(files).Draw(t, "order")
		for i, f := range other {
			other[i].Entries = rapid.Permutation(f.Entries).Draw(t, "entries")
		}
		b, err := sanctions.Chronicle(other)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := json.Marshal(a)
		got, _ := json.Marshal(b)
		if d := cmp.Diff(string(want), string(got)); d != "" {
			t.Fatalf("(-want +got)\n%s", d)
		}
	})
}

// answers are those of a history for a day: of each entry and of each of its names.
func answers(h sanctions.History, d sanctions.Date) map[string]truceline.Answer {
	out := make(map[string]truceline.Answer)
	for _, c := range h.Courses {
		answer, _ := c.On(d)
		out[c.ID] = answer
		for _, n := range c.Called {
			k := c.ID + " " + strings.ToLower(strings.ReplaceAll(n.Text, "’", "'"))
			if _, ok := out[k]; !ok {
				out[k] = truceline.No
			}
			out[k] = out[k].Or(n.Span.On(d))
		}
	}
	return out
}

// A later file may settle what was open and open what was settled. It never
// turns a yes of the time that the earlier files cover into a no, nor back.
func TestALaterFileNeverTurnsAnAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		files := rapid.SliceOfN(someFile, 1, 4).Draw(t, "files")
		later := someFile.Draw(t, "later")
		newest := slices.MaxFunc(files, func(a, b sanctions.Snapshot) int { return strings.Compare(string(a.On), string(b.On)) }).On
		if later.On <= newest {
			t.Skip("not later")
		}
		before, _ := sanctions.Chronicle(files)
		after, _ := sanctions.Chronicle(append(slices.Clone(files), later))
		for _, d := range grid {
			if d > newest {
				break
			}
			was, is := answers(before, d), answers(after, d)
			for k, a := range was {
				if b := is[k]; a != b && a != truceline.Unknown && b != truceline.Unknown {
					x, _ := json.MarshalIndent(before, "", " ")
					y, _ := json.MarshalIndent(after, "", " ")
					t.Fatalf("%s on %s: %s, and %s with the later file\n%s\n%s", k, d, a, b, x, y)
				}
			}
		}
	})
}

// On the day of a file the answer is never against what the files of it say.
func TestTheFileOfADayIsNotContradicted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		files := rapid.SliceOfN(someFile, 1, 4).Draw(t, "files")
		h, _ := sanctions.Chronicle(files)
		for _, f := range files {
			got := answers(h, f.On)
			for _, c := range h.Courses {
				i := slices.IndexFunc(f.Entries, func(e sanctions.Entry) bool { return e.ID == c.ID })
				switch {
				case i < 0 && got[c.ID] == truceline.Yes && !slices.ContainsFunc(files, func(g sanctions.Snapshot) bool {
					return g.On == f.On && slices.ContainsFunc(g.Entries, func(e sanctions.Entry) bool { return e.ID == c.ID })
				}):
					t.Fatalf("the file of %s does not hold %s, and the answer is yes\n%+v", f.On, c.ID, c)
				case i >= 0 && len(f.Entries[i].Delisted) < 5 && got[c.ID] == truceline.No:
					t.Fatalf("the file of %s holds %s, and the answer is no\n%+v", f.On, c.ID, c)
				}
			}
		}
	})
}

func TestSpanAgreesWithItsTerm(t *testing.T) {
	zone, err := time.LoadLocation("Asia/Damascus")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		h, _ := sanctions.Chronicle(rapid.SliceOfN(someFile, 1, 4).Draw(t, "files"))
		for _, c := range h.Courses {
			spans := []sanctions.Span{c.Stands}
			for _, n := range c.Called {
				spans = append(spans, n.Span)
			}
			for _, s := range spans {
				term := s.Term(zone)
				for i, d := range grid[:len(grid)-1] {
					at := func(d sanctions.Date) time.Time {
						x, _ := time.ParseInLocation(time.DateOnly, string(d), zone)
						return x.UTC()
					}
					got := term.During(truceline.Interval{From: at(d), To: at(grid[i+1])}).Answer()
					if want := s.On(d); got != want {
						t.Fatalf("%+v on %s: %s, and its term says %s", s, d, want, got)
					}
				}
			}
		}
	})
}
