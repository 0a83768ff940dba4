package workload_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline/bench/workload"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/ged"
	"github.com/truceline/truceline/party"
)

func areas() []workload.Area {
	return []workload.Area{
		{ID: 1, Name: "area-001", From: 1672531200, To: 1675209600, Ring: orb.Ring{{36, 33}, {37, 33}, {37, 34}, {36, 33}}},
		{ID: 2, Name: "area-002", From: 1672531200, To: 1675209600, Ring: orb.Ring{{38, 33}, {39, 33}, {39, 34}, {38, 33}}},
	}
}

func TestTheCaseLoads(t *testing.T) {
	dir := t.TempDir()
	if err := workload.WriteCase(dir, areas()); err != nil {
		t.Fatal(err)
	}
	c, err := casedir.Load(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	if got := len(c.Facts.Instruments[0].Provisions); got != 2 {
		t.Errorf("%d provisions of two areas", got)
	}
	if len(c.Facts.Areas) != 2 || len(c.Facts.Matches) != 1 {
		t.Errorf("%d areas and %d matches, want 2 and 1", len(c.Facts.Areas), len(c.Facts.Matches))
	}
}

// The product's own importer takes every row, at its place and on its day.
func TestGEDRowsAreTaken(t *testing.T) {
	ins := []workload.Incident{
		{ID: 1, At: 1672617601, Lon: 36.5, Lat: 33.25, Actor: "River Army", Type: "raid", Source: "press"},
		{ID: 9, At: 1672617601, Lon: 38.123456, Lat: 33.25, Actor: "Coast Front", Type: "protest", Source: "monitor-a"},
	}
	path := filepath.Join(t.TempDir(), "ged.csv")
	if err := workload.WriteGED(path, ins); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csvrows.Open(bytes.NewReader(b), csvrows.Options{Name: "ged.csv"})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for item, err := range ged.Read(t.Context(), rows, ged.Options{Actor: func(name, _ string) party.ID { return party.ID(workload.PartyOf(name)) }}) {
		if err != nil {
			t.Fatal(err)
		}
		if item.Refusal != nil {
			t.Fatalf("refused: %v", item.Refusal)
		}
		r, want := item.Report, ins[n]
		if r.Where.Lon != want.Lon || r.Where.Lat != want.Lat || r.Where.RadiusM != 0 {
			t.Errorf("at %v, want exactly %v, %v", r.Where.Point, want.Lon, want.Lat)
		}
		if r.Days != "2023-01-02" {
			t.Errorf("on %s, want 2023-01-02", r.Days)
		}
		if r.SideA[0].Party == "" || r.SideB[0].Party == "" || r.SideA[0].Party == r.SideB[0].Party {
			t.Errorf("sides %v and %v, want two parties", r.SideA, r.SideB)
		}
		n++
	}
	if n != len(ins) {
		t.Errorf("%d rows of %d", n, len(ins))
	}
}

func TestOpponentIsAnotherParty(t *testing.T) {
	for _, actor := range []string{"River Army", "River Brigade", "River Front", "River Division", "River Committee"} {
		own := workload.PartyOf(actor)
		for n := range 20 {
			if got := workload.Opponent(own, n); got == own || got == "" {
				t.Errorf("opponent %d of %s is %q", n, own, got)
			}
		}
	}
}

func TestHolds(t *testing.T) {
	a := areas()[0]
	for _, tc := range []struct {
		name     string
		lon, lat float64
		want     bool
	}{
		{"below the slope is inside", 36.9, 33.5, true},
		{"above the slope is outside", 36.1, 33.5, false},
		{"beyond the ring is outside", 37.1, 33.5, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := a.Holds(tc.lon, tc.lat); got != tc.want {
				t.Errorf("Holds(%v, %v) = %v", tc.lon, tc.lat, got)
			}
		})
	}
}
