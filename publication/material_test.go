package publication

import (
	"testing"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

func damascus(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Damascus")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// on is the first instant of a local day.
func on(t testing.TB, day string) time.Time {
	t.Helper()
	d, err := time.ParseInLocation(dateForm, day, damascus(t))
	if err != nil {
		t.Fatal(err)
	}
	return startOfDay(d.Add(12*time.Hour), 0, damascus(t))
}

// days is the span of local days from first to last, both within.
func days(t testing.TB, first, last string) truceline.Interval {
	return truceline.Interval{From: on(t, first), To: startOfDay(on(t, last).Add(12*time.Hour), 1, damascus(t))}
}

func event(t testing.TB, id, first, last string, lon, lat, radius float64) observance.Held {
	d := first
	if last != first {
		d += "/" + last
	}
	return observance.Held{
		Incident: incident.Incident{
			ID: incident.ID("i-ucdp-ged-" + id), Reports: []string{"ucdp-ged:" + id}, When: days(t, first, last), Days: d,
			Where: place.Place{Point: place.Point{Lon: lon, Lat: lat, RadiusM: radius}, Name: "village " + id, Basis: "UCDP GED where_prec 1"},
			Codes: []string{"ucdp:type_of_violence=1"}, Form: report.TwoSided,
			SideA:  []report.Actor{{Name: "Government of Syria", Party: "gov_syria"}},
			SideB:  []report.Actor{{Name: "Syrian insurgents"}},
			Deaths: report.Range{Low: 1, Best: 2, High: 4}, Fact: incident.Reported, Origins: []string{"SOHR"},
		},
		Entry: 40, Known: time.Date(2017, 6, 1, 0, 0, 0, 0, time.UTC), Held: true,
	}
}

// held adds a finding. The answers follow the order of observance.Questions.
func held(h observance.Held, provision string, p observance.Proposed, settles observance.Question) observance.Held {
	f := observance.Finding{Incident: h.Incident.ID, Provision: instrument.ProvisionID(provision), Proposed: p, Settles: settles}
	for i, q := range observance.Questions {
		f.Replies[i] = observance.Reply{Question: q, Answer: truceline.Yes}
		if q == settles {
			f.Replies[i].Answer = truceline.Unknown
		}
	}
	f.Replies[0].Share = &truceline.Share{Min: 1, Max: 1}
	f.Replies[1].Share = &truceline.Share{Min: 0.123456789, Max: 0.5}
	h.Findings = append(h.Findings, f)
	return h
}

// lies says in which areas an incident surely and possibly lies.
func lies(h observance.Held, sure, perhaps []place.AreaID) observance.Held {
	for _, a := range sure {
		h.Areas = append(h.Areas, observance.AreaAnswer{Area: a, Answer: truceline.Yes, Share: truceline.Share{Min: 1, Max: 1}})
	}
	for _, a := range perhaps {
		h.Areas = append(h.Areas, observance.AreaAnswer{Area: a, Answer: truceline.Unknown, Share: truceline.Share{Min: 0.2, Max: 0.7}})
	}
	return h
}

func counted(t testing.TB, source, number, bulletin string, n int, area place.AreaID) observance.ClaimHeld {
	c := report.Claim{
		Source: report.SourceID(source), Number: number, Bulletin: bulletin, Origin: "Ministry", Metric: "violations registered",
		Period: days(t, "2017-05-07", "2017-05-07"), Published: "2017-05-08", Dated: "day", Count: n, Total: area == "",
	}
	if area != "" {
		c.Areas = []place.AreaID{area}
	}
	return observance.ClaimHeld{Claim: c, Entry: 70}
}

// material is two days of May 2017 with a little of everything.
func material(t testing.TB) Material {
	conduct := []instrument.ActID{"armed_attack"}
	area := func(id, name, kind string, s place.Standing) place.Area {
		return place.Area{ID: place.AreaID(id), Names: truceline.Names{"en": name}, Kind: kind, Standing: s, Term: truceline.Always()}
	}
	m := Material{
		Zone: damascus(t), Kind: Span, Number: 3, Period: days(t, "2017-05-07", "2017-05-08"),
		Known: time.Date(2017, 6, 1, 12, 0, 0, 0, time.UTC),
		Log:   Log{Size: 81, Root: "aGFzaA=="}, Engine: "1",
		Case: observance.Case{
			ID: "astana", Names: truceline.Names{"en": "A case"}, Zone: "Asia/Damascus",
			TotalSince: observance.Since{Instrument: "memo", On: on(t, "2017-05-05")},
			Release:    observance.Release{Audience: "public", Attribution: attributeNamed},
			Credits:    []observance.Credit{{What: "UCDP GED", Text: "events", Licence: "CC BY 4.0", URL: "https://ucdp.uu.se/"}},
		},
		Facts: observance.Facts{
			Areas: []place.Area{
				area("SY05", "Hama", "governorate", place.Indicative),
				area("SY07", "Idlib", "governorate", place.Indicative),
				area("SY13", "As-Sweida", "governorate", place.Indicative),
				area("area_idlib", "Idlib area", "de_escalation_area", place.WordsOnly),
				area("area_southwest", "Southwest area", "de_escalation_area", place.WordsOnly),
				area("SY0501", "a district", "district", place.Indicative),
			},
			Instruments: []instrument.Instrument{{
				ID: "memo", Names: truceline.Names{"en": "Memorandum"}, Adopted: "2017-05-04",
				Provisions: []instrument.Provision{
					{ID: "memo_2a", Instrument: "memo", Paragraph: "2(a)", Label: "hostilities stop", Conduct: conduct, Between: []instrument.Side{
						{Name: "Government side", Parties: []party.ID{"allies"}}, {Name: "opposition side", Parties: []party.ID{"opposition"}}}},
				},
			}, {
				ID: "res", Names: truceline.Names{"en": "Resolution"}, Symbol: "S/RES/1", Adopted: "2016-02-26",
				Provisions: []instrument.Provision{{ID: "res_1", Instrument: "res", Paragraph: "OP1", Label: "cessation", Conduct: conduct}},
			}},
			Acts:    []instrument.Act{{ID: "hostilities", Names: truceline.Names{"en": "fighting"}, Codes: []string{"ucdp:type_of_violence=1"}}},
			Parties: []party.Party{{ID: "gov_syria", MemberOf: []party.Membership{{Party: "allies", Term: truceline.Always()}}}},
			Sources: []report.Source{
				{ID: "ucdp-ged", Names: truceline.Names{"en": "UCDP GED"}, Terms: "CC BY 4.0", Grades: []report.Grade{{Topic: "lethal events", Grade: "B", Term: truceline.Always()}}},
				{ID: "ru-part", Names: truceline.Names{"en": "Russian part"}}, {ID: "tr-part", Names: truceline.Names{"en": "Turkish part"}}},
		},
		Claims: []observance.ClaimHeld{
			counted(t, "ru-part", "B1", "B1", 9, ""), counted(t, "ru-part", "B1/SY05", "B1", 5, "SY05"), counted(t, "ru-part", "B1/SY07", "B1", 3, "SY07"),
			counted(t, "tr-part", "B1", "B1", 4, ""), counted(t, "tr-part", "B1/SY05", "B1", 4, "SY05"),
			counted(t, "ru-part", "B2", "B2", 10, ""),
		},
	}
	m.Claims[0].Claim.Flags = []string{"sum 8 against 9"}
	sure := []place.AreaID{"SY05"}
	m.Held = []observance.Held{
		lies(held(held(event(t, "1", "2017-05-07", "2017-05-07", 36.7, 35.1, 0), "memo_2a", observance.AllegedViolation, ""), "res_1", observance.Outside, ""), sure, nil),
		lies(held(held(event(t, "2", "2017-05-08", "2017-05-09", 36.6, 35.2, 25000), "memo_2a", observance.Undetermined, observance.InArea), "res_1", observance.Violation, ""), nil, []place.AreaID{"SY05", "SY07", "area_idlib"}),
		lies(held(event(t, "3", "2017-05-08", "2017-05-08", 36.65, 35.7, 1000), "memo_2a", observance.Undetermined, observance.Bound), []place.AreaID{"SY07"}, []place.AreaID{"area_idlib"}),
		lies(event(t, "4", "2017-05-06", "2017-05-06", 36.7, 35.1, 0), sure, nil),
		lies(event(t, "5", "2017-05-12", "2017-05-12", 36.7, 35.1, 0), sure, nil), // after the period: no number counts it
	}
	m.Held[2].Incident.Origins = []string{"AFP", "SOHR"}
	m.Held[2].Incident.Fact = incident.Corroborated
	m.Held[1].Findings[1].OpenAttribution = true
	return m
}

// quiet is the material with nothing reported.
func quiet(t testing.TB) Material {
	m := material(t)
	m.Held, m.Claims = nil, nil
	return m
}
