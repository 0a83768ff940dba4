package web

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
	"github.com/truceline/truceline/sanctions"
)

// fixture is a desk with a small made-up case: its parties, texts and incidents
// are invented. The answers are the engine's own.
type fixture struct {
	reg      *observance.Register
	held     []observance.Held
	reports  map[string]report.Report
	moved    incident.Incident // one whose reports went to another
	zone     *time.Location
	readOnly bool
	noLists  bool
	asked    []string // what was to be written, in words
}

var fixtureKnown = time.Date(2026, 11, 1, 9, 30, 0, 0, time.UTC)

func at(s string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		panic(err)
	}
	return t
}

func day(s string) time.Time { return at(s + " 00:00") }

// box is a surface whose southern edge has a vertex that a map may leave out.
func box(w, s, e, n float64) orb.MultiPolygon {
	return orb.MultiPolygon{{{{w, s}, {(w + e) / 2, s - 0.001}, {e, s}, {e, n}, {w, n}, {w, s}}}}
}

func newFixture(t testing.TB) *fixture {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Damascus")
	if err != nil {
		t.Fatal(err)
	}
	f := &fixture{zone: zone}
	f.reg, err = observance.Compile(fixtureFacts(), zone)
	if err != nil {
		t.Fatal(err)
	}
	for i, in := range fixtureIncidents() {
		f.held = append(f.held, observance.Held{
			Incident: in, Findings: observance.Evaluate(f.reg, in), Areas: observance.AreasOf(f.reg, in),
			Entry: int64(40 + i), Known: fixtureKnown, Held: true,
		})
	}
	last := &f.held[len(f.held)-1]
	last.Held, last.Findings = false, nil
	f.rivals()
	return f
}

func fixtureFacts() observance.Facts {
	area := func(id, kind, en, ar string, st place.Standing, certain, possible orb.MultiPolygon) place.Area {
		return place.Area{ID: place.AreaID(id), Names: truceline.Names{"en": en, "ar": ar}, Kind: kind, Standing: st,
			Term: truceline.Always(), Certain: certain, Possible: possible, Confidence: truceline.OneSource,
			Aliases: []string{en + " Governorate"},
			Note:    "A made-up outline for tests"}
	}
	north, south := box(36, 35.4, 37.2, 36.4), box(36, 33.2, 37.2, 34.2)
	middle, east := box(36, 34.2, 37.2, 35.4), box(37.2, 33.2, 40, 36.4)
	open := truceline.Interval{From: day("2017-05-06")}
	return observance.Facts{
		Known: fixtureKnown,
		Case: observance.Case{
			ID: "sample", Names: truceline.Names{"en": "Sample ceasefire", "ar": "هدنة نموذجية", "ru": "Пример перемирия", "tr": "Örnek ateşkes", "fa": "آتش‌بس نمونه"},
			Zone: "Asia/Damascus", Period: truceline.Interval{From: at("2016-12-29 22:00"), To: at("2018-03-16 22:00")},
			Center:  observance.Center{Lon: 38, Lat: 34.8, Zoom: 6},
			Credits: []observance.Credit{{What: "Sample events", Text: "invented for tests", Licence: "CC0", URL: "https://example.org/"}},
		},
		Parties: []party.Party{
			{ID: "gov", Kind: "government", Names: truceline.Names{"en": "Government", "ar": "الحكومة", "ru": "Правительство"}, Roles: []party.Role{{Role: "signatory", Instrument: "memo", Term: truceline.TermOf(open)}},
				Adherence: []party.Adherence{{Instrument: "memo", Term: truceline.TermOf(open)}, {Instrument: "res", Term: truceline.Always()}}},
			{ID: "opposition", Kind: "class", Names: truceline.Names{"en": "Opposition", "ar": "المعارضة"}, OpenTo: "armed"},
			{ID: "armed", Kind: "class", Names: truceline.Names{"en": "Armed groups", "ar": "الجماعات المسلحة"}},
			{ID: "brigade", Kind: "armed_group", Names: truceline.Names{"en": "Northern Brigade", "ar": "لواء الشمال"}, Aliases: []string{"NB"},
				MemberOf:  []party.Membership{{Party: "opposition", Term: truceline.TermOf(open)}, {Party: "armed", Term: truceline.Always()}},
				Adherence: []party.Adherence{{Instrument: "memo", Term: truceline.TermOf(open), Through: "guarantor"}}},
			{ID: "front", Kind: "armed_group", Names: truceline.Names{"en": "The Front", "ar": "الجبهة"}, MemberOf: []party.Membership{{Party: "armed", Term: truceline.Always()}}},
			{ID: "guarantor", Kind: "state", Names: truceline.Names{"en": "Guarantor", "ar": "الضامن", "tr": "Garantör"}},
		},
		Areas: []place.Area{
			area("SY07", "governorate", "North", "الشمال", place.Agreed, north, north),
			area("SY05", "governorate", "Middle", "الوسط", place.Agreed, middle, middle),
			area("SY03", "governorate", "South", "الجنوب", place.Agreed, south, south),
			area("SY09", "governorate", "East", "الشرق", place.Agreed, east, east),
			area("area_north", "de_escalation_area", "Northern de-escalation area", "منطقة خفض التصعيد الشمالية", place.WordsOnly, north, box(36, 34.9, 37.6, 36.4)),
			area("area_south", "de_escalation_area", "Southern de-escalation area", "منطقة خفض التصعيد الجنوبية", place.WordsOnly, box(36, 33.2, 36.6, 33.7), box(36, 33.2, 36.9, 34)),
			area("place_mill", "town", "Old Mill", "الطاحونة", place.Indicative, box(36.4, 35.6, 36.5, 35.7), box(36.4, 35.6, 36.5, 35.7)),
			area("SY0701", "district", "North district", "ناحية الشمال", place.Agreed, box(36, 35.4, 36.6, 36.4), box(36, 35.4, 36.6, 36.4)),
		},
		Acts: []instrument.Act{
			{ID: "armed_attack", Kind: "prohibited", Names: truceline.Names{"en": "armed attack", "ar": "هجوم مسلح"}},
			{ID: "hostilities", Kind: "prohibited", Broader: "armed_attack", Names: truceline.Names{"en": "fighting, means not stated", "ar": "قتال بوسيلة غير مذكورة"}, Codes: []string{"ucdp:type_of_violence=1"}},
		},
		Sources: []report.Source{
			{ID: "ucdp-ged", Names: truceline.Names{"en": "Event dataset", "ar": "مجموعة أحداث"}, Grades: []report.Grade{{Topic: "lethal events", Grade: "B", Reason: "published method", Term: truceline.Always()}}},
			{ID: "monitor", Names: truceline.Names{"en": "Local monitor", "ar": "راصد محلي"}},
			{ID: "centre", Names: truceline.Names{"en": "Reconciliation centre", "ru": "Центр примирения"}},
			{ID: "talker", Names: truceline.Names{"en": "Talking part", "ar": "الطرف المتكلم"}, Affiliation: "guarantor", Note: "A guarantor's own count <of everything>.",
				Grades: []report.Grade{{Topic: "violations registered", Grade: "C", Reason: "without a list of events", Term: truceline.Always()}}},
			{ID: "walker", Names: truceline.Names{"en": "Walking part"}, Affiliation: "guarantor"},
		},
		Designations: []sanctions.Designation{{Ref: "XX.1", List: "Sample list", Name: "The Front", Listed: day("2014-05-14")},
			{Ref: "XX.9", List: "Another list", Name: "Old Band", Names: truceline.Names{"ar": "العصبة"}, Listed: day("2001-10-06"), Taken: []sanctions.TakenName{{Name: "New Band", On: day("2018-03-01"), Note: "by a notice"}}, Note: "of the case"}},
		Matches: []sanctions.Match{{Party: "front", Ref: "XX.1", Decided: true, By: "case editors", Reason: "same name and leader"},
			{Party: "guarantor", Ref: "XX.9", Name: "New Band", Decided: true, By: "case editors", Reason: "its name since"}, {Party: "gov", Ref: "XX.9", Denied: true, By: "case editors", Reason: "never"}},
		Instruments: fixtureInstruments(),
	}
}

func fixtureInstruments() []instrument.Instrument {
	both := []instrument.Side{{Name: "Government side", Parties: []party.ID{"gov"}}, {Name: "opposition side", Parties: []party.ID{"opposition"}}}
	return []instrument.Instrument{
		{
			ID: "memo", Kind: "memorandum", Names: truceline.Names{"en": "Memorandum on areas", "ar": "مذكرة المناطق", "ru": "Меморандум о зонах"},
			Adopted: "2017-05-04", AdoptedAt: "Astana", AdoptedBy: []party.ID{"guarantor"}, Parties: []instrument.Part{{Party: "gov", Role: "bound"}},
			Entries: []instrument.Entry{
				{At: at("2017-05-05 21:00"), Before: at("2017-05-05 21:00"), Says: "the text: the day after signature", Confidence: truceline.TwoSources},
				{At: at("2017-05-04 21:00"), Before: at("2017-05-05 21:00"), Says: "an agency: the same day", Confidence: truceline.OneSource},
			},
			TermText: "P6M", RenewalRule: "automatic on the basis of consensus of the guarantors",
			Renewals: []instrument.Renewal{{At: at("2017-11-04 22:00"), Until: at("2018-05-04 21:00"), How: "a joint statement extends it", By: "statement", Confidence: truceline.OneSource}},
			Disputed: []string{"One copy gives another date"}, Summary: "Four areas in which hostilities stop.", Confidence: truceline.TwoSources,
			Sources: []truceline.Cite{{URL: "https://example.org/memo", Note: "text as published", Read: true}},
			Provisions: []instrument.Provision{
				{ID: "memo_2a", Instrument: "memo", Paragraph: "2(a)", Label: "hostilities stop", Text: "The sides stop hostilities with any kind of weapon, air assets included.",
					Force: instrument.Commits, Obligor: []party.ID{"gov", "opposition"}, Conduct: []instrument.ActID{"armed_attack"}, Between: both,
					Areas: []place.AreaID{"area_north", "area_south"}, Themes: []string{"ceasefire"}, Measure: "two registrations of the joint commission",
					Exceptions: []instrument.Exception{{ID: "exc_designated", Text: "groups designated by the Security Council", ExcludedGroups: true}}},
				{ID: "memo_5", Instrument: "memo", Paragraph: "5", Label: "maps", Text: "The guarantors finish the maps of the areas by 4 June 2017.", Force: instrument.Decides,
					Obligor: []party.ID{"guarantor"}, Areas: []place.AreaID{"area_north"}, Deadline: &instrument.Deadline{On: "2017-06-04"}, Themes: []string{"areas"}},
				{ID: "memo_6", Instrument: "memo", Paragraph: "6", Label: "aid", Text: "Conditions for aid are created as soon as possible.", Force: instrument.CallsUpon,
					Obligor: []party.ID{"gov"}, Deadline: &instrument.Deadline{Words: "as soon as possible"}, Themes: []string{"aid"}},
			},
		},
		{
			ID: "res", Kind: "resolution", Symbol: "S/RES/2401(2018)", Names: truceline.Names{"en": "Resolution on a humanitarian pause", "ar": "قرار الهدنة الإنسانية"},
			Adopted: "2018-02-24", Entries: []instrument.Entry{{At: at("2018-02-24 17:00"), Before: at("2018-02-24 18:00"), Says: "adopted, without delay", Confidence: truceline.OneSource}},
			TermText: "P30D", Cites: []instrument.ID{"memo"},
			Provisions: []instrument.Provision{{ID: "res_1", Instrument: "res", Paragraph: "OP1", Label: "cessation without delay", Text: "All parties cease hostilities for at least thirty consecutive days.",
				Force: instrument.Demands, Obligor: []party.ID{"gov", "opposition"}, Conduct: []instrument.ActID{"armed_attack"}, Areas: []place.AreaID{"SY03", "SY05", "SY07", "SY09"}, Themes: []string{"ceasefire"},
				Exceptions: []instrument.Exception{{ID: "res_x", Text: "operations against designated groups", ExcludedGroups: true}}}},
		},
		{ID: "statement", Kind: "joint_statement", Names: truceline.Names{"en": "Joint statement", "ar": "بيان مشترك"}, Adopted: "2017-09-15",
			Entries: []instrument.Entry{{At: day("2017-09-15"), Before: day("2017-09-15"), Says: "as published", Confidence: truceline.OneSource}}},
	}
}

func fixtureIncidents() []incident.Incident {
	gov, nb := report.Actor{Name: "Government of X", Party: "gov"}, report.Actor{Name: "NB fighters", Party: "brigade"}
	front, unknown := report.Actor{Name: "The Front", Party: "front"}, report.Actor{Name: "Syrian insurgents"}
	var out []incident.Incident
	add := func(from, to string, lon, lat, radius float64, name string, form report.Form, a, b report.Actor, low, best, high int, origins ...string) {
		n := fmt.Sprint(1001 + len(out))
		in := incident.Incident{
			ID: incident.ID("i-ucdp-ged-" + n), Reports: []string{"ucdp-ged:" + n},
			When: truceline.Interval{From: at(from+" 22:00").AddDate(0, 0, -1), To: at(to + " 22:00")},
			Days: from, Where: place.Place{Point: place.Point{Lon: lon, Lat: lat, RadiusM: radius}, Name: name},
			Codes: []string{"ucdp:type_of_violence=1"}, Form: form, SideA: []report.Actor{a}, SideB: []report.Actor{b},
			Deaths: report.Range{Low: low, Best: best, High: high}, Fact: incident.Reported, Origins: origins,
		}
		if from != to {
			in.Days += "/" + to
		}
		if len(origins) > 1 {
			in.Fact = incident.Corroborated
		}
		if radius > 0 {
			in.Where.Basis = "given as a district, not a point"
		}
		out = append(out, in)
	}
	two, one := report.TwoSided, report.OneSided
	add("2018-01-20", "2018-01-20", 36.45, 35.65, 0, "Old Mill", two, gov, nb, 1, 2, 4, "SOHR")
	add("2018-02-03", "2018-02-03", 36.30, 33.40, 5000, "South road", two, gov, nb, 0, 1, 1, "SOHR", "LCC")
	add("2018-02-10", "2018-02-15", 36.45, 35.65, 0, "Old Mill", two, gov, nb, 1, 1, 2, "SOHR", "LCC")
	add("2018-02-16", "2018-02-16", 36.45, 35.65, 0, "Old Mill", two, gov, nb, 2, 3, 3, "SOHR", "LCC")
	add("2018-02-16", "2018-02-16", 36.45, 35.65, 0, "Old Mill", two, gov, front, 4, 5, 9, "SOHR", "LCC")
	add("2018-02-18", "2018-02-18", 36.80, 35.20, 0, "River bridge", two, gov, nb, 1, 1, 1, "SOHR", "LCC")
	add("2018-02-25", "2018-02-25", 36.75, 33.85, 25000, "South plain", two, gov, nb, 0, 6, 12, "SOHR")
	add("2018-02-26", "2018-02-26", 36.20, 35.90, 0, "High village", two, gov, unknown, 3, 3, 3, "SOHR", "Reuters")
	add("2018-02-26", "2018-02-26", 39.10, 34.40, 0, "Desert post", two, gov, front, 10, 12, 20, "SOHR")
	add("2018-03-01", "2018-03-09", 36.30, 33.50, 5000, "East suburb", one, gov, report.Actor{Name: "Civilians"}, 20, 31, 44, "SOHR", "AFP", "LCC")
	add("2018-03-04", "2018-03-04", 36.55, 34.80, 50000, "=Middle", two, gov, nb, 2, 2, 2)
	add("2018-03-10", "2018-03-10", 36.40, 36.10, 0, "Border post", two, nb, front, 1, 1, 2, "SOHR")
	add("2018-03-14", "2018-03-14", 36.90, 33.40, 0, "قرية الينابيع", two, gov, nb, 0, 0, 1, "SOHR")
	add("2018-03-15", "2018-03-15", 36.45, 35.65, 0, "Old Mill", two, gov, nb, 0, 1, 1, "SOHR")
	return out
}

func (f *fixture) Head(context.Context) (Head, error) {
	return Head{Known: fixtureKnown, Size: 60, Root: "q1vS4mYz0o2cM1f5o8y0mJpYz2b3Xk0dN7uQeW4rT5A=", Case: f.reg.Facts.Case, Zone: f.zone,
		Counts: map[string]int64{"incident": int64(len(f.held)), "instrument": 3}, ReadOnly: f.readOnly}, nil
}

func (f *fixture) Register(context.Context, time.Time) (*observance.Register, error) {
	return f.reg, nil
}

func (f *fixture) Held(_ context.Context, fl Filter) ([]observance.Held, error) {
	var out []observance.Held
	for _, h := range f.held {
		in := h.Incident
		named := func(a report.Actor) bool { return a.Party == fl.Party }
		switch {
		case !fl.Span.Meets(in.When),
			fl.Fact != "" && in.Fact != fl.Fact,
			fl.Area != "" && !slices.ContainsFunc(h.Areas, func(a observance.AreaAnswer) bool { return a.Area == fl.Area }),
			fl.Party != "" && !slices.ContainsFunc(in.SideA, named) && !slices.ContainsFunc(in.SideB, named),
			fl.Source != "" && !slices.ContainsFunc(in.Reports, func(id string) bool { return sourceOf(id) == fl.Source }),
			fl.Several && len(in.Reports) < 2,
			fl.Disputed != "" && !in.Disputed(fl.Disputed),
			(fl.Provision != "" || fl.Proposed != "" || fl.Settles != "") && !slices.ContainsFunc(h.Findings, func(x observance.Finding) bool {
				return (fl.Provision == "" || x.Provision == fl.Provision) && (fl.Proposed == "" || x.Proposed == fl.Proposed) && (fl.Settles == "" || x.Settles == fl.Settles)
			}):
			continue
		}
		out = append(out, h)
	}
	out = out[min(fl.Offset, len(out)):]
	if fl.Limit > 0 && len(out) > fl.Limit {
		out = out[:fl.Limit]
	}
	return out, nil
}

func (f *fixture) Publications(context.Context, time.Time) ([]PublicationView, error) {
	return []PublicationView{{Number: 1, Kind: "day", From: at("2018-03-14 22:00"), To: at("2018-03-15 22:00"), Known: fixtureKnown, Entry: 58,
		Files: []PublicationFile{{Name: "report.html", Digest: report.Digest([]byte("x")), Size: 20480}, {Name: "incidents.csv", Digest: report.Digest([]byte("y")), Size: 900}}}}, nil
}

func (f *fixture) PublicationFile(_ context.Context, n int, name string) ([]byte, string, error) {
	switch {
	case n == 1 && name == "report.html":
		return []byte("<!doctype html><title>Daily report</title><p>Body"), "text/html; charset=utf-8", nil
	case n == 1 && name == "incidents.csv":
		return []byte("incident_id\n"), "text/csv", nil
	}
	return nil, "", truceline.NotFound("edition %d has no file %q", n, name)
}

func (f *fixture) LogEntries(_ context.Context, from int64, n int) ([]LogEntry, error) {
	var out []LogEntry
	for i := from; i < min(60, from+int64(n)); i++ {
		e := LogEntry{N: i, Kind: "report", ID: fmt.Sprintf("ucdp-ged:%d", 900+i), Seq: 1, Known: fixtureKnown, Leaf: "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmE="}
		switch {
		case i == 5:
			e.Kind, e.ID = "instrument", "memo"
		case i >= 40 && i < 40+int64(len(f.held)):
			e.Kind, e.ID = "incident", string(f.held[i-40].Incident.ID)
		}
		out = append(out, e)
	}
	return out, nil
}

func (f *fixture) Prove(_ context.Context, n int64) ([]byte, error) {
	if n >= 60 {
		return nil, truceline.NotFound("the log has no entry %d", n)
	}
	return fmt.Appendf(nil, `{"entry":%d}`, n), nil
}
