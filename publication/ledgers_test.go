package publication

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/ledgers"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// rivals is a register with sources that report and sources that count, and
// what they say: two of a week's incidents told by two sources, one of these
// with another number of dead, two told by one origin each, one of which nobody
// says where it comes from, and one of an uncertain day and area.
type rivals struct {
	reg     *observance.Register
	records []LedgerRecord
	claims  []report.Claim
}

func rivalry(t testing.TB) rivals {
	t.Helper()
	area := func(id, name, kind string) place.Area {
		return place.Area{ID: place.AreaID(id), Names: truceline.Names{"en": name}, Kind: kind, Standing: place.Indicative, Term: truceline.Always()}
	}
	source := func(id, name string, of party.ID) report.Source {
		return report.Source{ID: report.SourceID(id), Names: truceline.Names{"en": name}, Affiliation: of}
	}
	ged := source("ucdp-ged", "UCDP GED", "")
	ged.Grades = []report.Grade{{Topic: "breaches without deaths", Grade: "F", Reason: "Only lethal events are in it.", Term: truceline.Always()}}
	facts := observance.Facts{
		Case:    observance.Case{ID: "astana", Names: truceline.Names{"en": "A case"}, Zone: "Asia/Damascus"},
		Areas:   []place.Area{area("SY05", "Hama", Division), area("SY07", "Idlib", Division), area("area_idlib", "Idlib area", "de_escalation_area")},
		Parties: []party.Party{{ID: "rus", Names: truceline.Names{"en": "Russia"}}, {ID: "tur", Names: truceline.Names{"en": "Turkey"}}},
		Sources: []report.Source{ged, source("monitor", "A monitor", ""), source("ru-part", "Russian part", "rus"), source("ru-centre", "Russian centre", "rus"), source("tr-part", "Turkish part", "tur")},
	}
	reg, err := observance.Compile(facts, damascus(t))
	if err != nil {
		t.Fatal(err)
	}
	out := rivals{reg: reg}
	add := func(id, first, last, where string, areas []ledgers.Lying, disputes []incident.Contradiction, of ...ledgers.Registration) {
		d := first
		if last != first {
			d += "/" + last
		}
		out.records = append(out.records, LedgerRecord{
			Entry: ledgers.Entry{ID: incident.ID(id), When: days(t, first, last), Areas: areas, Deaths: report.Range{Low: 1, Best: 2, High: 3}, Registered: of, Contradictions: disputes},
			Days:  d, Where: where,
		})
	}
	ucdp := func(n string, origins ...string) ledgers.Registration {
		return ledgers.Registration{Report: "ucdp-ged:" + n, Source: "ucdp-ged", Origins: origins}
	}
	watch := func(n string, origins ...string) ledgers.Registration {
		return ledgers.Registration{Report: "monitor:" + n, Source: "monitor", Origins: origins}
	}
	in := func(a place.AreaID, answer truceline.Answer) ledgers.Lying {
		return ledgers.Lying{Area: a, Answer: answer}
	}
	hama, idlib := []ledgers.Lying{in("SY05", truceline.Yes)}, []ledgers.Lying{in("SY07", truceline.Yes)}
	over := []incident.Contradiction{{Aspect: incident.OverCount, A: "monitor:8", B: "ucdp-ged:2", SaysA: "9", SaysB: "2", Apart: "7"}}
	add("i-1", "2017-05-07", "2017-05-07", "Harbnifsah", hama, nil, ucdp("1", "SOHR"), watch("7"))
	add("i-2", "2017-05-07", "2017-05-07", "=2+5", idlib, over, ucdp("2", "SOHR"), watch("8"))
	add("i-3", "2017-05-08", "2017-05-08", "<b>Binnish</b>", idlib, nil, ucdp("3", "SOHR", "Reuters"))
	add("i-4", "2017-05-09", "2017-05-09", "", idlib, nil, watch("9"))
	add("i-5", "2017-05-09", "2017-05-10", "A road", []ledgers.Lying{in("SY05", truceline.Unknown), in("SY07", truceline.Unknown)}, nil, ucdp("5", "SOHR"))
	add("i-6", "2017-05-10", "2017-05-10", "A town", nil, nil, ucdp("6"))
	for _, c := range []observance.ClaimHeld{
		counted(t, "ru-part", "B1", "B1", 9, ""), counted(t, "ru-part", "B1/SY05", "B1", 5, "SY05"), counted(t, "ru-part", "B1/SY07", "B1", 4, "SY07"),
		counted(t, "tr-part", "B1", "B1", 4, ""), counted(t, "tr-part", "B1/SY05", "B1", 4, "SY05"),
		counted(t, "ru-part", "=B2", "B2", 10, ""),
	} {
		c.Claim.Origin = "Ministry"
		out.claims = append(out.claims, c.Claim)
	}
	out.claims[5].Period, out.claims[5].Published = truceline.Interval{}, "" // no day is given
	return out
}

func (r rivals) hold(t interface {
	Helper()
	Fatal(...any)
}, a, b string, also ...string) Ledger {
	t.Helper()
	l, err := HoldLedgers(r.reg, LedgerQuery{A: a, B: b, Also: also}, r.records, r.claims)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func week(t testing.TB) LedgerAbout {
	return LedgerAbout{
		Case: "astana", Span: days(t, "2017-05-07", "2017-05-13"), Zone: damascus(t), Known: time.Date(2017, 6, 1, 12, 0, 0, 0, time.UTC), Site: "https://truceline.example/",
		AreaName: func(id place.AreaID) string { return map[place.AreaID]string{"SY05": "Hama", "SY07": "Idlib"}[id] },
	}
}

func TestGoldenLedgers(t *testing.T) {
	r := rivalry(t)
	for name, l := range map[string]Ledger{"ledgers": r.hold(t, "ucdp-ged", "monitor", "origin:Reuters"), "ledgers-counts": r.hold(t, "ru-part", "tr-part")} {
		for ext, got := range ledgerFiles(t, l, week(t)) {
			name := filepath.Join("testdata", name+"."+ext)
			if *update {
				if err := os.WriteFile(name, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("%s changed (-want +got); if that is meant, run with -update:\n%s", name, diff)
			}
		}
	}
}

func ledgerFiles(t interface {
	Helper()
	Fatal(...any)
}, l Ledger, about LedgerAbout) map[string][]byte {
	t.Helper()
	var c, h bytes.Buffer
	if err := LedgersCSV(&c, l, about); err != nil {
		t.Fatal(err)
	}
	if err := LedgersHTML(&h, l, about); err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{"csv": c.Bytes(), "html": h.Bytes()}
}

func TestShuffledLedgersGiveTheSameBytes(t *testing.T) {
	about := week(t)
	r := rivalry(t)
	want := ledgerFiles(t, r.hold(t, "ucdp-ged", "rest"), about)
	rapid.Check(t, func(rt *rapid.T) {
		r := r
		r.records = rapid.Permutation(r.records).Draw(rt, "records")
		r.claims = rapid.Permutation(r.claims).Draw(rt, "claims")
		got := ledgerFiles(rt, r.hold(rt, "ucdp-ged", "rest"), about)
		for ext := range want {
			if !bytes.Equal(got[ext], want[ext]) {
				rt.Errorf("%s differs:\n%s", ext, cmp.Diff(string(want[ext]), string(got[ext])))
			}
		}
	})
}

// cellsOf are the incidents of the total by cell, those that have any.
func cellsOf(l Ledger) map[string]string {
	out := make(map[string]string)
	for _, c := range l.Cells(l.Table.Total.Certain) {
		switch {
		case c.Missing != "":
			out[c.Word] = "– " + c.Missing
		case len(c.Incidents) > 0:
			out[c.Word] = joined(c.Incidents)
		}
	}
	return out
}

func TestCells(t *testing.T) {
	r := rivalry(t)
	for _, tc := range []struct {
		name, a, b string
		want       map[string]string
	}{
		{"two sources", "ucdp-ged", "monitor",
			map[string]string{"only_a": "i-3 i-5 i-6", "only_b": "i-4", "both": "i-1 i-2", "contradictory": "i-2"}},
		{"an origin and all others: what names no origin is nobody's", "origin:SOHR", "rest",
			map[string]string{"only_a": "i-1 i-2 i-5", "both": "i-3", "unsaid": "i-4 i-6"}},
		{"an origin in another case of letters is the same", "origin:sohr", "origin:Reuters",
			map[string]string{"only_a": "i-1 i-2 i-5", "both": "i-3", "unsaid": "i-4 i-6"}},
		{"one side only counts: none is not zero", "ucdp-ged", "ru-part",
			map[string]string{"only_a": "i-1 i-2 i-3 i-5 i-6", "only_b": "– Russian part gives counts and no incidents", "both": "– Russian part gives counts and no incidents",
				"contradictory": "– Russian part gives counts and no incidents", "unsaid": "i-4"}},
		{"a party is the sources that speak for it", "rus", "tur",
			map[string]string{"only_a": "– Russia gives counts and no incidents", "only_b": "– Turkey gives counts and no incidents", "both": "– Russia gives counts and no incidents",
				"contradictory": "– Russia gives counts and no incidents", "independent": "i-1 i-2 i-3 i-5", "unsaid": "i-4 i-6"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, cellsOf(r.hold(t, tc.a, tc.b))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLedgersAreRefusedInWords(t *testing.T) {
	r := rivalry(t)
	for _, tc := range []struct {
		name, a, b string
		want       string // in the refusal of the table, or the problem
	}{
		{"nobody else names an origin", "ucdp-ged", "rest", "No report of what is asked names an origin that is not of UCDP GED"},
		{"a source of both", "rus", "ru-part", "The source ru-part belongs to Russia and to Russian part"},
		{"one side twice", "rest", "rest", "cannot be held against itself"},
		{"a side that nobody is", "nobody", "rest", "neither a source of the case nor a party"},
		{"no side", "", "rest", "neither a source of the case nor a party"},
		{"an origin without a name", "origin:", "rest", "neither a source of the case nor a party"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			l, err := HoldLedgers(r.reg, LedgerQuery{A: tc.a, B: tc.b}, r.records, r.claims)
			got := l.Refused
			if err != nil {
				got = err.Error()
				if k := truceline.KindOf(err); k != truceline.InvalidKind && k != truceline.NotFoundKind {
					t.Errorf("%v is not a problem that a reader can mend", err)
				}
			}
			if !strings.Contains(got, tc.want) {
				t.Errorf("refused with %q, want %q", got, tc.want)
			}
			if err == nil && !l.Estimate.Refused() {
				t.Error("an estimate is given all the same")
			}
		})
	}
}

// What two counts have in common is told of the two sources that count alike,
// also where a side is a party with several.
func TestCountsOfParties(t *testing.T) {
	r := rivalry(t)
	l := r.hold(t, "rus", "tur")
	if l.Counts == nil || l.Counts.X != "ru-part" || l.Counts.Y != "tr-part" || len(l.Counts.Pairs) != 1 || l.Counts.Union != (ledgers.Union{AtLeast: 9, AtMost: 13}) {
		t.Errorf("counts %+v, want one pair of ru-part and tr-part, 9 to 13", l.Counts)
	}
	if l.ByArea == nil || len(l.ByArea.Pairs) != 1 || l.ByArea.Pairs[0].X != 5 {
		t.Errorf("by area %+v, want one pair, of Hama", l.ByArea)
	}
	words := strings.Join(l.Sentences(), "\n")
	for _, want := range []string{"Russia and Turkey share the origin Ministry", "Russian part and Turkish part both gave a number once", "Others registered 6 incidents."} {
		if !strings.Contains(words, want) {
			t.Errorf("the sentences lack %q:\n%s", want, words)
		}
	}
}

// Each number of the file has as many records, and no cell begins as a formula.
func TestLedgersCSVAddsUp(t *testing.T) {
	r := rivalry(t)
	var rows [][]string
	for _, l := range []Ledger{r.hold(t, "ucdp-ged", "rest"), r.hold(t, "ru-part", "monitor"), r.hold(t, "origin:=SUM(1)", "monitor")} {
		more, err := csv.NewReader(bytes.NewReader(ledgerFiles(t, l, week(t))["csv"])).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, more[1:]...)
	}
	missing := 0
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
				t.Errorf("%v begins as a formula", row)
			}
		}
		if slices.Contains([]string{"words", "claim"}, row[0]) {
			continue
		}
		if row[5] == "" {
			missing++
			continue
		}
		if n := len(strings.Fields(row[6])); row[5] != digits(n) {
			t.Errorf("%v has %d records", row, n)
		}
	}
	if missing != 6 { // certain and possible: only ru-part, both, contradictory
		t.Errorf("%d numbers are missing, want 6", missing)
	}
}

// Every number of the page leads to a list, and every row of a list is there.
func TestLedgersHTMLLinks(t *testing.T) {
	r := rivalry(t)
	for _, l := range []Ledger{r.hold(t, "ucdp-ged", "monitor", "origin:Reuters"), r.hold(t, "ru-part", "tr-part"), r.hold(t, "origin:SOHR", "rest")} {
		page := string(ledgerFiles(t, l, week(t))["html"])
		for _, m := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(page, -1) {
			if strings.Count(page, `id="`+m[1]+`"`) != 1 {
				t.Errorf("%s and %s: #%s is there %d times", l.Name(0), l.Name(1), m[1], strings.Count(page, `id="`+m[1]+`"`))
			}
		}
		for _, bad := range []string{"<script", "src=", "ZgotmplZ", "%!", "<no value>", "<b>Binnish"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s and %s: the page holds %s", l.Name(0), l.Name(1), bad)
			}
		}
	}
}

func TestPathEscaped(t *testing.T) {
	for in, want := range map[string]string{"i-ucdp-ged-1": "i-ucdp-ged-1", "i-centre-=12/a": "i-centre-%3D12%2Fa", "i-é ?": "i-%C3%A9%20%3F"} {
		if got := pathEscaped(in); got != want {
			t.Errorf("pathEscaped(%q) = %q, want %q", in, got, want)
		}
	}
}

// The JSON says what was asked, so that the file speaks for itself.
func TestLedgersJSONSaysWhatWasAsked(t *testing.T) {
	b, err := json.Marshal(rivalry(t).hold(t, "ucdp-ged", "monitor"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"query":{"a":"ucdp-ged","b":"monitor"}`, `"contradictory":["i-2"]`, `"over":[{"aspect":"count","incidents":["i-2"]}]`} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("the JSON lacks %s", want)
		}
	}
}
