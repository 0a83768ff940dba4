package movement_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/movement"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
	"github.com/truceline/truceline/sanctions"
)

var zone = func() *time.Location {
	z, err := time.LoadLocation("Asia/Damascus")
	if err != nil {
		panic(err)
	}
	return z
}()

func day(s string) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, s, zone)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func square(west, south, size float64) orb.MultiPolygon {
	return orb.MultiPolygon{{{{west, south}, {west + size, south}, {west + size, south + size}, {west, south + size}, {west, south}}}}
}

// world is a made-up case: three governorates in a row, a small one and a thin
// one, one entry whose subject bears two names, one match that nobody decided, and a name
// for several parties.
func world(t testing.TB, release observance.Release) *observance.Register {
	t.Helper()
	area := func(id, kind string, shape orb.MultiPolygon) place.Area {
		return place.Area{ID: place.AreaID(id), Names: truceline.Names{"en": "Land " + id}, Kind: kind, Standing: place.Agreed, Term: truceline.Always(), Certain: shape, Possible: shape}
	}
	zoneArea := area("Z", "de_escalation_area", square(0, 0, 1))
	zoneArea.Term = truceline.TermOf(truceline.Interval{From: day("2017-05-06")})
	who := func(id, kind string) party.Party {
		return party.Party{ID: party.ID(id), Kind: kind, Names: truceline.Names{"en": strings.ToUpper(id)}}
	}
	all := who("rebels", party.ClassKind)
	column, front := who("column", "armed_group"), who("front", "armed_group")
	column.MemberOf = []party.Membership{{Party: "rebels", Term: truceline.TermOf(truceline.Interval{From: day("2017-06-01")})}}
	reg, err := observance.Compile(observance.Facts{
		Case:    observance.Case{ID: "rivers", Zone: "Asia/Damascus", Release: release},
		Parties: []party.Party{all, column, front, who("gov", "government"), who("wing", "armed_group"), who("school", "armed_group"), who("quiet", "armed_group")},
		Areas: []place.Area{
			area("A", "governorate", square(0, 0, 1)), area("B", "governorate", square(1, 0, 1)), area("C", "governorate", square(2, 0, 1)),
			area("D", "governorate", square(5, 0, 0.01)), area("E", "governorate", orb.MultiPolygon{{{{6, 0}, {8, 0}, {8, 0.001}, {6, 0.001}, {6, 0}}}}), zoneArea, area("AA", "district", square(0, 0, 0.5)),
		},
		Acts: []instrument.Act{
			{ID: "fighting", Kind: "prohibited", Codes: []string{"x:1"}},
			{ID: movement.Relocation, Kind: "prohibited"}, {ID: "convoy_of_buses", Broader: movement.Relocation, Codes: []string{"x:2"}},
			{ID: movement.Presence, Kind: "prohibited", Codes: []string{"x:3"}},
		},
		Designations: []sanctions.Designation{
			{Ref: "X.1", Name: "The Column", Listed: day("2014-05-14"), Taken: []sanctions.TakenName{{Name: "Front", On: day("2017-06-07")}}},
			{Ref: "X.2", Name: "The Wing", Listed: day("2017-03-15")},
		},
		Matches: []sanctions.Match{
			{Party: "column", Ref: "X.1", Decided: true, By: "editors", Reason: "the entry itself"},
			{Party: "front", Ref: "X.1", Name: "Front", Decided: true, By: "editors", Reason: "its new name"},
			{Party: "wing", Ref: "X.2", By: "an analyst", Reason: "shared leaders"},
			{Party: "school", Ref: "X.2", Denied: true, By: "editors", Reason: "a school"},
			{Party: "quiet", Ref: "X.2", Decided: true, By: "editors", Reason: "the entry itself"},
		},
		Instruments: duties(),
	}, zone)
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

func duties() []instrument.Instrument {
	entry := func(s string) []instrument.Entry {
		return []instrument.Entry{{At: day(s), Before: day(s), Says: "the text", Confidence: truceline.TwoSources}}
	}
	return []instrument.Instrument{
		{ID: "memo", Adopted: "2017-05-04", Entries: entry("2017-05-04"), Provisions: []instrument.Provision{
			{ID: "memo_5", Instrument: "memo", Force: instrument.Commits, Obligor: []party.ID{"gov"}, Themes: []string{movement.CounterTerrorism}},
			{ID: "memo_6", Instrument: "memo", Force: instrument.Reserves, Obligor: []party.ID{"gov"}, Themes: []string{movement.CounterTerrorism}},
			{ID: "memo_7", Instrument: "memo", Force: instrument.Commits, Themes: []string{movement.CounterTerrorism}},
			{ID: "memo_8", Instrument: "memo", Force: instrument.Commits, Obligor: []party.ID{"gov"}, Conduct: []instrument.ActID{"fighting"}},
		}},
		{ID: "later", Adopted: "2017-08-01", Entries: entry("2017-08-01"), Provisions: []instrument.Provision{
			{ID: "later_1", Instrument: "later", Force: instrument.Commits, Obligor: []party.ID{"gov"}, Conduct: []instrument.ActID{movement.Presence}},
			{ID: "later_2", Instrument: "later", Force: instrument.Commits, Obligor: []party.ID{"gov"}, Conduct: []instrument.ActID{"fighting", "convoy_of_buses"}},
		}},
	}
}

// An event is an incident in few words: "front 2017-03-04 A" or, with the last
// day and a radius in km, "front 2017-03-30..2017-04-02 A~40".
func event(reg *observance.Register, n int, words string) movement.Sighting {
	f := strings.Fields(words)
	first, last, spread := strings.Cut(f[1], "..")
	if !spread {
		last = first
	}
	where, km, _ := strings.Cut(f[2], "~")
	in := incident.Incident{
		ID: incident.ID(fmt.Sprintf("i-%03d", n)), Reports: []string{fmt.Sprintf("watch:%d", n)},
		When:  truceline.Interval{From: day(first), To: day(last).In(zone).AddDate(0, 0, 1).UTC()},
		Codes: []string{"x:1"}, SideA: []report.Actor{{Name: "Government", Party: "gov"}}, Fact: incident.Reported, Origins: []string{"Radio"},
	}
	for id := range strings.SplitSeq(f[0], "+") {
		in.SideB = append(in.SideB, report.Actor{Name: id, Party: party.ID(id)})
	}
	in.Where.Point = place.Point{Lat: 0.5, Lon: map[string]float64{"A": 0.5, "B": 1.5, "C": 2.5, "D": 5.005}[where]}
	if where == "D" {
		in.Where.Lat = 0.005
	}
	if km != "" {
		fmt.Sscan(km, &in.Where.RadiusM)
		in.Where.RadiusM *= 1000
	}
	for _, x := range f[3:] {
		switch k, v, _ := strings.Cut(x, "="); k {
		case "code":
			in.Codes = []string{v}
		case "fact":
			in.Fact = incident.Fact(v)
		case "origins":
			in.Origins = strings.Split(v, "+")
		case "contested":
			in.Contradictions = []incident.Contradiction{{Aspect: incident.OverActor}}
		}
	}
	return movement.SightingOf(in, observance.AreasOf(reg, in))
}

func events(reg *observance.Register, words string) []movement.Sighting {
	var out []movement.Sighting
	for line := range strings.SplitSeq(strings.TrimSpace(words), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, event(reg, len(out)+1, line))
		}
	}
	return out
}

func year(q movement.Query) movement.Query {
	if q.Span == (truceline.Interval{}) {
		q.Span = truceline.Interval{From: day("2017-01-01"), To: day("2018-01-01")}
	}
	if q.Known.IsZero() {
		q.Known = day("2018-06-15")
	}
	return q
}

func hold(t testing.TB, reg *observance.Register, q movement.Query, list []movement.Sighting) movement.Record {
	t.Helper()
	tally, err := movement.New(reg, year(q))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		tally.Add(s)
	}
	return tally.Record()
}

// strip draws the cells of a group in an area, a letter a month: R reported,
// p possible, 0 without, . not observed, n no area, w withheld.
func strip(r movement.Record, group, area string) string {
	letters := map[movement.State]string{movement.Reported: "R", movement.Possible: "p", movement.Without: "0", movement.Unobserved: ".", movement.NotThen: "n", movement.Withheld: "w"}
	var b strings.Builder
	for _, g := range r.Groups {
		for _, c := range g.Cells {
			if g.ID == group && string(c.Area) == area {
				b.WriteString(letters[c.State])
			}
		}
	}
	return b.String()
}

func TestStates(t *testing.T) {
	reg := world(t, observance.Release{})
	for _, tc := range []struct{ name, events, area, want string }{
		{"a month with the group, one without, and one that nobody observed", `
			front 2017-01-10 A
			gov 2017-02-10 A`, "A", "R0.........."},
		{"two names of one entry are one group", `
			column 2017-01-10 A
			front 2017-02-10 A`, "A", "RR.........."},
		{"what may lie next door is possible in both and sure in neither", `
			gov 2017-01-05 A
			gov 2017-01-05 B
			front 2017-01-10 A~90`, "B", "0..........."},
		{"a disc over two areas is possible where much of it lies", `
			front 2017-01-10 A~60`, "A", "p..........."},
		{"a time that straddles the end of the month is possible in both", `
			front 2017-01-31..2017-02-01 A`, "A", "pp.........."},
		{"a day too many in a month is slight, and the month is one without", `
			gov 2017-02-10 A
			front 2017-01-05..2017-02-01 A`, "A", "p0.........."},
		{"reports that contradict each other on who acted make it possible", `
			front 2017-01-10 A contested`, "A", "p..........."},
		{"what could not be established is possible", `
			front 2017-01-10 A fact=not_verified`, "A", "p..........."},
		{"what was refuted is an observation without the group", `
			front 2017-01-10 A fact=refuted
			front 2017-03-10 A`, "A", "0.R........."},
		{"a name for several parties is none of the group's", `
			rebels 2017-07-10 A
			front 2017-03-10 A`, "A", "..R...0....."},
		{"a group at either side counts", `
			gov+front 2017-12-31 A`, "A", "...........R"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := hold(t, reg, movement.Query{Group: "X.1"}, events(reg, tc.events))
			if got := strip(r, "X.1", tc.area); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

func TestAnAreaThatDidNotStandIsNotObservedThen(t *testing.T) {
	reg := world(t, observance.Release{})
	r := hold(t, reg, movement.Query{Division: "zone"}, events(reg, `
		front 2017-03-10 A
		front 2017-06-10 A`))
	if got, want := strip(r, "X.1", "Z"), "nnnn.R......"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTheListAsOfTheDayIsKeptBeside(t *testing.T) {
	reg := world(t, observance.Release{})
	r := hold(t, reg, movement.Query{}, events(reg, `
		front 2017-05-10 A
		front 2017-06-06..2017-06-08 A
		front 2017-07-10 A
		column 2017-05-10 A
		wing 2017-02-10 A
		wing 2017-04-10 A
		school 2017-04-10 A`))
	if len(r.Groups) != 2 || r.Groups[0].ID != "X.1" || r.Groups[1].ID != "wing" {
		t.Fatalf("groups %v", r.Groups)
	}
	x1, wing := r.Groups[0], r.Groups[1]
	want := movement.Answers{Yes: []incident.ID{"i-003", "i-004"}, Unknown: []incident.ID{"i-001", "i-002"}, No: []incident.ID{}}
	if diff := cmp.Diff(want, x1.Listed); diff != "" {
		t.Errorf("the entry's own parties: -want +got\n%s", diff)
	}
	want = movement.Answers{Yes: []incident.ID{}, Unknown: []incident.ID{"i-006"}, No: []incident.ID{"i-005"}}
	if diff := cmp.Diff(want, wing.Listed); diff != "" {
		t.Errorf("a match that nobody decided: -want +got\n%s", diff)
	}
	if len(x1.Named) != 2 || len(x1.Named[1].Incidents) != 3 || wing.Decided || wing.Entry != "X.2" {
		t.Errorf("named %v; wing %+v", x1.Named, wing.Name)
	}
	if len(r.Silent) != 1 || r.Silent[0].ID != "X.2" || !slices.Equal(r.Silent[0].Parties, []party.ID{"quiet"}) {
		t.Errorf("silent %+v", r.Silent)
	}
}

// said are the changes and what stands together, in words.
func said(r movement.Record, group string) []string {
	name := func(id place.AreaID) string { return string(id) }
	var out []string
	for _, g := range r.Groups {
		if g.ID != group {
			continue
		}
		for _, c := range g.Changes {
			out = append(out, c.English(name))
		}
		for _, p := range g.Together {
			out = append(out, p.English(name))
		}
	}
	return out
}

func TestChanges(t *testing.T) {
	reg := world(t, observance.Release{})
	watched := func(area string, months ...int) string {
		var b strings.Builder
		for _, m := range months {
			fmt.Fprintf(&b, "gov 2017-%02d-05 %s\n", m, area)
		}
		return b.String()
	}
	for _, tc := range []struct {
		name, events string
		query        movement.Query
		want         []string
	}{
		{"it vanishes in one area and appears in the next", watched("A", 4, 5, 6) + watched("B", 1, 2, 3) + `
			front 2017-03-10 A
			front 2017-04-10 B origins=Radio+Post`, movement.Query{}, []string{
			"last reported in A in March 2017, then 3 months in which sources reported there and not of the group; not reported there again up to June 2017, where the record ends; that month rests on one origin only",
			"first reported in B in April 2017, after 3 months in which sources reported there and not of the group since January 2017, where the record begins",
			"last reported in A in March 2017; first reported in B in April 2017; no report says that these are the same people",
		}},
		{"one month without it is not enough, unless one is asked for", watched("A", 4) + "front 2017-03-10 A", movement.Query{}, nil},
		{"one month is enough where one is asked for", watched("A", 4) + "front 2017-03-10 A", movement.Query{Quiet: 1}, []string{
			"last reported in A in March 2017, then 1 month in which sources reported there and not of the group; not reported there again up to April 2017, where the record ends; that month rests on one origin only",
		}},
		{"months that nobody observed claim nothing", "front 2017-03-10 A\nfront 2017-12-10 A", movement.Query{}, nil},
		{"it comes back, and what lies between is counted", watched("A", 4, 5, 8) + `
			front 2017-03-10 A
			front 2017-06-10 A contested
			rebels 2017-08-06 A
			front 2017-09-10 A origins=`, movement.Query{}, []string{
			"last reported in A in March 2017, then 3 months in which sources reported there and not of the group, 1 month not observed, 1 month in which it is only possible, 1 incident that names only a set of which it may be one; reported there again in September 2017; that month rests on one origin only",
			"reported again in A in September 2017, after 3 months in which sources reported there and not of the group, 1 month not observed, 1 month in which it is only possible, 1 incident that names only a set of which it may be one; reported there before in March 2017; that month rests on one origin only",
		}},
		{"a report of a relocation stands beside what stands together", watched("A", 4, 5) + watched("B", 2, 3) + `
			front 2017-03-10 A
			front 2017-03-20 A code=x:2
			front 2017-04-10 B`, movement.Query{}, []string{
			"last reported in A in March 2017, then 2 months in which sources reported there and not of the group; not reported there again up to May 2017, where the record ends; that month rests on one origin only",
			"first reported in B in April 2017, after 2 months in which sources reported there and not of the group since February 2017, where the record begins; that month rests on one origin only",
			"last reported in A in March 2017; first reported in B in April 2017; 1 incident of these months tells of a relocation, and whether of these people is for its reports to say",
		}},
		{"two months apart do not stand together", watched("A", 4, 5) + watched("B", 1, 2) + `
			front 2017-03-10 A
			front 2017-05-10 B`, movement.Query{Span: truceline.Interval{From: day("2017-05-01"), To: day("2017-06-01")}}, []string{
			"first reported in B in May 2017, after 2 months in which sources reported there and not of the group, 2 months not observed since January 2017, where the record begins; that month rests on one origin only",
		}},
		{"a group of which nothing was observed before is not said to appear", "front 2017-01-10 A\n" + watched("A", 2), movement.Query{}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := hold(t, reg, tc.query, events(reg, tc.events))
			if diff := cmp.Diff(tc.want, said(r, "X.1")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestEffort(t *testing.T) {
	reg := world(t, observance.Release{})
	list := events(reg, `
		gov 2017-02-10 A origins=Radio+Post
		gov 2017-02-11 A
		gov 2017-02-12 A~60
		front 2017-02-13 A fact=refuted`)
	list[1].Reports = []string{"other:9", "watch:2"}
	r := hold(t, reg, movement.Query{Group: "front"}, list)
	i := slices.IndexFunc(r.Effort, func(e movement.Effort) bool { return e.Area == "A" && e.Month.String() == "2017-02" })
	want := movement.Effort{Area: "A", Month: 2017*12 + 1, Sure: []incident.ID{"i-001", "i-002", "i-004"}, Possible: []incident.ID{"i-003"}, Sources: []report.SourceID{"other", "watch"}, Origins: 2}
	if diff := cmp.Diff(want, r.Effort[i]); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestWhatNoCellHoldsIsListed(t *testing.T) {
	reg := world(t, observance.Release{})
	r := hold(t, reg, movement.Query{}, events(reg, `
		front 2017-01-10 A
		front 2017-02-10 A~900
		front 2017-01-01..2017-12-31 A`))
	if got, want := r.Groups[0].Unplaced, []incident.ID{"i-002", "i-003"}; !slices.Equal(got, want) {
		t.Errorf("unplaced %v, want %v", got, want)
	}
}

func TestDuties(t *testing.T) {
	reg := world(t, observance.Release{})
	got := movement.Duties(reg, truceline.Interval{From: day("2017-08-01"), To: day("2017-09-01")})
	var said []string
	for _, d := range got {
		said = append(said, fmt.Sprintf("%s %s %s", d.Of, d.Provision, d.Applied))
	}
	want := []string{"relocation later_2 yes", "presence later_1 yes", "fight memo_5 yes"}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if d := movement.Duties(reg, truceline.Interval{From: day("2017-07-01"), To: day("2017-09-01")}); d[0].Applied != truceline.Unknown {
		t.Errorf("half of the time is %v", d[0].Applied)
	}
}

func TestQueriesThatAskForNothing(t *testing.T) {
	reg := world(t, observance.Release{})
	for _, tc := range []struct {
		name string
		q    movement.Query
		want string
	}{
		{"a group that nobody matched", movement.Query{Group: "gov"}, `no person matched "gov"`},
		{"one that a person decided against", movement.Query{Group: "school"}, `no person matched "school"`},
		{"no such group", movement.Query{Group: "nobody"}, `no group "nobody"`},
		{"a division that the case has not", movement.Query{Division: "parish"}, `it has governorate, district, zone`},
		{"no months", movement.Query{Quiet: -1}, "from 1 to 24"},
		{"too long a period", movement.Query{Span: truceline.Interval{From: day("1990-01-01"), To: day("2017-01-01")}}, "324 months; a record shows at most 120"},
		{"an open period", movement.Query{Span: truceline.Interval{From: day("2017-01-01")}}, "first and a last day"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := movement.New(reg, year(tc.q))
			if err == nil || !strings.Contains(err.Error(), tc.want) || truceline.KindOf(err) == truceline.Internal {
				t.Errorf("got %v, want a problem with %q", err, tc.want)
			}
		})
	}
	if r := hold(t, reg, movement.Query{Group: "rebels"}, events(reg, "rebels 2017-07-10 A")); strip(r, "rebels", "A") != "......R....." || len(r.Groups[0].Listed.Unknown) != 1 {
		t.Errorf("a name for several parties, asked for by itself: %+v", r.Groups)
	}
}

// In Asunción October 2017 began at one o'clock.
func TestMonthsBeginWithTheirFirstDay(t *testing.T) {
	asuncion, err := time.LoadLocation("America/Asuncion")
	if err != nil {
		t.Fatal(err)
	}
	october := movement.Month(2017*12 + 9).Span(asuncion)
	if got := october.From.In(asuncion).Format("2006-01-02 15:04"); got != "2017-10-01 01:00" {
		t.Errorf("October 2017 begins at %s", got)
	}
	var m movement.Month
	if err := m.UnmarshalText([]byte("2017-13")); err == nil {
		t.Error("a thirteenth month was read")
	}
	if err := m.UnmarshalText([]byte("2017-12")); err != nil || m.String() != "2017-12" || m.Calendar() != time.December {
		t.Errorf("got %v, %v", m, err)
	}
}
