package ged_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/ged"
)

func FuzzRead(f *testing.F) {
	f.Add([]byte(file(f, nil)))
	f.Add([]byte(file(f, change{"source_office": "A (in B)", "where_prec": "6", "side_b": "a, b"})))
	opts := options(f)
	f.Fuzz(func(t *testing.T, in []byte) {
		rows, err := csvrows.Open(bytes.NewReader(in), csvrows.Options{MaxBytes: 1 << 20})
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for item, err := range ged.Read(t.Context(), rows, opts) {
			if err != nil {
				if truceline.KindOf(err) != truceline.InvalidKind {
					t.Fatalf("ended by %v, which is not a Problem", err)
				}
				return
			}
			if item.Refusal != nil {
				continue
			}
			rep := item.Report
			if _, err := strconv.Atoi(rep.Number); err != nil || seen[rep.Number] {
				t.Fatalf("number %q", rep.Number)
			}
			seen[rep.Number] = true
			if !rep.When.From.Before(rep.When.To) || len(rep.SideA) == 0 || len(rep.SideB) == 0 || rep.Where.Basis == "" {
				t.Fatalf("half a report: %+v", rep)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var in strings.Builder
	in.WriteString(strings.Join(columns, ",") + "\n")
	_, row, _ := strings.Cut(file(b, nil), "\n")
	const rowsN = 10_000
	for i := range rowsN {
		in.WriteString(strings.Replace(row, "1001", strconv.Itoa(i+1), 1))
	}
	opts := options(b)
	b.SetBytes(int64(in.Len()))
	for b.Loop() {
		rows, err := csvrows.Open(strings.NewReader(in.String()), csvrows.Options{})
		if err != nil {
			b.Fatal(err)
		}
		for item, err := range ged.Read(b.Context(), rows, opts) {
			if err != nil || item.Refusal != nil {
				b.Fatal(err, item.Refusal)
			}
		}
	}
}
