package acled_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/cases"
	"github.com/truceline/truceline/internal/intake/acled"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/lexicon"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/place/gazetteer"
	"github.com/truceline/truceline/report"
)

// The rows of these tests are invented. ACLED's terms forbid to hand its own on.

var columns = []string{
	"event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
	"actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
	"iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
	"source", "source_scale", "notes", "fatalities", "tags", "timestamp",
}

// A change replaces fields of the ordinary event.
type change map[string]string

func file(t testing.TB, changes ...change) string {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write(columns)
	for _, c := range changes {
		row := change{
			"event_id_cnty": "FOO1", "event_date": "06 May 2017", "year": "2017", "time_precision": "1",
			"disorder_type": "Political violence", "event_type": "Battles", "sub_event_type": "Armed clash",
			"actor1": "Military Forces of Foo (2000-)", "inter1": "State forces", "actor2": "RB: River Brigade", "assoc_actor_2": "Hill Guard; Dale Guard", "inter2": "Rebel group",
			"interaction": "State forces-Rebel group", "iso": "999", "region": "Nowhere", "country": "Foo", "admin1": "Upper Foo", "admin2": "Ford",
			"location": "Ford", "latitude": "33.5", "longitude": "36.4", "geo_precision": "1",
			"source": "SOHR; River News", "source_scale": "Other", "notes": "On 6 May, two sides fought at Ford.", "fatalities": "3", "timestamp": "1700000000",
		}
		for k, v := range c {
			row[k] = v
		}
		fields := make([]string, len(columns))
		for i, name := range columns {
			fields[i] = row[name]
		}
		w.Write(fields)
	}
	w.Flush()
	return b.String()
}

func options(t testing.TB) acled.Options {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Damascus")
	if err != nil {
		t.Fatal(err)
	}
	parties := map[string]party.ID{"Military Forces of Foo": "foo_army", "River Brigade": "river_brigade", "acled:Hill Guard": "hill_guard", "Civilians": "civilians"}
	areas := map[string]place.AreaID{"Upper Foo": "upper", "Foo": "foo"}
	return acled.Options{Lexicon: lexicon.Lexicon{
		Source: report.Source{ID: "acled", Origins: []report.OriginAlias{{Origin: "SOHR", Spellings: []string{"Syrian Observatory"}}}},
		Zone:   zone,
		Actor: func(name, code string) party.ID {
			if id := parties[code]; id != "" {
				return id
			}
			return parties[name]
		},
		Area: func(name string) (place.AreaID, float64, bool) {
			id, ok := areas[name]
			return id, 90_000, ok
		},
		Place: func(name string, h gazetteer.Hint) gazetteer.Resolution {
			return gazetteer.Resolution{Verdict: gazetteer.Unknown, Reason: "a test knows no place"}
		},
	}}
}

func read(t testing.TB, in string, opts acled.Options) ([]csvrows.Item, error) {
	t.Helper()
	rows, err := csvrows.Open(strings.NewReader(in), csvrows.Options{})
	if err != nil {
		return nil, err
	}
	var items []csvrows.Item
	for item, err := range acled.Read(t.Context(), rows, opts) {
		if err != nil {
			return items, err
		}
		items = append(items, item)
	}
	return items, nil
}

func one(t testing.TB, c change, opts acled.Options) report.Report {
	t.Helper()
	items, err := read(t, file(t, c), opts)
	if err != nil {
		t.Fatal(err)
	}
	if len(items) != 1 || items[0].Refusal != nil {
		t.Fatalf("read %+v, want one report", items)
	}
	return items[0].Report
}

func TestOneEventIsOneReport(t *testing.T) {
	in := file(t, nil)
	_, line, _ := strings.Cut(in, "\n")
	want := report.Report{
		Source: "acled", Number: "FOO1", Received: report.Digest([]byte(strings.TrimSuffix(line, "\n"))),
		When: truceline.Interval{From: time.Date(2017, 5, 5, 21, 0, 0, 0, time.UTC), To: time.Date(2017, 5, 6, 21, 0, 0, 0, time.UTC)},
		Days: "2017-05-06", WhenBasis: "ACLED time_precision 1: the day is known",
		Where: place.Place{Point: place.Point{Lon: 36.4, Lat: 33.5}, Name: "Ford", Basis: "ACLED geo_precision 1: a particular town or place"},
		Codes: []string{"acled:event_type=Battles", "acled:sub_event_type=Armed clash"},
		Form:  report.TwoSided,
		SideA: []report.Actor{{Name: "Military Forces of Foo (2000-)", Party: "foo_army"}},
		SideB: []report.Actor{{Name: "RB: River Brigade", Party: "river_brigade"}, {Name: "Hill Guard", Party: "hill_guard"}, {Name: "Dale Guard"}},

		Casualties: report.Casualties{Deaths: report.Range{Low: 3, Best: 3, High: 3}},
		Words:      "On 6 May, two sides fought at Ford.",
		Origins:    []string{"SOHR", "river news"}, Outlets: 2, Lang: "en",
	}
	if diff := cmp.Diff(want, one(t, nil, options(t))); diff != "" {
		t.Error(diff)
	}
}

func TestWhen(t *testing.T) {
	for _, tc := range []struct {
		name string
		row  change
		days string
	}{
		{"an ISO date", change{"event_date": "2017-05-06"}, "2017-05-06"},
		{"one digit", change{"event_date": "6 May 2017"}, "2017-05-06"},
		{"hyphens and a short month", change{"event_date": "06-May-2017"}, "2017-05-06"},
		{"a week: any seven days that hold the date", change{"time_precision": "2"}, "2017-04-30/2017-05-12"},
		{"a month from its middle", change{"time_precision": "3", "event_date": "15 February 2017"}, "2017-02-01/2017-02-28"},
		{"a month from its last day", change{"time_precision": "3", "event_date": "31 January 2017"}, "2017-01-01/2017-01-31"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := one(t, tc.row, options(t))
			if got.Days != tc.days {
				t.Errorf("days %s, want %s", got.Days, tc.days)
			}
			zone := options(t).Lexicon.Zone
			first, last, many := strings.Cut(got.Days, "/")
			if !many {
				last = first
			}
			if from, to := got.When.From.In(zone).Format(time.DateOnly), got.When.To.Add(-1).In(zone).Format(time.DateOnly); from != first || to != last {
				t.Errorf("the span is %s to %s, the days %s", from, to, got.Days)
			}
		})
	}
}

func TestWhere(t *testing.T) {
	at := place.Point{Lon: 36.4, Lat: 33.5}
	for _, tc := range []struct {
		name  string
		row   change
		where place.Place
	}{
		{"near a town", change{"geo_precision": "2"},
			place.Place{Point: place.Point{Lon: 36.4, Lat: 33.5, RadiusM: 25_000}, Name: "Ford", Basis: "ACLED geo_precision 2: near a town, or in a small part of a region for which it stands; within about 25 km"}},
		{"a region is its division, not the town that stands for it", change{"geo_precision": "3"},
			place.Place{Point: place.Point{Lon: 36.4, Lat: 33.5, RadiusM: 90_000}, Name: "Ford", Within: "upper", Basis: "ACLED geo_precision 3: somewhere in a larger region, taken as Upper Foo"}},
		{"a region that the case does not know is its country", change{"geo_precision": "3", "admin1": "Lower Foo"},
			place.Place{Point: place.Point{Lon: 36.4, Lat: 33.5, RadiusM: 90_000}, Name: "Ford", Within: "foo", Basis: "ACLED geo_precision 3: somewhere in a larger region, taken as Foo; Lower Foo is not an area of the case"}},
		{"a region of a country that the case does not know", change{"geo_precision": "3", "admin1": "Lower Bar", "country": "Bar"},
			place.Place{Point: place.Point{Lon: 36.4, Lat: 33.5, RadiusM: 250_000}, Name: "Ford", Basis: "ACLED geo_precision 3: somewhere in a larger region; Lower Bar is not an area of the case: taken as a disc of 250 km"}},
		{"a region without a name", change{"geo_precision": "3", "admin1": "", "country": ""},
			place.Place{Point: place.Point{Lon: 36.4, Lat: 33.5, RadiusM: 1_000_000}, Name: "Ford", Basis: "ACLED geo_precision 3: somewhere in a larger region; the row does not name it: taken as a disc of 1000 km"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.where, one(t, tc.row, options(t)).Where); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("a row without a position is placed by its name", func(t *testing.T) {
		got := one(t, change{"latitude": "", "longitude": ""}, options(t))
		if got.Where.Within != "upper" || got.Where.Point == at || len(got.Remarks) == 0 {
			t.Errorf("placed %+v with remarks %q, want somewhere in the division", got.Where, got.Remarks)
		}
	})
}

func TestForm(t *testing.T) {
	for _, tc := range []struct {
		name string
		row  change
		want report.Form
	}{
		{"a battle has two sides", nil, report.TwoSided},
		{"a battle in an old export", change{"event_type": "Battle-No change of territory", "sub_event_type": ""}, report.TwoSided},
		{"violence against civilians has one", change{"event_type": "violence against civilians", "sub_event_type": "Attack"}, report.OneSided},
		{"shelling upon civilians has one", change{"event_type": "Explosions/Remote violence", "sub_event_type": "Shelling/artillery/missile attack", "civilian_targeting": "Civilian targeting"}, report.OneSided},
		{"shelling upon civilians in an export with numbers", change{"event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike", "inter2": "7"}, report.OneSided},
		{"shelling of others may be an exchange", change{"event_type": "Explosions/Remote violence", "sub_event_type": "Shelling/artillery/missile attack"}, report.Unsaid},
		{"remote violence of an old export upon civilians", change{"event_type": "Remote violence", "sub_event_type": "", "inter2": "Civilians"}, report.OneSided},
		{"a protest names who protested", change{"event_type": "Protests", "sub_event_type": "Peaceful protest"}, report.Unsaid},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := one(t, tc.row, options(t))
			if got.Form != tc.want {
				t.Errorf("form %s, want %s", got.Form, tc.want)
			}
			if len(got.Remarks) > 0 {
				t.Errorf("remarks %q, want none", got.Remarks)
			}
		})
	}
}

func TestTheAssociatesOfCiviliansAreNoParties(t *testing.T) {
	for _, inter := range []string{"7", "Civilians", "Protesters", "5"} {
		got := one(t, change{"actor2": "Civilians (Foo)", "assoc_actor_2": "Women (Foo); Farmers (Foo)", "inter2": inter}, options(t)).SideB
		want := []report.Actor{{Name: "Civilians (Foo)", Party: "civilians"}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", inter, diff)
		}
	}
	if got := one(t, change{"actor2": "", "assoc_actor_2": "", "inter2": "0"}, options(t)).SideB; got != nil {
		t.Errorf("no second actor gives %+v", got)
	}
}

func TestDeathsAndSources(t *testing.T) {
	none := one(t, change{"fatalities": "0"}, options(t)).Casualties
	if none != (report.Casualties{}) {
		t.Errorf("no deaths give %+v", none)
	}
	unsaid := one(t, change{"fatalities": ""}, options(t)).Casualties
	if unsaid != (report.Casualties{Unstated: true}) {
		t.Errorf("a number that is not given is %+v", unsaid)
	}
	got := one(t, change{"source": "Undisclosed Source; SOHR;syrian  observatory"}, options(t))
	if diff := cmp.Diff([]string{"SOHR"}, got.Origins); diff != "" || got.Outlets != 3 {
		t.Errorf("origins %q of %d, want SOHR of 3", got.Origins, got.Outlets)
	}
}

func TestRemarks(t *testing.T) {
	for _, tc := range []struct {
		name string
		row  change
		want string
	}{
		{"a year that is another", change{"year": "2018"}, "year says 2018 and event_date 2017-05-06; the date is taken"},
		{"an event type that the codebook does not have", change{"event_type": "Weather"}, `"Weather" is not an event type of the codebook; it is kept as given`},
		{"a sub-event type that the codebook does not have", change{"sub_event_type": "Rain"}, `"Rain" is not a sub-event type of the codebook; it is kept as given`},
		{"a sub-event type of another event type", change{"sub_event_type": "Peaceful protest"}, `"Peaceful protest" is a sub-event type of Protests and not of Battles; both are kept as given`},
		{"an inter code that the codebook does not have", change{"inter1": "9"}, `"9" in inter1 is not a code of the codebook`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff([]string{tc.want}, one(t, tc.row, options(t)).Remarks); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAnIDThatStandsTwiceIsTwoVersions(t *testing.T) {
	items, err := read(t, file(t, nil, change{"fatalities": "5"}, nil), options(t))
	if err != nil || len(items) != 3 {
		t.Fatalf("read %+v, %v, want three reports", items, err)
	}
	want := []string{"the id stands on line 2 already, with other content; both are kept, as versions"}
	if diff := cmp.Diff(want, items[1].Report.Remarks); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(items[0].Report, items[2].Report); diff != "" {
		t.Errorf("the same row again is another report: %s", diff)
	}
}

func TestRefusals(t *testing.T) {
	boxed := options(t)
	boxed.Bound = orb.Bound{Min: orb.Point{35.7, 32.3}, Max: orb.Point{42.4, 37.3}}
	for _, tc := range []struct {
		name string
		row  change
		want string
	}{
		{"no id", change{"event_id_cnty": ""}, `line 2, field event_id_cnty: empty; every event of ACLED has an id, like SYR12345`},
		{"a date whose day and month cannot be told apart", change{"event_date": "06/05/2017"}, `line 2, field event_date, value "06/05/2017": not a date written like 06 May 2017 or 2017-05-06`},
		{"an unknown precision of time", change{"time_precision": "4"}, `line 2, field time_precision, value "4": not a whole number from 1 to 3`},
		{"an unknown precision of place", change{"geo_precision": ""}, `line 2, field geo_precision: empty, not a whole number from 1 to 3`},
		{"no event type", change{"event_type": ""}, `line 2, field event_type: empty; it is one of Battles, Explosions/Remote violence, Violence against civilians, Protests, Riots, Strategic developments`},
		{"no actor", change{"actor1": ""}, `line 2, field actor1: empty; ACLED names at least one actor, if only as unidentified`},
		{"a latitude out of range", change{"latitude": "133.5"}, `line 2, field latitude, value "133.5": not a number from -90 to 90`},
		{"swapped coordinates", change{"latitude": "38.5", "longitude": "33.5"}, `line 2, field latitude, value "38.5": latitude 38.5, longitude 33.5 lies outside the case's box, and inside it once the two are swapped; swap the columns`},
		{"neither a position nor a name", change{"latitude": "", "longitude": "", "location": "", "admin1": ""}, `line 2, field latitude: empty, and so are longitude, location and admin1; a place needs one of them`},
		{"deaths in words", change{"fatalities": "many"}, `line 2, field fatalities, value "many": not a whole number from 0 to 100000000`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			items, err := read(t, file(t, tc.row, change{"event_id_cnty": "FOO2"}), boxed)
			if err != nil {
				t.Fatal(err)
			}
			if len(items) != 2 || items[0].Refusal == nil || items[1].Report.Number != "FOO2" {
				t.Fatalf("read %+v, want a refusal and a report", items)
			}
			if got := items[0].Refusal.Error(); got != tc.want {
				t.Errorf("refused as %q, want %q", got, tc.want)
			}
		})
	}
}

func TestAFileOfOthersIsRefused(t *testing.T) {
	_, err := read(t, "id,best\n1,2\n", options(t))
	const want = "line 1: the file lacks event_id_cnty, event_date, time_precision, event_type, actor1, latitude, longitude, geo_precision, fatalities; it has id, best"
	if err == nil || err.Error() != want {
		t.Errorf("Read = %v, want %q", err, want)
	}
}

// TestTheOrderAndCaseOfColumnsIsFree shuffles the columns of a file and their
// letter case: only the digest of the row as received may differ.
func TestTheOrderAndCaseOfColumnsIsFree(t *testing.T) {
	want := one(t, nil, options(t))
	rapid.Check(t, func(rt *rapid.T) {
		records, err := csv.NewReader(strings.NewReader(file(t, nil))).ReadAll()
		if err != nil {
			rt.Fatal(err)
		}
		order := rapid.Permutation(columns).Draw(rt, "order")
		upper := rapid.Bool().Draw(rt, "upper")
		header, row := make([]string, len(order)), make([]string, len(order))
		for i, name := range order {
			header[i] = name
			if upper {
				header[i] = strings.ToUpper(name)
			}
			for j, c := range records[0] {
				if c == name {
					row[i] = records[1][j]
				}
			}
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.WriteAll([][]string{header, row})
		items, err := read(t, b.String(), options(t))
		if err != nil || len(items) != 1 {
			rt.Fatalf("read %v, %v", items, err)
		}
		items[0].Report.Received = want.Received
		if diff := cmp.Diff(want, items[0].Report); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// TestTheCaseKnowsTheTypes reads a row of each type by the bundled case: its act
// catalogue must give battles, airstrikes and shelling an act.
func TestTheCaseKnowsTheTypes(t *testing.T) {
	dir, ok := cases.Bundled("astana")
	if !ok {
		t.Fatal("there is no case astana")
	}
	c, err := casedir.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	acts := map[string]string{}
	for _, a := range c.Facts.Acts {
		for _, code := range a.Codes {
			acts[code] = string(a.ID)
		}
	}
	for _, tc := range []struct{ event, sub, want string }{
		{"Battles", "Armed clash", "hostilities hostilities"},
		{"Battles", "Government regains territory", "hostilities seizure_of_territory"},
		{"Explosions/Remote violence", "Air/drone strike", " airstrike"},
		{"Explosions/Remote violence", "Shelling/artillery/missile attack", " shelling"},
		{"Explosions/Remote violence", "Chemical weapon", " chemical_weapon_use"},
		{"Explosions/Remote violence", "Remote explosive/landmine/IED", " "},
		{"Violence against civilians", "Attack", " attack_on_civilians"},
		{"Protests", "Peaceful protest", " "},
	} {
		codes := one(t, change{"event_type": tc.event, "sub_event_type": tc.sub}, options(t)).Codes
		if got := acts[codes[0]] + " " + acts[codes[1]]; got != tc.want {
			t.Errorf("%s, %s means %q, want %q", tc.event, tc.sub, got, tc.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(file(f, nil)))
	f.Add([]byte(file(f, change{"geo_precision": "3", "time_precision": "2", "inter1": "1", "latitude": "", "longitude": ""}, change{"fatalities": ""})))
	opts := options(f)
	opts.Bound = orb.Bound{Min: orb.Point{35, 32}, Max: orb.Point{43, 38}}
	f.Fuzz(func(t *testing.T, in []byte) {
		rows, err := csvrows.Open(bytes.NewReader(in), csvrows.Options{MaxBytes: 1 << 20})
		if err != nil {
			return
		}
		for item, err := range acled.Read(t.Context(), rows, opts) {
			if err != nil {
				if truceline.KindOf(err) != truceline.InvalidKind {
					t.Fatalf("ended by %v, which is not a Problem", err)
				}
				return
			}
			if item.Refusal != nil {
				continue
			}
			r := item.Report
			if r.Number == "" || !r.When.From.Before(r.When.To) || len(r.SideA) == 0 || r.Where.Basis == "" || len(r.Codes) == 0 || r.Form == "" {
				t.Fatalf("half a report: %+v", r)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var in strings.Builder
	in.WriteString(strings.Join(columns, ",") + "\n")
	_, row, _ := strings.Cut(file(b, nil), "\n")
	for i := range 10_000 {
		in.WriteString(strings.Replace(row, "FOO1", fmt.Sprintf("FOO%d", i), 1))
	}
	opts := options(b)
	b.SetBytes(int64(in.Len()))
	for b.Loop() {
		rows, err := csvrows.Open(strings.NewReader(in.String()), csvrows.Options{})
		if err != nil {
			b.Fatal(err)
		}
		for item, err := range acled.Read(b.Context(), rows, opts) {
			if err != nil || item.Refusal != nil {
				b.Fatal(err, item.Refusal)
			}
		}
	}
}
