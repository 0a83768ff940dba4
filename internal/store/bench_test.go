package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/store"
)

// bodyOf is an incident of the size that an import writes, about 700 bytes.
func bodyOf(i int) []byte {
	b := make([]byte, 0, 720)
	b = fmt.Appendf(b, `{"id":"ged-%07d","kind":"shelling","at":%d,"notes":"`, i, i*37)
	return append(append(b, notes[i%97:i%97+620]...), `"}`...)
}

// notes is text to fill a body with.
var notes = strings.Repeat("two shells landed beside the road north of the town; ", 20)

func envelopeOf(i int) store.Envelope {
	at := time.Date(2017, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i*7919%500_000) * time.Minute)
	lon, lat := 36+float64(i%500)/100, 32+float64(i%400)/100
	return store.Envelope{
		Valid: truceline.Interval{From: at, To: at.Add(24 * time.Hour)},
		Box:   &store.Box{West: lon, South: lat, East: lon + .1, North: lat + .1},
	}
}

// BenchmarkPut writes batches of 5,000 incidents of some 700 bytes, each batch
// on the disk before the next; the second time the same ones again.
func BenchmarkPut(b *testing.B) {
	for _, batch := range []int{1, 2000, 5000} {
		for _, again := range []bool{false, true} {
			name := fmt.Sprintf("%d a step", batch)
			if again {
				name += ", nothing new"
			}
			b.Run(name, func(b *testing.B) {
				ctx := b.Context()
				s, err := store.Create(ctx, filepath.Join(b.TempDir(), "r"), store.Options{})
				if err != nil {
					b.Fatal(err)
				}
				defer s.Close()
				known := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
				rows, size := 0, int64(0)
				for b.Loop() {
					known = known.Add(time.Second)
					err := s.Update(ctx, known, func(tx *store.Tx) error {
						for range batch {
							i := rows
							if again {
								i %= batch
							}
							body := bodyOf(i)
							size += int64(len(body))
							if _, _, err := tx.Put("incident", fmt.Sprintf("ged-%07d", i), envelopeOf(i), body); err != nil {
								return err
							}
							rows++
						}
						return nil
					})
					if err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
				b.ReportMetric(float64(size)/1e6/b.Elapsed().Seconds(), "MB/s")
			})
		}
	}
}

// BenchmarkRead opens and reads a record of 100,000 incidents, or, with
// TRUCELINE_BENCH_ROWS, of as many as that says.
func BenchmarkRead(b *testing.B) {
	total := 100_000
	if s := os.Getenv("TRUCELINE_BENCH_ROWS"); s != "" {
		var err error
		if total, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	ctx := context.Background()
	dir := filepath.Join(b.TempDir(), "r")
	s, err := store.Create(ctx, dir, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	known := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	start := time.Now()
	for from := 0; from < total; from += 5000 {
		known = known.Add(time.Second)
		err := s.Update(ctx, known, func(tx *store.Tx) error {
			for i := from; i < min(from+5000, total); i++ {
				if _, _, err := tx.Put("incident", fmt.Sprintf("ged-%07d", i), envelopeOf(i), bodyOf(i)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.Logf("wrote %d rows at %.0f rows/s", total, float64(total)/time.Since(start).Seconds())
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			s, err := store.Open(ctx, dir, store.Options{})
			if err != nil {
				b.Fatal(err)
			}
			if _, err := s.Head(ctx, time.Time{}); err != nil {
				b.Fatal(err)
			}
			s.Close()
		}
	})
	if s, err = store.Open(ctx, dir, store.Options{}); err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	day := truceline.Interval{From: time.Date(2017, 6, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2017, 6, 2, 0, 0, 0, 0, time.UTC)}
	for _, q := range []struct {
		name string
		q    store.Query
	}{
		{"all by id", store.Query{Kind: "incident"}},
		{"all by time", store.Query{Kind: "incident", Order: store.ByTime}},
		{"one day by time", store.Query{Kind: "incident", Order: store.ByTime, Span: day}},
		{"one day by id", store.Query{Kind: "incident", Span: day}},
		{"last 50 by time", store.Query{Kind: "incident", Order: store.ByTime, Descending: true, Limit: 50}},
	} {
		b.Run(q.name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				for _, err := range s.List(ctx, q.q) {
					if err != nil {
						b.Fatal(err)
					}
					n++
				}
			}
			b.ReportMetric(float64(n)/float64(b.N), "rows/op")
		})
	}
	b.Run("get", func(b *testing.B) {
		i := 0
		for b.Loop() {
			i = (i + 7919) % total
			if _, err := s.Get(ctx, "incident", fmt.Sprintf("ged-%07d", i), time.Time{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("verify", func(b *testing.B) {
		for b.Loop() {
			if err := s.Verify(ctx, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
}
