package sanctions_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/sanctions"
)

// An extract of a list beside the list: each narrows what the other leaves open.
func TestListsThatHoldOneEntry(t *testing.T) {
	extract := func(on sanctions.Date, e sanctions.Entry) sanctions.Snapshot {
		s := file(on, e)
		s.List, s.Format, s.Entries[0].Comments = "extract", "csv", ""
		return s
	}
	a := chronicle(t, extract("2017-07-03", nusra()), extract("2018-08-24", nusra2018()))
	whole := chronicle(t, file("2018-08-24", nusra2018()))
	gone := chronicle(t, file("2018-08-24", nusra2018()), file("2026-03-01"))
	before := chronicle(t, file("2016-01-01", nusra()), file("2017-01-01"))
	otherDay := nusra2018()
	otherDay.Listed = "2014-06-01"
	contrary := chronicle(t, file("2018-08-24", otherDay))
	for _, tc := range []struct {
		name  string
		lists []sanctions.History
		id    string
		day   time.Time
		want  truceline.Answer
		says  string // among the contradictions
	}{
		{"the comments of the whole list", []sanctions.History{a, whole}, "nusra", on(2013, 12, 1), truceline.Yes, ""},
		{"the extract alone has none", []sanctions.History{a}, "nusra", on(2013, 12, 1), truceline.No, ""},
		{"a name that the earlier file of the extract has", []sanctions.History{a, whole}, "jfs", on(2017, 7, 1), truceline.Yes, ""},
		{"the whole list alone does not know it", []sanctions.History{whole}, "jfs", on(2017, 7, 1), truceline.Unknown, ""},
		{"a name that it lacks", []sanctions.History{a, whole}, "hts", on(2018, 6, 4), truceline.Unknown, ""},
		{"and has", []sanctions.History{a, whole}, "hts", on(2018, 6, 5), truceline.Yes, ""},
		{"removed, by the list that reaches further", []sanctions.History{a, gone}, "nusra", on(2026, 3, 1), truceline.No, ""},
		{"not yet, by the other", []sanctions.History{a, gone}, "nusra", on(2018, 8, 24), truceline.Yes, ""},
		{"between the two", []sanctions.History{a, gone}, "nusra", on(2020, 1, 1), truceline.Unknown, ""},
		{"removed by one while the other holds it", []sanctions.History{a, before}, "nusra", on(2018, 3, 1), truceline.Unknown, "give days that contradict each other"},
		{"before both contradict", []sanctions.History{a, before}, "nusra", on(2016, 1, 1), truceline.Yes, "give days that contradict each other"},
		{"two days of listing", []sanctions.History{a, contrary}, "nusra", on(2014, 5, 20), truceline.Unknown, "give days that contradict each other"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for range 2 { // in either order
				merged, contradictions := sanctions.Merge(nil, tc.lists, time.UTC)
				if got := strings.Join(contradictions, "; "); !strings.Contains(got, tc.says) || tc.says == "" && got != "" {
					t.Errorf("contradictions %q, want %q", got, tc.says)
				}
				l, err := sanctions.NewList(merged, matches())
				if err != nil {
					t.Fatal(err)
				}
				iv := truceline.Interval{From: tc.day, To: tc.day.AddDate(0, 0, 1)}
				for _, m := range matches() {
					if string(m.Party) == tc.id {
						if got := l.Excluded(m.Party).During(iv).Answer(); got != tc.want {
							t.Errorf("%s, want %s: %q", got, tc.want, l.Reasons(m.Party, "P", iv, time.UTC))
						}
					}
				}
				slices.Reverse(tc.lists)
			}
		})
	}
	stranger := entry("2010-01-01", "Something else")
	stranger.Ref = "QDe.137"
	s := file("2018-01-01", stranger)
	s.List = "other"
	merged, _ := sanctions.Merge(nil, []sanctions.History{a, chronicle(t, s)}, time.UTC)
	if len(merged) != 1 || len(merged[0].Term.Certain) > 0 {
		t.Errorf("entries of two lists that share only the reference are taken for one: %+v", merged)
	}
}
