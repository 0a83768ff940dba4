package workload

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/place"
)

// sources writes three source files, the second and third without a report
// unless given.
func sources(t *testing.T, lines ...string) string {
	t.Helper()
	dir := t.TempDir()
	for s := range 3 {
		content := sourceHeader + "\n"
		if s < len(lines) {
			content += lines[s]
		}
		if err := os.WriteFile(filepath.Join(dir, "source"+string(rune('1'+s))+".csv"), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestSourceReports(t *testing.T) {
	for _, tc := range []struct {
		name  string
		lines []string
		want  []SourceReport
		wrong string // part of the error, if one is expected
	}{
		{"reports come source by source",
			[]string{"1,2025-08-13T18:43:43Z,39.513244,37.074284,Northern Army,raid,text\n", "", "1,2023-01-01T00:00:00Z,-0.500000,33.100000,,protest,text\n"},
			[]SourceReport{
				{Source: 1, Number: 1, At: 1755110623, Lon: 39.513244, Lat: 37.074284, Actor: "Northern Army", Type: "raid"},
				{Source: 3, Number: 1, At: 1672531200, Lon: -0.5, Lat: 33.1, Coarse: true, Type: "protest"},
			}, ""},
		{"one coordinate on the grid is not coarse",
			[]string{"1,2023-01-01T00:00:00Z,36.500000,33.123456,,raid,text\n"},
			[]SourceReport{{Source: 1, Number: 1, At: 1672531200, Lon: 36.5, Lat: 33.123456, Type: "raid"}}, ""},
		{"a time that is none is refused by its line", []string{"1,2023-01-01T00:00:00Z,1.000000,2.000000,a,raid,x\n2,soon,1.000000,2.000000,a,raid,x\n"}, nil, "source1.csv: line 3"},
		{"other than six decimals are refused", []string{"1,2023-01-01T00:00:00Z,1.5,2.000000,a,raid,x\n"}, nil, `"1.5" is not a number of degrees with six decimals`},
		{"a letter in a coordinate is refused", []string{"1,2023-01-01T00:00:00Z,1.00000e,2.000000,a,raid,x\n"}, nil, "not a number of degrees"},
		{"a field too few is refused", []string{"1,2023-01-01T00:00:00Z,1.000000,2.000000,a,raid\n"}, nil, "6 fields, not 7"},
		{"a field too many is refused", []string{"1,2023-01-01T00:00:00Z,1.000000,2.000000,a,raid,x,y\n"}, nil, "more than 7 fields"},
		{"a quoted field is refused", []string{`1,2023-01-01T00:00:00Z,1.000000,2.000000,"a",raid,x` + "\n"}, nil, "quoted"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []SourceReport
			var err error
			for r, e := range SourceReports(sources(t, tc.lines...)) {
				if err = e; err == nil {
					got = append(got, r)
				}
			}
			if tc.wrong != "" {
				if err == nil || !strings.Contains(err.Error(), tc.wrong) {
					t.Fatalf("error %v, want one with %q", err, tc.wrong)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tc.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestSourceReportsStopsWhenToldTo(t *testing.T) {
	line := "1,2023-01-01T00:00:00Z,1.000000,2.000000,a,raid,x\n"
	n := 0
	for range SourceReports(sources(t, line+line, line)) {
		n++
		break
	}
	if n != 1 {
		t.Errorf("read %d reports after the first was enough", n)
	}
}

func TestAccounts(t *testing.T) {
	got, err := Accounts(sources(t, "7,2023-01-01T00:00:00Z,36.500000,33.100000,the Northern-Army,raid,words\n"))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
	want := []incident.Account{{
		ID: "1-7", Source: "source1", When: truceline.Interval{From: at, To: at},
		Places: []place.Place{{Point: place.Point{Lon: 36.5, Lat: 33.1, RadiusM: coarseM}}},
		Kinds:  incident.Terms{Named: []string{"group:ground", "type:raid"}},
		Sides:  incident.Terms{Named: []string{"northern army"}}, Uncounted: true,
	}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestEvents(t *testing.T) {
	for _, tc := range []struct {
		name, csv string
		want      []int32
		wrong     string
	}{
		{"events come source by source", "source,report,event\n1,1,5\n1,2,6\n2,1,5\n3,1,9\n", []int32{5, 6, 5, 9}, ""},
		{"a report left out is refused", "source,report,event\n1,1,5\n1,3,6\n", nil, "line 3"},
		{"an event that is no number is refused", "source,report,event\n1,1,x\n", nil, "line 2"},
		{"another header is refused", "report,event\n", nil, "line 1"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := Events(write(t, "truth.csv", tc.csv))
			if tc.wrong != "" {
				if err == nil || !strings.Contains(err.Error(), tc.wrong) {
					t.Fatalf("error %v, want one with %q", err, tc.wrong)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tc.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestOpenLinkageRefusesWhatIsNotW6(t *testing.T) {
	cache := t.TempDir()
	dir := filepath.Join(cache, "w6-100000-1")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name := range linkageDigests {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("id\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := OpenLinkage(t.Context(), "", cache, LinkageSize, 1); err == nil || !strings.Contains(err.Error(), "is not W6") {
		t.Errorf("error %v, want one that says the file is not W6", err)
	}
}

func TestEveryTypeHasAGroup(t *testing.T) {
	if n := len(Types()); n != 20 {
		t.Errorf("%d types, want the generator's 20", n)
	}
	for _, kind := range Types() {
		if TypeGroup(kind) == "" {
			t.Errorf("%s has no group", kind)
		}
	}
	if TypeGroup("parade") != "" {
		t.Error("a type that is none has a group")
	}
}

// FuzzSourceReport: no line makes the reader panic, and what it takes it takes
// whole.
func FuzzSourceReport(f *testing.F) {
	f.Add([]byte("1,2025-08-13T18:43:43Z,39.513244,37.074284,Northern Army,raid,text"))
	f.Add([]byte("1,2023-01-01T00:00:00Z,-0.500000,33.100000,,protest,"))
	f.Add([]byte(",,,,,,"))
	f.Fuzz(func(t *testing.T, line []byte) {
		r, err := sourceReport(line, names{})
		if err == nil && (r.Lon < -1000 || r.Lon > 1000 || strings.Contains(r.Actor+r.Type, ",")) {
			t.Errorf("%q was read as %+v", line, r)
		}
	})
}

func TestApartTakesOneOfEachGroupAndSpan(t *testing.T) {
	var lines strings.Builder
	at := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range 40 { // ten days, four reports a day, two groups in turn
		kind := []string{"raid", "protest"}[i%2]
		fmt.Fprintf(&lines, "%d,%s,1.000000,2.000000,a,%s,x\n", i+1, at.Add(time.Duration(i)*6*time.Hour).Format(time.RFC3339), kind)
	}
	dir := sources(t, lines.String())
	got, err := Apart(dir, 4)
	if err != nil {
		t.Fatal(err)
	}
	// Of each group two, five days apart but for a report: from hours 0 to 59 and
	// 117 to 175, the middle one.
	if d := cmp.Diff([]int32{4, 5, 24, 25}, got); d != "" {
		t.Error(d)
	}
	if _, err := Apart(dir, 400); err == nil {
		t.Error("more spans than reports pass")
	}
}
