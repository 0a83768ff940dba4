package workload

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

// write makes a workload folder of a few lines.
func write(t *testing.T, name, content string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestIncidents(t *testing.T) {
	const header = "id,t,lon,lat,actor,type,source\n"
	for _, tc := range []struct {
		name, csv string
		want      []Incident
		wrong     string // part of the error, if one is expected
	}{
		{"one line is one incident",
			header + "7,2023-01-02T00:00:01Z,36.5,33.25,River Army,raid,press\n",
			[]Incident{{ID: 7, At: 1672617601, Lon: 36.5, Lat: 33.25, Actor: "River Army", Type: "raid", Source: "press"}}, ""},
		{"a time that is none is refused by its line",
			header + "1,2023-01-02T00:00:01Z,1,2,a,b,c\n2,yesterday,1,2,a,b,c\n", nil, "line 3"},
		{"a line with a field too few is refused",
			header + "1,2023-01-02T00:00:01Z,1,2,a,b\n", nil, "wrong number of fields"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := Incidents(write(t, "incidents.csv", tc.csv))
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

func TestAreas(t *testing.T) {
	dir := write(t, "areas.csv", "id,name,valid_from,valid_to,wkt\n"+
		`1,area-001,2023-01-01T00:00:00Z,2023-01-03T00:00:00Z,"POLYGON((0 0,1 0,1 1.5,0 0))"`+"\n")
	got, err := Areas(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []Area{{ID: 1, Name: "area-001", From: 1672531200, To: 1672704000,
		Ring: orb.Ring{{0, 0}, {1, 0}, {1, 1.5}, {0, 0}}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestDailyIsByAreaThenByDay(t *testing.T) {
	day := DayOf(1672531200) // 2023-01-01
	got := Daily([]AreaDay{{Area: 10, Day: day, N: 3}, {Area: 2, Day: day + 1, N: 1}, {Area: 2, Day: day, N: 12}})
	const want = "2,2023-01-01,12\n2,2023-01-02,1\n10,2023-01-01,3\n"
	if string(got) != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	// The digest was taken with sha256sum from the three lines above.
	if got, want := Digest(got), "a79b839e585f6b4c7842c46edc71d2c63f4bb9f4d0444d0c9d0d0b190b03da0e"; got != want {
		t.Errorf("digest %s, want %s", got, want)
	}
}

func TestDayOf(t *testing.T) {
	if DayOf(1672531199)+1 != DayOf(1672531200) {
		t.Error("the day does not change at midnight UTC")
	}
}

func TestCheckRefusesAFileThatIsNotW2(t *testing.T) {
	dir := write(t, "truth.json", `{"incidents":1000000}`)
	for name := range digests {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("id\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Check(dir); err == nil || !strings.Contains(err.Error(), "is not W2") {
		t.Errorf("error %v, want one that says the file is not W2", err)
	}
}
