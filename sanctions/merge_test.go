package sanctions_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/sanctions"
)

// nusra is the entry QDe.137 as the files of 2017 and of 2018 have it, in short.
func nusra(names ...string) sanctions.Entry {
	e := entry("2014-05-14", append([]string{"AL-NUSRAH FRONT FOR THE PEOPLE OF THE LEVANT", "Jabhat al-Nusrah", "Jabhat Fath al-Sham"}, names...)...)
	e.Ref = "QDe.137"
	e.Amended = []sanctions.Date{"2017-06-07"}
	e.Comments = "Previously listed between 30 May 2013 and 13 May 2014 as an aka of Al-Qaida in Iraq (QDe.115)."
	return e
}

func nusra2018() sanctions.Entry {
	e := nusra("Hay’at Tahrir al-Sham")
	e.Amended = append(e.Amended, "2018-06-05")
	return e
}

// stated is what the case says of it.
func stated() sanctions.Designation {
	return sanctions.Designation{
		Ref: "QDe.137", List: "the list", Name: "Al-Nusrah Front for the People of the Levant", Names: truceline.Names{"tr": "Nusra Cephesi"},
		Listed: on(2014, 5, 14), Taken: []sanctions.TakenName{
			{Name: "Jabhat Fath al-Sham", On: on(2017, 6, 7), Note: "n"}, {Name: "Hay'at Tahrir al-Sham", On: on(2018, 6, 5)},
		},
	}
}

func matches() []sanctions.Match {
	return []sanctions.Match{
		{Party: "nusra", Ref: "QDe.137", Decided: true, By: "editors", Reason: "the entry itself"},
		{Party: "jfs", Ref: "QDe.137", Name: "Jabhat Fath al-Sham", Decided: true, By: "editors", Reason: "renamed"},
		{Party: "hts", Ref: "QDe.137", Name: "Hay'at Tahrir al-Sham", Decided: true, By: "editors", Reason: "merged"},
		{Party: "maybe", Ref: "QDe.137", By: "an analyst", Reason: "shared leaders"},
	}
}

func merge(t testing.TB, ds []sanctions.Designation, files ...sanctions.Snapshot) (*sanctions.List, []sanctions.Designation, []string) {
	t.Helper()
	merged, contradictions := sanctions.Merge(ds, []sanctions.History{chronicle(t, files...)}, time.UTC)
	l, err := sanctions.NewList(merged, matches())
	if err != nil {
		t.Fatal(err)
	}
	return l, merged, contradictions
}

func TestMergedAnswers(t *testing.T) {
	first, second := file("2017-07-03", nusra()), file("2018-08-24", nusra2018())
	gone := file("2026-03-01")
	for _, tc := range []struct {
		name  string
		given []sanctions.Designation
		files []sanctions.Snapshot
		id    party.ID
		day   time.Time
		want  truceline.Answer
		says  string
	}{
		{"under another entry", []sanctions.Designation{stated()}, []sanctions.Snapshot{first, second}, "nusra", on(2013, 12, 1), truceline.Yes, "the group is QDe.137 (Al-Nusrah Front for the People of the Levant), listed under QDe.115: Previously listed between 30 May 2013 and 13 May 2014 as an aka of Al-Qaida in Iraq (QDe.115) (the comments in the list as of 3 July 2017)"},
		{"the last day of it", nil, []sanctions.Snapshot{first, second}, "nusra", on(2014, 5, 13), truceline.Yes, "its own listing follows on 14 May 2014"},
		{"before it", nil, []sanctions.Snapshot{first, second}, "nusra", on(2013, 5, 29), truceline.No, "the group was not yet listed: QDe.137 is listed from 14 May 2014 (LISTED_ON is 14 May 2014 in the list as of 24 August 2018; in the list as of 3 July 2017 and 24 August 2018); the first file is of 3 July 2017"},
		{"its own listing", []sanctions.Designation{stated()}, []sanctions.Snapshot{first, second}, "nusra", on(2018, 3, 1), truceline.Yes, "the group is QDe.137 (Al-Nusrah Front for the People of the Levant), listed since 14 May 2014 (LISTED_ON is 14 May 2014 in the list as of 24 August 2018; in the list as of 3 July 2017 and 24 August 2018); match decided by editors"},
		{"renamed, not taken in", []sanctions.Designation{stated()}, []sanctions.Snapshot{first}, "jfs", on(2017, 1, 10), truceline.Unknown, "the group is matched to QDe.137 (Al-Nusrah Front for the People of the Levant), listed since 14 May 2014, but the list took in this name only on 7 June 2017 (in the list as of 3 July 2017; the last amendment of the entry before it is of 7 June 2017, and whether the name came with it or earlier is not stated; the case says on 7 June 2017, which the files leave open): before it, unknown"},
		{"renamed, and the case says nothing", nil, []sanctions.Snapshot{first}, "jfs", on(2017, 1, 10), truceline.Unknown, "but this name is certain only from 7 June 2017 (in the list as of 3 July 2017;"},
		{"taken in", []sanctions.Designation{stated()}, []sanctions.Snapshot{first}, "jfs", on(2017, 6, 7), truceline.Yes, "under this name since 7 June 2017 (in the list as of 3 July 2017"},
		{"not taken in, by both files", []sanctions.Designation{stated()}, []sanctions.Snapshot{first, second}, "hts", on(2018, 6, 4), truceline.Unknown, "but the list took in this name only on 5 June 2018 (not in the list as of 3 July 2017, in that as of 24 August 2018; the only amendment between the two files is of 5 June 2018): before it, unknown"},
		{"taken in, by both files", nil, []sanctions.Snapshot{first, second}, "hts", on(2018, 6, 5), truceline.Yes, "under this name since 5 June 2018"},
		{"by the case, after the newest file", []sanctions.Designation{stated()}, []sanctions.Snapshot{first}, "hts", on(2018, 6, 5), truceline.Yes, "under this name since 5 June 2018 (by the case; the newest file, of 3 July 2017, is earlier); match decided by editors; the newest file is of 3 July 2017: no later one was imported"},
		{"in no file and not in the case", nil, []sanctions.Snapshot{first}, "hts", on(2018, 6, 5), truceline.Unknown, `but the name "Hay'at Tahrir al-Sham" is certain at no time ("Hay'at Tahrir al-Sham" is not among its names in the list as of 3 July 2017): unknown`},
		{"after the newest file", nil, []sanctions.Snapshot{first, second}, "hts", on(2020, 1, 1), truceline.Yes, "the newest file is of 24 August 2018: no later one was imported, and the list is taken to stand as it did"},
		{"proposed only", nil, []sanctions.Snapshot{first, second}, "maybe", on(2018, 7, 1), truceline.Unknown, "proposed by an analyst and not decided"},
		{"vanished, between the files", nil, []sanctions.Snapshot{first, second, gone}, "nusra", on(2020, 1, 1), truceline.Unknown, "whether it was listed throughout those days is not certain: LISTED_ON is 14 May 2014 in the list as of 24 August 2018; in the list as of 3 July 2017 and 24 August 2018; not in the list as of 1 March 2026, and no file states when it was removed"},
		{"vanished", nil, []sanctions.Snapshot{first, second, gone}, "nusra", on(2026, 3, 1), truceline.No, "the group was not listed then: QDe.137"},
		{"vanished, and a match by name", nil, []sanctions.Snapshot{first, second, gone}, "hts", on(2026, 3, 1), truceline.No, "the group was not listed then: QDe.137"},
		{"delisted by its own statement", nil, []sanctions.Snapshot{first, second, file("2026-03-01", delisted(nusra2018(), "2026-02-27"))}, "nusra", on(2026, 2, 26), truceline.Yes, "DELISTED_ON is 27 February 2026 in the list as of 1 March 2026"},
		{"the day of it", nil, []sanctions.Snapshot{first, second, file("2026-03-01", delisted(nusra2018(), "2026-02-27"))}, "nusra", on(2026, 2, 27), truceline.No, "DELISTED_ON is 27 February 2026"},
		{"a name that went", nil, []sanctions.Snapshot{first, second, file("2019-01-01", nusra())}, "hts", on(2019, 2, 1), truceline.Unknown, "but this name is no longer certain from 25 August 2018 (not in the list as of 3 July 2017, in that as of 24 August 2018; the only amendment between the two files is of 5 June 2018; in the list as of 24 August 2018, not in that as of 1 January 2019; no amendment in between is stated): unknown from then on"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			l, _, contradictions := merge(t, tc.given, tc.files...)
			iv := truceline.Interval{From: tc.day, To: tc.day.AddDate(0, 0, 1)}
			if got := l.Excluded(tc.id).During(iv).Answer(); got != tc.want {
				t.Errorf("Excluded(%s) = %v, want %v", tc.id, got, tc.want)
			}
			if got := strings.Join(l.Reasons(tc.id, "the group", iv, time.UTC), "; "); !strings.Contains(got, tc.says) {
				t.Errorf("the reason\n%s\ndoes not say\n%s", got, tc.says)
			}
			if len(contradictions) > 0 {
				t.Errorf("contradictions: %q", contradictions)
			}
		})
	}
}

// Where the files agree with the case, the engine is told the same days.
func TestMergeLeavesWhatAgrees(t *testing.T) {
	_, merged, contradictions := merge(t, []sanctions.Designation{stated()}, file("2017-07-03", nusra()), file("2018-08-24", nusra2018()))
	if len(contradictions) > 0 {
		t.Errorf("contradictions: %q", contradictions)
	}
	d, want := merged[0], stated()
	if d.Name != want.Name || !d.Listed.Equal(want.Listed) || !d.Delisted.IsZero() || d.List != "the list" || d.Names["tr"] == "" {
		t.Errorf("%+v, want what the case says", d)
	}
	for i, n := range want.Taken {
		if got := d.Taken[i]; got.Name != n.Name || !got.On.Equal(n.On) || !got.Until.IsZero() || got.Note != n.Note || got.Basis == "" {
			t.Errorf("name %d: %+v, want %+v", i, got, n)
		}
	}
	if i := slices.IndexFunc(d.Taken, func(n sanctions.TakenName) bool { return n.Name == "Jabhat al-Nusrah" }); i < 0 || !d.Taken[i].On.Equal(on(2017, 6, 7)) || !d.Taken[i].From.Equal(on(2014, 5, 14)) {
		t.Errorf("the names of the files are not among %+v", d.Taken)
	}
	alone, _ := sanctions.Merge([]sanctions.Designation{stated()}, nil, time.UTC)
	before, _ := json.Marshal(stated())
	after, _ := json.Marshal(alone[0])
	if diff := cmp.Diff(string(before), string(after)); diff != "" {
		t.Errorf("without a list the case's designation changes (-want +got)\n%s", diff)
	}
}

func TestMergeContradictions(t *testing.T) {
	late := file("2017-07-03")
	for _, tc := range []struct {
		name   string
		change func(*sanctions.Designation)
		files  []sanctions.Snapshot
		listed time.Time
		says   string // "" : no contradiction
	}{
		{"another day of listing", func(d *sanctions.Designation) { d.Listed = on(2014, 5, 15) }, nil, on(2014, 5, 14), "QDe.137: the case says that it was listed on 15 May 2014; the files say otherwise: LISTED_ON is 14 May 2014"},
		{"the day of the earlier listing", func(d *sanctions.Designation) { d.Listed = on(2013, 5, 30) }, nil, on(2014, 5, 14), ""},
		{"within what the files leave open", func(d *sanctions.Designation) { d.Listed = on(2016, 1, 1) }, []sanctions.Snapshot{late, file("2018-08-24", nusra2018())}, on(2016, 1, 1), ""},
		{"delisted while a file holds it", func(d *sanctions.Designation) { d.Delisted = on(2018, 1, 1) }, nil, on(2014, 5, 14), "the case says that it was delisted on 1 January 2018; the files say otherwise"},
		{"delisted after the newest file", func(d *sanctions.Designation) { d.Delisted = on(2026, 2, 27) }, nil, on(2014, 5, 14), ""},
		{"a name taken in on another day", func(d *sanctions.Designation) { d.Taken[1].On = on(2017, 1, 28) }, nil, on(2014, 5, 14), `the case says that the list took in the name "Hay'at Tahrir al-Sham" on 28 January 2017; the files say otherwise: not in the list as of 3 July 2017`},
		{"a name in no file", func(d *sanctions.Designation) { d.Taken[1].Name = "Other" }, nil, on(2014, 5, 14), `the case says that the list took in the name "Other" on 5 June 2018; "Other" is not among its names in the list as of 3 July 2017 and 24 August 2018`},
		{"another name", func(d *sanctions.Designation) { d.Name = "The Front" }, nil, on(2014, 5, 14), `the case calls it "The Front", the list as of 24 August 2018 "AL-NUSRAH FRONT FOR THE PEOPLE OF THE LEVANT"`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := stated()
			tc.change(&d)
			files := tc.files
			if files == nil {
				files = []sanctions.Snapshot{file("2017-07-03", nusra()), file("2018-08-24", nusra2018())}
			} else {
				d.Taken = nil
			}
			merged, got := sanctions.Merge([]sanctions.Designation{d}, []sanctions.History{chronicle(t, files...)}, time.UTC)
			if tc.says == "" && len(got) > 0 || tc.says != "" && (len(got) != 1 || !strings.Contains(got[0], tc.says)) {
				t.Errorf("contradictions %q, want %q", got, tc.says)
			}
			if !merged[0].Listed.Equal(tc.listed) {
				t.Errorf("listed %s, want %s", merged[0].Listed, tc.listed)
			}
			if !d.Delisted.IsZero() && tc.says == "" && !merged[0].Delisted.Equal(d.Delisted) {
				t.Errorf("delisted %s, want %s", merged[0].Delisted, d.Delisted)
			}
		})
	}
}

// An entry that only the case has, of a list whose files are there.
func TestMergeOfWhatNoFileHolds(t *testing.T) {
	files := []sanctions.Snapshot{file("2017-07-03", nusra())}
	for _, tc := range []struct {
		name             string
		listed, delisted time.Time
		want             truceline.Answer
		says             string
	}{
		{"listed after the newest file", on(2017, 7, 20), time.Time{}, truceline.Yes, ""},
		{"removed before the first file", on(2010, 1, 1), on(2016, 1, 1), truceline.No, ""},
		{"it should be there", on(2010, 1, 1), time.Time{}, truceline.Unknown, "QDe.999: the case says that it is listed since 1 January 2010, and the list as of 3 July 2017 does not hold it"},
	} {
		d := sanctions.Designation{Ref: "QDe.999", List: "the list", Name: "N", Listed: tc.listed, Delisted: tc.delisted}
		merged, got := sanctions.Merge([]sanctions.Designation{stated(), d}, []sanctions.History{chronicle(t, files...)}, time.UTC)
		if strings.Join(got, "") != tc.says {
			t.Errorf("%s: contradictions %q, want %q", tc.name, got, tc.says)
		}
		l, err := sanctions.NewList(merged, []sanctions.Match{{Party: "p", Ref: "QDe.999", Decided: true, By: "editors"}})
		if err != nil {
			t.Fatal(err)
		}
		iv := truceline.Interval{From: on(2018, 1, 1), To: on(2018, 1, 2)}
		if got := l.Excluded("p").During(iv).Answer(); got != tc.want {
			t.Errorf("%s: %s, want %s: %q", tc.name, got, tc.want, l.Reasons("p", "P", iv, time.UTC))
		}
	}
	other := sanctions.Designation{Ref: "XX.1", List: "another list", Name: "N", Listed: on(2010, 1, 1)}
	merged, got := sanctions.Merge([]sanctions.Designation{stated(), other}, []sanctions.History{chronicle(t, files...)}, time.UTC)
	if len(got) > 0 || len(merged[1].AsOf) > 0 {
		t.Errorf("an entry of another list: %+v, %q", merged[1], got)
	}
}

func TestMergeOfOneReferenceTwice(t *testing.T) {
	twin := entry("2015-01-01", "Other")
	twin.ID, twin.Ref = "8", "QDe.137"
	h := chronicle(t, file("2017-07-03", nusra(), twin))
	merged, got := sanctions.Merge([]sanctions.Designation{stated()}, []sanctions.History{h}, time.UTC)
	if len(got) != 0 || len(merged) != 1 || !merged[0].Listed.Equal(on(2014, 5, 14)) {
		t.Errorf("the name tells which is meant: %q, %+v", got, merged)
	}
	merged, _ = sanctions.Merge(nil, []sanctions.History{h}, time.UTC)
	if len(merged) != 1 || len(merged[0].Term.Certain) > 0 || !strings.Contains(merged[0].Basis[0], "stands for 2 entries") {
		t.Errorf("nothing tells which is meant: %+v", merged)
	}
}

func TestMergeFindsFormerReferences(t *testing.T) {
	was, is := entry("2014-05-14", "N"), entry("2014-05-14", "N")
	is.Ref = "F"
	merged, _ := sanctions.Merge([]sanctions.Designation{{Ref: "E", Name: "N", Listed: on(2014, 5, 14)}}, []sanctions.History{chronicle(t, file("2017-07-03", was), file("2018-08-24", is))}, time.UTC)
	if len(merged) != 2 || len(merged[0].AsOf) != 2 || merged[1].Ref != "F" {
		t.Errorf("%+v, want E by its history, and F", merged)
	}
}

// Days of a list are days of the case's zone.
func TestMergeInAZone(t *testing.T) {
	zone := time.FixedZone("east", 3*3600)
	merged, got := sanctions.Merge([]sanctions.Designation{{Ref: "E", Name: "N", Listed: time.Date(2014, 5, 13, 21, 0, 0, 0, time.UTC)}},
		[]sanctions.History{chronicle(t, file("2017-07-03", entry("2014-05-14", "N")))}, zone)
	if len(got) > 0 || !merged[0].Listed.Equal(time.Date(2014, 5, 13, 21, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v, %q", merged, got)
	}
}
