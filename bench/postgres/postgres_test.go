package postgres

import (
	"bufio"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline/bench/workload"
)

// begin starts a cluster for one test, which skips where none is installed.
func begin(t *testing.T) *Cluster {
	t.Helper()
	runtime.LockOSThread()
	c, err := Start(t.Context())
	if errors.Is(err, ErrNotInstalled) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Stop()
		if _, err := os.Stat(c.dir); err == nil {
			t.Errorf("%s is still there", c.dir)
		}
	})
	return c
}

func TestPeerCountsAsTheGeneratorDoes(t *testing.T) {
	c, ctx := begin(t), t.Context()
	const day = 1672531200 // 2023-01-01
	areas := []workload.Area{
		{ID: 1, From: day, To: day + 2*86400, Ring: orb.Ring{{36, 33}, {38, 33}, {38, 34}, {36, 34}, {36, 33}}},
		{ID: 2, From: day + 86400, To: day + 3*86400, Ring: orb.Ring{{37, 33}, {39, 33}, {39, 34}, {37, 34}, {37, 33}}},
	}
	ins := []workload.Incident{
		{ID: 1, At: day, Lon: 37.5, Lat: 33.5},         // in area 1; area 2 did not stand yet
		{ID: 2, At: day + 86400, Lon: 37.5, Lat: 33.5}, // in both
		{ID: 3, At: day + 86400, Lon: 40, Lat: 33.5},   // in none
	}
	s, err := LoadSpatial(ctx, c, areas, ins)
	if err != nil {
		t.Fatal(err)
	}
	for _, workers := range []int{0, 2} {
		if err := s.Workers(ctx, workers); err != nil {
			t.Fatal(err)
		}
		if run, err := s.Pairs(ctx); err != nil || run.Answer != "3" {
			t.Errorf("with %d workers %q pairs, %v; want 3", workers, run.Answer, err)
		}
	}
	want := workload.Digest([]byte("1,2023-01-01,1\n1,2023-01-02,1\n2,2023-01-02,1\n"))
	if run, err := s.Daily(ctx); err != nil || run.Answer != want {
		t.Errorf("daily digest %s, %v; want %s", run.Answer, err, want)
	}
	if err := s.KeepDaily(ctx); err != nil {
		t.Fatal(err)
	}
	added := []workload.Incident{{ID: 4, At: day + 86400 + 5, Lon: 36.5, Lat: 33.5}, {ID: 5, At: day + 2*86400, Lon: 38.5, Lat: 33.5}}
	after := workload.Digest([]byte("1,2023-01-01,1\n1,2023-01-02,2\n2,2023-01-02,1\n2,2023-01-03,1\n"))
	for range 2 { // what is added is taken back
		if run, err := s.Recount(ctx, added); err != nil || run.Answer != after {
			t.Errorf("recount %s, %v; want %s", run.Answer, err, after)
		}
		if run, err := s.Upsert(ctx, added); err != nil || run.Answer != after {
			t.Errorf("upsert %s, %v; want %s", run.Answer, err, after)
		}
	}
	if run, err := s.Daily(ctx); err != nil || run.Answer != want {
		t.Errorf("afterwards %s, %v; want %s as before", run.Answer, err, want)
	}
}

func TestCopyKeepsEveryByte(t *testing.T) {
	c, ctx := begin(t), t.Context()
	path := filepath.Join(t.TempDir(), "rows")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	const body = "{\"a\":\"tab\\t, quote \\\", line\\n\"}\n\tend"
	if err := WriteCopy(w, Version{Kind: "report", ID: `x\y`, Seq: 1, Known: time.Unix(0, 0), Body: []byte(body)}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Flush(), f.Close()); err != nil {
		t.Fatal(err)
	}
	copying, err := NewCopy(ctx, c, path)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // each time into an empty table
		if run, err := copying.Run(ctx); err != nil || run.Answer != "1" {
			t.Fatalf("copied %q rows, %v", run.Answer, err)
		}
	}
	var id, got string
	if err := copying.conn.QueryRow(ctx, "SELECT id, body FROM version").Scan(&id, &got); err != nil {
		t.Fatal(err)
	}
	if id != `x\y` || got != body {
		t.Errorf("got %q, %q; want %q, %q", id, got, `x\y`, body)
	}
}
