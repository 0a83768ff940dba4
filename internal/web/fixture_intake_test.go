package web

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing/fstest"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/intake/bulletin"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// What the fixture says of its sources, and of files that came in.

func (f *fixture) Sources(ctx context.Context, span truceline.Interval, known time.Time) ([]desk.SourceView, error) {
	var out []desk.SourceView
	for _, s := range f.reg.Facts.Sources {
		v, err := f.Source(ctx, s.ID, span, known)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (f *fixture) Source(_ context.Context, id report.SourceID, _ truceline.Interval, _ time.Time) (desk.SourceView, error) {
	v := desk.SourceView{Source: f.view(string(id) + ":").Source}
	for _, s := range f.reg.Facts.Sources {
		if s.ID == id {
			v.Source = s
		}
	}
	switch id {
	case "ucdp-ged":
		v.Reports, v.Period = 12, truceline.Interval{From: at("2018-01-19 22:00"), To: at("2018-03-15 22:00")}
		v.Months = []desk.Volume{{Month: "2018-01", Reports: 1}, {Month: "2018-02", Reports: 8}, {Month: "2018-03", Reports: 3}}
		v.Incidents, v.Alone, v.ByOrigins = 12, 11, [4]int{1, 5, 5, 1}
		v.Origins = []desk.OriginUse{{Origin: "SOHR", Named: 11, Only: 5}, {Origin: "LCC <net>", Named: 6}}
		for i := range 14 {
			v.Origins = append(v.Origins, desk.OriginUse{Origin: fmt.Sprint("Office ", i), Named: 1})
		}
		v.Repeating, v.OneOrigin, v.Unknown = 9, 4, 2
		for i := range 20 {
			v.Unresolved = append(v.Unresolved, desk.NameCount{Name: fmt.Sprint("<gang> & ", i), N: 20 - i})
		}
		v.Places = []desk.ClassCount{{Class: "exact", N: 9}, {Class: "area", N: 3}}
		v.Times = []desk.ClassCount{{Class: "day", N: 10}, {Class: "month", N: 2}}
		v.Remarked, v.Judged, v.Refused = 1, 1, 3
		v.Beside = []desk.Agreement{{Source: "monitor", Incidents: 1, Disputes: []desk.DisputeCount{{Aspect: incident.OverTime, N: 1}, {Aspect: incident.OverCount, N: 1}}}, {Source: "centre", Incidents: 1, Independent: 1}}
	case "monitor":
		v.Reports, v.Incidents, v.ByOrigins = 1, 1, [4]int{1}
		v.Claims, v.Undated, v.Flagged = 3, 1, 1
		v.Months = []desk.Volume{{Month: "2007-02", Reports: 1}, {Month: "2018-02", Claims: 2}}
	case "centre", "talker", "walker":
	default:
		return v, truceline.NotFound("the case has no source %q", id)
	}
	return v, nil
}

func (f *fixture) ReportsOf(_ context.Context, fl desk.ReportsFilter) (desk.ReportsOf, error) {
	out := desk.ReportsOf{}
	for _, h := range f.held {
		for _, id := range h.Incident.Reports {
			if sourceOf(id) != fl.Source || fl.Name == "nobody" {
				continue
			}
			if out.Reports++; out.Reports > fl.Offset && len(out.Rows) < fl.Limit {
				v := f.view(id)
				if id == "monitor:77" {
					v.Judged = &desk.Judgement{Grade: 2}
				}
				out.Rows = append(out.Rows, desk.ReportRow{ReportView: v, Incident: h.Incident.ID})
			}
		}
	}
	out.Incidents = out.Reports
	return out, nil
}

func (f *fixture) ReportRecord(ctx context.Context, id string, _ time.Time) (desk.ReportRecord, error) {
	if f.reports[id].Source == "" {
		if !strings.HasPrefix(id, "ucdp-ged:9") { // those that the log of the fixture names
			return desk.ReportRecord{}, truceline.NotFound("no report %q was recorded by then", id)
		}
		id = "ucdp-ged:1001"
	}
	rec := desk.ReportRecord{ReportView: f.view(id), Version: 2, Versions: []desk.Version{{Seq: 1, Known: fixtureKnown.Add(-time.Hour), Entry: 11}, {Seq: 2, Known: fixtureKnown, Entry: 12}}, Proof: []byte(`{"entry":12}`)}
	for _, h := range f.held {
		for _, of := range h.Incident.Reports {
			if of == id {
				rec.Incident = h.Incident.ID
			}
		}
	}
	if id == "monitor:77" {
		all, err := f.Intake(ctx, time.Time{})
		if err != nil {
			return rec, err
		}
		rec.File = &all[0]
		rec.Judgements = []desk.Judgement{
			{Report: id, Version: 1, Grade: 2, Reason: "two callers", By: "duty editor", Known: fixtureKnown, Entry: 14},
			{Report: id, Version: 1, Reason: "wrong report", By: "duty editor", Known: fixtureKnown, Entry: 15},
			{Report: id, Version: 1, Grade: 4, Reason: "one <caller>", By: "chief editor", Known: fixtureKnown, Entry: 16},
		}
		rec.Judged = &rec.Judgements[2]
	}
	return rec, nil
}

func fixtureClaims() []report.Claim {
	return []report.Claim{
		{Source: "monitor", Number: "B1/total", Bulletin: "B1", Metric: "violations registered", Count: 5, Total: true, Published: "2018-02-11", Period: truceline.Interval{From: at("2018-02-09 22:00"), To: at("2018-02-11 22:00")}, Via: "An agency", ViaURL: "https://example.org/1"},
		{Source: "monitor", Number: "B1/SY07", Bulletin: "B1", Metric: "violations registered", Areas: []place.AreaID{"SY07", "SY05"}, AreaName: "North <and Middle>", Count: 4, Alleged: "the other side", Flags: []string{"its parts add up to 4, not to 5"}, Period: truceline.Interval{From: at("2018-02-09 22:00"), To: at("2018-02-11 22:00")}},
		{Number: "B2/total", Bulletin: "B2", Metric: "violations registered", Uncounted: true, Via: "An agency"},
	}
}

func (f *fixture) ClaimsOf(_ context.Context, id report.SourceID, _ truceline.Interval, _ time.Time) ([]desk.ClaimRow, error) {
	var out []desk.ClaimRow
	for i, c := range fixtureClaims() {
		if id == "monitor" {
			out = append(out, desk.ClaimRow{Claim: c, Entry: int64(30 + i), Known: fixtureKnown})
		}
	}
	return out, nil
}

func (f *fixture) JudgeCredibility(_ context.Context, by, id string, grade int, reason string) error {
	_, err := f.joined("%s judges %s as %d: %s", by, id, grade, reason)
	return err
}

var fixtureFile, fixtureText = report.Digest([]byte("a file")), report.Digest([]byte("a text"))

const fixtureBulletin = "11 February 2018.\nThe monitor registered 5 violations: North <and Middle> - 4, and some elsewhere.\n"

func (f *fixture) Intake(context.Context, time.Time) ([]desk.Taken, error) {
	return []desk.Taken{
		{What: "import", File: "weeks <1>.csv", Digest: fixtureFile, Format: "csv", Source: "monitor", Mapping: report.Digest([]byte("a mapping")), By: "duty editor",
			First: fixtureKnown, Last: fixtureKnown, From: 10, To: 13, New: 1, Changed: 1, Same: 4, Refused: 230, Kept: true},
		{What: "confirm_claims", File: "bulletin.txt", Digest: fixtureText, Format: "bulletin", By: "duty editor", First: fixtureKnown, Last: fixtureKnown, From: 9, To: 9, New: 2},
	}, nil
}

func (f *fixture) Refusals(_ context.Context, digest string, _ time.Time) ([]csvrows.Refusal, error) {
	if digest != fixtureFile {
		return nil, truceline.NotFound("no file with the digest %s was imported by then", digest)
	}
	out := []csvrows.Refusal{{Line: 3, Field: "lat", Value: "=95", Reason: "it is not a latitude"}, {Line: 4, Reason: "the row has 3 fields where the header has 4"}}
	for i := range 228 {
		out = append(out, csvrows.Refusal{Line: 5 + i, Field: "day", Value: "<soon>", Reason: "it is not a date"})
	}
	return out, nil
}

func (f *fixture) ImportedFile(digest string) (fs.File, error) {
	return fstest.MapFS{digest: {Data: []byte("day,place\n")}}.Open(digest)
}

// Receive holds nothing: the digests say which of the fixture's files is meant.
func (f *fixture) Receive(_ context.Context, name string, r io.Reader, limit int64) (string, string, error) {
	data, err := io.ReadAll(r)
	if strings.HasPrefix(string(data), "11 February") {
		return fixtureText, "bulletin.txt", err
	}
	return fixtureFile, name, err
}

func (f *fixture) Incoming(digest string) (fs.FS, string, error) {
	switch digest {
	case fixtureFile:
		return fstest.MapFS{"weeks <1>.csv": {Data: []byte("day,place,lat,lon\n01.02.2018,Old Mill,35.65,36.45\n")}}, "weeks <1>.csv", nil
	case fixtureText:
		return fstest.MapFS{"bulletin.txt": {Data: []byte(fixtureBulletin)}}, "bulletin.txt", nil
	}
	return nil, "", truceline.NotFound("the file is no longer held here; send it again")
}

func (f *fixture) Forget(string) error { return nil }

func (f *fixture) Preview(_ context.Context, in desk.Input, _ int) ([]csvrows.Item, error) {
	if in.Format == desk.FormatGED {
		return nil, truceline.Invalid("columns", "the file lacks the column id")
	}
	return []csvrows.Item{{Line: 2, Report: f.reports["monitor:77"]}, {Line: 3, Refusal: &csvrows.Refusal{Line: 3, Field: "lat", Value: "=95", Reason: "it is not a latitude"}}, {Line: 4, Report: f.reports["centre:=12/a"]}}, nil
}

func (f *fixture) Import(ctx context.Context, by string, in desk.Input, progress func(done, total int64)) (desk.Imported, error) {
	progress(1, 1)
	refused, err := f.Refusals(ctx, fixtureFile, time.Time{})
	out := desk.Imported{File: in.Name, Digest: fixtureFile, Rows: 232, New: 1, Changed: 1, Refused: refused, Dry: in.Dry}
	if in.Dry || err != nil {
		return out, err
	}
	_, err = f.joined("%s imports %s as %s of %s", by, in.Name, in.Format, in.Source)
	return out, err
}

func (f *fixture) ReadBulletin(_ context.Context, text string, _ desk.BulletinOptions) (bulletin.Bulletin, error) {
	out := bulletin.Bulletin{Lang: "en", Flags: []string{"the headline says 6, the body 5"}}
	for i, words := range []string{"5 violations", "North <and Middle> - 4", "some elsewhere"} {
		at := strings.Index(text, words)
		if at < 0 {
			return out, truceline.Invalid("text", "no count was found in the text")
		}
		out.Claims = append(out.Claims, bulletin.Proposal{Claim: fixtureClaims()[i], Start: at, End: at + len(words)})
	}
	return out, nil
}

func (f *fixture) ConfirmClaims(_ context.Context, by, name, _ string, claims []report.Claim) (desk.Imported, error) {
	_, err := f.joined("%s confirms %d claims of %s", by, len(claims), name)
	return desk.Imported{File: name, Digest: fixtureText, New: len(claims)}, err
}
