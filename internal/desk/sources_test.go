package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/report"
)

// An event as UCDP has it, and the same as another source has it, one origin in
// common and twelve more dead.
const (
	acledHeader = "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,interaction,country,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities\n"
	sameClash   = "SYR1,01 June 2017,1,Battles,Armed clash,Government of Syria,Syrian insurgents,12,Syria,Idleb,Idlib,35.93,36.63,1,SOHR,Clashes in Idlib,13\n"
	ownShelling = "SYR2,05 June 2017,2,Explosions/Remote violence,Shelling/artillery/missile attack,Government of Syria,Unheard Brigade,12,Syria,Idleb,Idlib,35.93,36.63,2,Orient; Reuters,Shelling of the town,2\n"
)

func all(t *testing.T, d *desk.Desk, id report.SourceID, span truceline.Interval) desk.SourceView {
	t.Helper()
	v, err := d.Source(t.Context(), id, span, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSourcesAreCounted(t *testing.T) {
	d := newDesk(t)
	load(t, d, astana(t))
	importCSV(t, d, "ged.csv", "ged", gedHeader+clash+other+"3,1,Government of Syria,IS,,4,,,,35.95,39.01,2,2017-07-02,2017-07-05,2,9,4\nbad row,1\n")
	importCSV(t, d, "acled.csv", "acled", acledHeader+sameClash+ownShelling)
	importCSV(t, d, "totals.csv", "claims", "report_id,bulletin_date,date_precision,ru_total,tr_total\nB1,2017-06-02,day,4,7\nB2,,unknown,5,\n")

	got := all(t, d, "ucdp-ged", truceline.Interval{})
	got.Source = report.Source{}
	zone, _ := time.LoadLocation("Asia/Damascus")
	want := desk.SourceView{
		Reports: 3, Period: truceline.Interval{From: localDay(2017, 6, 1, zone).From, To: localDay(2017, 7, 5, zone).To},
		Months:    []desk.Volume{{Month: "2017-06", Reports: 2}, {Month: "2017-07", Reports: 1}},
		Incidents: 3, Alone: 2, ByOrigins: [4]int{1, 1, 1, 0},
		Origins:   []desk.OriginUse{{Origin: "SOHR", Named: 2, Only: 1}, {Origin: "Reuters", Named: 1}},
		Repeating: 1,
		Places:    []desk.ClassCount{{Class: "exact", N: 2}, {Class: "wide", N: 1}},
		Times:     []desk.ClassCount{{Class: "day", N: 2}, {Class: "week", N: 1}},
		Remarked:  1, Refused: 1,
		Beside: []desk.Agreement{{Source: "acled", Incidents: 1, Disputes: []desk.DisputeCount{{Aspect: incident.OverCount, N: 1}}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}

	other := all(t, d, "acled", truceline.Interval{})
	if diff := cmp.Diff([]desk.NameCount{{Name: "Unheard Brigade", N: 1}}, other.Unresolved); diff != "" {
		t.Error("unresolved names:", diff)
	}
	if other.Alone != 1 || other.ByOrigins != [4]int{0, 1, 1, 0} || other.Refused != 0 {
		t.Errorf("acled: alone %d, by origins %v, refused %d; want 1, [0 1 1 0], 0", other.Alone, other.ByOrigins, other.Refused)
	}
	ru := all(t, d, "ru-part", truceline.Interval{})
	if ru.Claims != 2 || ru.Undated != 1 || !slices.Equal(ru.Months, []desk.Volume{{Month: "2017-06", Claims: 1}}) {
		t.Errorf("ru-part: %d claims, %d undated, %v; want 2, 1, one of June", ru.Claims, ru.Undated, ru.Months)
	}
	july := all(t, d, "ucdp-ged", truceline.Interval{From: localDay(2017, 7, 1, zone).From, To: localDay(2017, 7, 31, zone).To})
	if july.Reports != 1 || july.Incidents != 1 || len(july.Beside) != 0 || july.Refused != 1 {
		t.Errorf("July: %d reports, %d incidents, beside %v, %d refused; want 1, 1, none, 1", july.Reports, july.Incidents, july.Beside, july.Refused)
	}

	if _, err := d.Source(t.Context(), "nobody", truceline.Interval{}, time.Time{}); truceline.KindOf(err) != truceline.NotFoundKind {
		t.Errorf("an unknown source: %v, want not found", err)
	}
	every, err := d.Sources(t.Context(), truceline.Interval{}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(every, func(a, b desk.SourceView) int { return strings.Compare(string(a.Source.ID), string(b.Source.ID)) }) || len(every) != len(astana(t).Facts.Sources) {
		t.Errorf("%d sources, or not in order", len(every))
	}
}

// Every number of a source leads to the reports that make it.
func TestNumbersOfASourceHaveTheirReports(t *testing.T) {
	d := newDesk(t)
	load(t, d, astana(t))
	importCSV(t, d, "ged.csv", "ged", gedHeader+clash+other+"3,1,Government of Syria,IS,,4,,,,35.95,39.01,2,2017-07-02,2017-07-05,2,9,4\n")
	importCSV(t, d, "acled.csv", "acled", acledHeader+sameClash+ownShelling)
	if err := d.JudgeCredibility(t.Context(), "test", "ucdp-ged:2", 3, "one office"); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name   string
		filter desk.ReportsFilter
		want   string
	}{
		{"all", desk.ReportsFilter{}, "ucdp-ged:1 ucdp-ged:2 ucdp-ged:3"},
		{"an origin", desk.ReportsFilter{Origin: "SOHR"}, "ucdp-ged:1 ucdp-ged:2"},
		{"an origin alone", desk.ReportsFilter{Origin: "SOHR", Only: true}, "ucdp-ged:1"},
		{"no origin", desk.ReportsFilter{Origins: "0"}, "ucdp-ged:3"},
		{"two origins", desk.ReportsFilter{Origins: "2"}, "ucdp-ged:2"},
		{"nobody else", desk.ReportsFilter{Alone: true}, "ucdp-ged:2 ucdp-ged:3"},
		{"with another source", desk.ReportsFilter{With: "acled"}, "ucdp-ged:1"},
		{"with another source, independently", desk.ReportsFilter{With: "acled", Apart: true}, ""},
		{"a degree of place", desk.ReportsFilter{Place: "wide"}, "ucdp-ged:3"},
		{"a degree of time", desk.ReportsFilter{Time: "day"}, "ucdp-ged:1 ucdp-ged:2"},
		{"a month", desk.ReportsFilter{Month: "2017-07"}, "ucdp-ged:3"},
		{"odd", desk.ReportsFilter{Odd: true}, "ucdp-ged:3"},
		{"judged", desk.ReportsFilter{Judged: true}, "ucdp-ged:2"},
		{"several items", desk.ReportsFilter{Repeat: true}, "ucdp-ged:2"},
		{"several items of one origin", desk.ReportsFilter{Repeat: true, Folded: true}, ""},
		{"a name", desk.ReportsFilter{Source: "acled", Name: "Unheard Brigade"}, "acled:SYR2"},
		{"any such name", desk.ReportsFilter{Source: "acled", Unknown: true}, "acled:SYR2"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.filter.Source == "" {
				tc.filter.Source = "ucdp-ged"
			}
			out, err := d.ReportsOf(t.Context(), tc.filter)
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, r := range out.Rows {
				ids = append(ids, r.Report.ID())
				if r.Incident == "" || r.Source.ID != tc.filter.Source {
					t.Errorf("%s stands in %q, of %q", r.Report.ID(), r.Incident, r.Source.ID)
				}
			}
			if got := strings.Join(ids, " "); got != tc.want || out.Reports != len(ids) {
				t.Errorf("got %q of %d, want %q", got, out.Reports, tc.want)
			}
		})
	}
	page, err := d.ReportsOf(t.Context(), desk.ReportsFilter{Source: "ucdp-ged", Limit: 1, Offset: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Rows) != 1 || page.Rows[0].Report.ID() != "ucdp-ged:2" || page.Reports != 3 || page.Incidents != 3 {
		t.Errorf("second page of one: %d rows of %d in %d incidents, want 1 of 3 in 3", len(page.Rows), page.Reports, page.Incidents)
	}
}

func TestInformationIsJudgedApart(t *testing.T) {
	d := newDesk(t)
	load(t, d, astana(t))
	importCSV(t, d, "ged.csv", "ged", gedHeader+clash)
	ctx, id := t.Context(), "ucdp-ged:1"
	for _, tc := range []struct {
		name, id, reason string
		grade            int
		want             truceline.Kind
	}{
		{"a grade beyond the scale", id, "r", 7, truceline.InvalidKind},
		{"no reason", id, "  ", 2, truceline.InvalidKind},
		{"no such report", "ucdp-ged:9", "r", 2, truceline.NotFoundKind},
		{"taking back what nobody judged", id, "r", 0, truceline.ConflictKind},
	} {
		if err := d.JudgeCredibility(ctx, "editor", tc.id, tc.grade, tc.reason); truceline.KindOf(err) != tc.want {
			t.Errorf("%s: %v, want kind %v", tc.name, err, tc.want)
		}
	}
	judge := func(by string, grade int, reason string) time.Time {
		t.Helper()
		if err := d.JudgeCredibility(ctx, by, id, grade, reason); err != nil {
			t.Fatal(err)
		}
		known, err := d.Known(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return known
	}
	first := judge("editor", 2, "two callers")
	if again := judge("editor", 2, "two callers"); !again.Equal(first) {
		t.Error("the same judgement was recorded twice")
	}
	judge("chief editor", 4, "one of them was the other")
	back := judge("chief editor", 0, "wrong report")
	short := func(known time.Time) string {
		t.Helper()
		m, err := d.Credibility(ctx, []string{id, "ucdp-ged:9"}, known)
		if err != nil {
			t.Fatal(err)
		}
		if j, ok := m[id]; ok {
			return fmt.Sprintf("%d %s: %s, of version %d", j.Grade, j.By, j.Reason, j.Version)
		}
		return ""
	}
	if got, want := short(first), "2 editor: two callers, of version 1"; got != want {
		t.Errorf("as known first: %q, want %q", got, want)
	}
	if got := short(back); got != "" {
		t.Errorf("taken back, and it is still %q", got)
	}
	rec, err := d.ReportRecord(ctx, id, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if len(rec.Judgements) != 3 || rec.Judged != nil || rec.Incident != "i-ucdp-ged-1" || rec.File == nil || rec.File.File != "ged.csv" || !rec.File.Kept {
		t.Errorf("%d judgements, judged %v, in %s, file %+v; want 3, nil, i-ucdp-ged-1, ged.csv", len(rec.Judgements), rec.Judged, rec.Incident, rec.File)
	}
	view, err := d.Incident(ctx, "i-ucdp-ged-1", first)
	if err != nil {
		t.Fatal(err)
	}
	if j := view.Reports[0].Judged; j == nil || j.Grade != 2 {
		t.Errorf("on the incident's page as known first: %v, want grade 2", j)
	}
	if _, err := d.ReportRecord(ctx, "ucdp-ged:9", time.Time{}); truceline.KindOf(err) != truceline.NotFoundKind {
		t.Errorf("an unknown report: %v, want not found", err)
	}
	verify(t, d)
}
