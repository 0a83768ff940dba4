package sanctions_test

import (
	"strings"
	"testing"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/sanctions"
)

func on(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// The successive names of one entry: the engine's answer waits for the
// amendment that took each name in.
func TestExcludedByTheListAsOfThatDay(t *testing.T) {
	list, err := sanctions.NewList([]sanctions.Designation{{
		Ref: "QDe.137", Name: "Al-Nusrah Front", Listed: on(2014, 5, 14),
		Taken: []sanctions.TakenName{{Name: "Fath al-Sham", On: on(2017, 6, 7)}, {Name: "Tahrir al-Sham", On: on(2018, 6, 5)}},
	}, {
		Ref: "X.1", Name: "Gone", Listed: on(2010, 1, 1), Delisted: on(2016, 1, 1),
	}}, []sanctions.Match{
		{Party: "nusra", Ref: "QDe.137", Decided: true, By: "editors", Reason: "the entry itself"},
		{Party: "jfs", Ref: "QDe.137", Name: "Fath al-Sham", Decided: true, By: "editors", Reason: "renamed"},
		{Party: "hts", Ref: "QDe.137", Name: "Tahrir al-Sham", Decided: true, By: "editors", Reason: "merged"},
		{Party: "maybe", Ref: "QDe.137", By: "analyst", Reason: "shared leaders"},
		{Party: "gone", Ref: "X.1", Decided: true, By: "editors", Reason: "same"},
		{Party: "namesake", Ref: "QDe.137", Denied: true, By: "an analyst", Reason: "a school of that name."},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name string
		id   party.ID
		day  time.Time
		want truceline.Answer
		says string
	}{
		{"before the entry", "nusra", on(2014, 1, 1), truceline.No, "not yet listed"},
		{"since the entry", "nusra", on(2017, 1, 1), truceline.Yes, "listed since 14 May 2014"},
		{"renamed, not yet taken in", "jfs", on(2017, 1, 10), truceline.Unknown, "took in the name"},
		{"renamed and taken in", "jfs", on(2017, 7, 1), truceline.Yes, "under this name since 7 June 2017"},
		{"the last name during the case", "hts", on(2018, 3, 16), truceline.Unknown, "only on 5 June 2018"},
		{"the last name after the amendment", "hts", on(2018, 6, 5), truceline.Yes, "under this name"},
		{"a match that nobody decided", "maybe", on(2018, 1, 1), truceline.Unknown, "not decided"},
		{"delisted", "gone", on(2017, 1, 1), truceline.No, "delisted"},
		{"a match that was decided against", "namesake", on(2018, 1, 1), truceline.No, "an analyst decided that the group is not the subject of QDe.137 (Al-Nusrah Front): a school of that name"},
		{"matched to nothing", "other", on(2017, 1, 1), truceline.No, "matched to no entry"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			iv := truceline.Interval{From: tc.day, To: tc.day.AddDate(0, 0, 1)}
			if got := list.Excluded(tc.id).During(iv).Answer(); got != tc.want {
				t.Errorf("Excluded(%s) on %s = %v, want %v", tc.id, tc.day.Format(time.DateOnly), got, tc.want)
			}
			if got := strings.Join(list.Reasons(tc.id, "the group", iv, time.UTC), "; "); !strings.Contains(got, tc.says) {
				t.Errorf("the reason %q does not say %q", got, tc.says)
			}
		})
	}
	for name, m := range map[string]sanctions.Match{
		"an entry that is not there":     {Party: "a", Ref: "Y.1"},
		"a name that was never taken in": {Party: "a", Ref: "X.1", Name: "Else"},
	} {
		if _, err := sanctions.NewList([]sanctions.Designation{{Ref: "X.1"}}, []sanctions.Match{m}); truceline.KindOf(err) != truceline.InvalidKind {
			t.Errorf("%s: %v, want a Problem", name, err)
		}
	}
}
