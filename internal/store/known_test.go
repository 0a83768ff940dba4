package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/tlog"
	"pgregory.net/rapid"
)

// knownNeverMoves writes steps at random and, after each, asks again all that
// was asked before. It keeps its own account of the log, beside which the head
// must stand.
func knownNeverMoves(t *testing.T, open func(testing.TB) *store.Store) {
	type answer struct {
		Head store.Head
		Rows []store.Row
	}
	rapid.Check(t, func(rt *rapid.T) {
		s := open(t)
		defer s.Close()
		ask := func(known time.Time) (a answer) {
			var err error
			if a.Head, err = s.Head(t.Context(), known); err != nil {
				rt.Fatal(err)
			}
			for row, err := range s.List(t.Context(), store.Query{Kind: "k", Known: known, Order: store.ByTime}) {
				if err != nil {
					rt.Fatal(err)
				}
				got, err := s.Get(t.Context(), "k", row.ID, known)
				if err != nil || !cmp.Equal(row, got) {
					rt.Fatalf("Get = %v, %v; List says %v", got, err, row)
				}
				a.Rows = append(a.Rows, row)
			}
			if n, err := s.Count(t.Context(), "k", known); err != nil || int(n) != len(a.Rows) {
				rt.Fatalf("Count = %d, %v; List gives %d", n, err, len(a.Rows))
			}
			return a
		}
		var asked []answer
		var leaves []tlog.Entry
		for step := range rapid.IntRange(1, 6).Draw(rt, "steps") {
			update(t, s, step, func(tx *store.Tx) error {
				for range rapid.IntRange(0, 5).Draw(rt, "puts") {
					id := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(rt, "id")
					body := rapid.SampledFrom([]string{"1", "2", "3"}).Draw(rt, "body")
					from := at(rapid.IntRange(0, 3).Draw(rt, "from"))
					changed, row, err := tx.Put("k", id, store.Envelope{Valid: truceline.Interval{From: from}}, []byte(body))
					if err != nil {
						return err
					}
					if changed {
						leaves = append(leaves, tlog.EntryOf("k", id, row.Seq, at(step), row.Body))
					}
				}
				return nil
			})
			var edge tlog.Edge
			for _, e := range leaves {
				edge.Append(edge.Next(e.Hash()))
			}
			a := ask(at(step))
			if got := (tlog.Tree{Size: a.Head.Size, Root: a.Head.Root}); got != edge.Tree() {
				rt.Fatalf("head is %v, the entries known by then give %v", got, edge.Tree())
			}
			asked = append(asked, a)
			for i, before := range asked {
				if diff := cmp.Diff(before, ask(at(i))); diff != "" {
					rt.Fatalf("after step %d, the answer as known at step %d moved (-before +now):\n%s", step, i, diff)
				}
			}
		}
		if err := s.Verify(t.Context(), nil); err != nil {
			rt.Fatal(err)
		}
	})
}
