package store_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/tlog"
)

// Suite is the storage contract. open gives an empty record each time; any
// database that is to hold a record must pass.
func Suite(t *testing.T, open func(testing.TB) *store.Store) {
	for _, tc := range []struct {
		name string
		run  func(*testing.T, *store.Store)
	}{
		{"an empty record has an empty log and nothing known", emptyRecord},
		{"what is put can be got, byte for byte", putAndGet},
		{"the same body again writes nothing", sameAgain},
		{"a correction is a new version and the old one stays", correction},
		{"a step that fails leaves nothing", failedStep},
		{"a step not later than the last is a conflict", stepOrder},
		{"what cannot be recorded is a problem", refusals},
		{"lists are in order, by pages, as known then", lists},
		{"a list by time keeps what meets the span", spans},
		{"a list is read as the loop asks", stopped},
		{"totals and the last act are by kind", totals},
		{"proofs hold for whoever has only their text", proofs},
	} {
		t.Run(tc.name, func(t *testing.T) { tc.run(t, open(t)) })
	}
	t.Run("a question as known then never changes its answer", func(t *testing.T) { knownNeverMoves(t, open) })
}

// at is the minute n of the test.
func at(n int) time.Time { return time.Date(2018, 3, 16, 0, n, 0, 0, time.UTC) }

// put records one version at minute n and returns it.
func put(t testing.TB, s *store.Store, n int, kind, id, body string) (row store.Row) {
	t.Helper()
	update(t, s, n, func(tx *store.Tx) (err error) {
		_, row, err = tx.Put(kind, id, store.Envelope{}, []byte(body))
		return err
	})
	return row
}

func update(t testing.TB, s *store.Store, n int, f func(*store.Tx) error) {
	t.Helper()
	if err := s.Update(context.Background(), at(n), f); err != nil {
		t.Fatalf("Update: %v", err)
	}
}

func wantKind(t testing.TB, err error, want truceline.Kind) {
	t.Helper()
	if err == nil || truceline.KindOf(err) != want {
		t.Fatalf("got error %v, want a problem of kind %d", err, want)
	}
}

// ids lists the ids, each with its version.
func ids(t testing.TB, s *store.Store, q store.Query) []string {
	t.Helper()
	out := []string{}
	for row, err := range s.List(context.Background(), q) {
		if err != nil {
			t.Fatalf("List: %v", err)
		}
		out = append(out, fmt.Sprintf("%s.%d", row.ID, row.Seq))
	}
	return out
}

func emptyRecord(t *testing.T, s *store.Store) {
	head, err := s.Head(t.Context(), time.Time{})
	if want := (store.Head{Root: new(tlog.Edge).Tree().Root}); err != nil || head != want {
		t.Errorf("Head = %v, %v; want %v", head, err, want)
	}
	known, err := s.LastKnown(t.Context())
	if err != nil || !known.IsZero() {
		t.Errorf("LastKnown = %v, %v; want zero", known, err)
	}
	if got := ids(t, s, store.Query{Kind: "incident"}); len(got) > 0 {
		t.Errorf("List = %v, want nothing", got)
	}
	_, err = s.Get(t.Context(), "incident", "I1", time.Time{})
	wantKind(t, err, truceline.NotFoundKind)
	_, err = s.Versions(t.Context(), "incident", "I1")
	wantKind(t, err, truceline.NotFoundKind)
	_, err = s.ByEntry(t.Context(), 0)
	wantKind(t, err, truceline.NotFoundKind)
	if err := s.Verify(t.Context(), nil); err != nil {
		t.Errorf("Verify: %v", err)
	}
}

func putAndGet(t *testing.T, s *store.Store) {
	for i, env := range []store.Envelope{
		{},
		{Valid: truceline.Interval{From: at(1).Add(7 * time.Microsecond), To: at(2)}, Box: &store.Box{West: 36.1, South: 35, East: 36.2, North: 35.5}},
		{Valid: truceline.Interval{From: at(1), To: at(1)}, Box: &store.Box{West: 179, South: -90, East: -179, North: 90}},
		{Valid: truceline.Interval{From: time.Date(1916, 5, 16, 0, 0, 0, 0, time.UTC)}},
		{Valid: truceline.Interval{To: at(2)}},
	} {
		id := fmt.Sprintf("إدلب %d", i)
		body := []byte("{\"n\": \"\\u0000\x00\xff\"}")
		var want store.Row
		update(t, s, i, func(tx *store.Tx) error {
			changed, row, err := tx.Put("incident", id, env, body)
			if !changed {
				t.Errorf("Put says that nothing changed")
			}
			want = row
			return err
		})
		if diff := cmp.Diff(store.Row{Kind: "incident", ID: id, Seq: 1, Known: at(i), Valid: env.Valid, Box: env.Box, Entry: int64(i), Body: body}, want); diff != "" {
			t.Errorf("Put (-want +got):\n%s", diff)
		}
		got, err := s.Get(t.Context(), "incident", id, time.Time{})
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("Get: %v (-want +got):\n%s", err, diff)
		}
		got, err = s.ByEntry(t.Context(), int64(i))
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("ByEntry: %v (-want +got):\n%s", err, diff)
		}
	}
}

func sameAgain(t *testing.T, s *store.Store) {
	first := put(t, s, 1, "party", "P1", "{}")
	before, _ := s.Head(t.Context(), time.Time{})
	update(t, s, 2, func(tx *store.Tx) error {
		changed, row, err := tx.Put("party", "P1", store.Envelope{}, []byte("{}"))
		if diff := cmp.Diff(first, row); changed || diff != "" {
			t.Errorf("Put: changed %v (-want +got):\n%s", changed, diff)
		}
		return err
	})
	if after, err := s.Head(t.Context(), time.Time{}); err != nil || after != before {
		t.Errorf("Head = %v, %v; want %v as before", after, err, before)
	}
	put(t, s, 2, "party", "P2", "{}") // minute 2 is still free: the step above left no trace
}

func correction(t *testing.T, s *store.Store) {
	put(t, s, 1, "party", "P1", "one")
	put(t, s, 2, "party", "P1", "two")
	update(t, s, 3, func(tx *store.Tx) error {
		if _, _, err := tx.Put("party", "P1", store.Envelope{}, []byte("three")); err != nil {
			return err
		}
		row, ok, err := tx.Latest("party", "P1")
		if err != nil || !ok || string(row.Body) != "three" || row.Seq != 3 {
			t.Errorf("Latest = %v, %v, %v; want this step's own write", row, ok, err)
		}
		_, ok, err = tx.Latest("party", "P2")
		if ok || err != nil {
			t.Errorf("Latest of what there is not = %v, %v", ok, err)
		}
		_, _, err = tx.Put("party", "P1", store.Envelope{}, []byte("one")) // back to the first words: still a new version
		return err
	})
	for known, want := range map[time.Time]string{at(1): "one", at(2): "two", at(2).Add(time.Second): "two", at(3): "one", {}: "one"} {
		row, err := s.Get(t.Context(), "party", "P1", known)
		if err != nil || string(row.Body) != want {
			t.Errorf("known at %v: got %q, %v; want %q", known, row.Body, err, want)
		}
	}
	_, err := s.Get(t.Context(), "party", "P1", at(0))
	wantKind(t, err, truceline.NotFoundKind)
	rows, err := s.Versions(t.Context(), "party", "P1")
	if err != nil || len(rows) != 4 || rows[3].Seq != 4 || rows[3].Entry != 3 {
		t.Errorf("Versions = %v, %v; want four", rows, err)
	}
	if err := s.Verify(t.Context(), nil); err != nil {
		t.Errorf("Verify: %v", err)
	}
}

func failedStep(t *testing.T, s *store.Store) {
	put(t, s, 1, "party", "P1", "one")
	before, _ := s.Head(t.Context(), time.Time{})
	boom := errors.New("boom")
	err := s.Update(t.Context(), at(2), func(tx *store.Tx) error {
		for i := range 100 {
			if _, _, err := tx.Put("party", fmt.Sprint(i), store.Envelope{}, []byte("x")); err != nil {
				return err
			}
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Errorf("Update = %v, want what the step said", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = s.Update(ctx, at(2), func(tx *store.Tx) error {
		_, _, err := tx.Put("party", "P2", store.Envelope{}, []byte("x"))
		cancel()
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Update cancelled = %v, want context.Canceled", err)
	}
	if after, err := s.Head(t.Context(), time.Time{}); err != nil || after != before {
		t.Errorf("Head = %v, %v; want %v as before", after, err, before)
	}
	put(t, s, 2, "party", "P2", "two")
	if err := s.Verify(t.Context(), nil); err != nil {
		t.Errorf("Verify: %v", err)
	}
}

func stepOrder(t *testing.T, s *store.Store) {
	put(t, s, 2, "party", "P1", "one")
	for _, known := range []time.Time{at(1), at(2), at(2).Add(999 * time.Nanosecond)} {
		err := s.Update(t.Context(), known, func(*store.Tx) error { t.Error("the step was run"); return nil })
		wantKind(t, err, truceline.ConflictKind)
	}
	if err := s.Update(t.Context(), at(2).Add(time.Microsecond), func(*store.Tx) error { return nil }); err != nil {
		t.Errorf("a microsecond later: %v", err)
	}
}

func refusals(t *testing.T, s *store.Store) {
	update(t, s, 1, func(tx *store.Tx) error {
		for _, tc := range []struct {
			name, kind, id, body string
			env                  store.Envelope
		}{
			{"no kind", "", "I1", "x", store.Envelope{}},
			{"no id", "incident", "", "x", store.Envelope{}},
			{"a line feed in the id", "incident", "I1\nseq 9", "x", store.Envelope{}},
			{"an id that is not UTF-8", "incident", "\xff", "x", store.Envelope{}},
			{"an endless id", "incident", strings.Repeat("x", 513), "x", store.Envelope{}},
			{"no body", "incident", "I1", "", store.Envelope{}},
			{"an end before the beginning", "incident", "I1", "x", store.Envelope{Valid: truceline.Interval{From: at(2), To: at(1)}}},
			{"a box that is not a number", "incident", "I1", "x", store.Envelope{Box: &store.Box{West: math.NaN()}}},
			{"a box off the globe", "incident", "I1", "x", store.Envelope{Box: &store.Box{North: 91}}},
			{"a box upside down", "incident", "I1", "x", store.Envelope{Box: &store.Box{South: 2, North: 1}}},
		} {
			if _, _, err := tx.Put(tc.kind, tc.id, tc.env, []byte(tc.body)); truceline.KindOf(err) != truceline.InvalidKind {
				t.Errorf("%s: got %v, want a problem with the input", tc.name, err)
			}
		}
		_, _, err := tx.Put("incident", "good", store.Envelope{}, []byte("x"))
		return err
	})
	if got, want := ids(t, s, store.Query{Kind: "incident"}), []string{"good.1"}; !slices.Equal(got, want) {
		t.Errorf("recorded %v, want %v: a refused row must not spoil the others", got, want)
	}
}

func lists(t *testing.T, s *store.Store) {
	day := func(d int) store.Envelope {
		return store.Envelope{Valid: truceline.Interval{From: at(0).AddDate(0, 0, d), To: at(0).AddDate(0, 0, d+1)}}
	}
	update(t, s, 1, func(tx *store.Tx) error {
		for id, d := range map[string]int{"b": 3, "a": 2, "c": 1, "d": 2} {
			if _, _, err := tx.Put("incident", id, day(d), []byte(id)); err != nil {
				return err
			}
		}
		_, _, err := tx.Put("party", "z", store.Envelope{}, []byte("z"))
		return err
	})
	update(t, s, 2, func(tx *store.Tx) error { // it was found to be a day later
		_, _, err := tx.Put("incident", "c", day(4), []byte("c, corrected"))
		return err
	})
	for _, tc := range []struct {
		name string
		q    store.Query
		want []string
	}{
		{"by id", store.Query{}, []string{"a.1", "b.1", "c.2", "d.1"}},
		{"by id, backwards", store.Query{Descending: true}, []string{"d.1", "c.2", "b.1", "a.1"}},
		{"by time, then id", store.Query{Order: store.ByTime}, []string{"a.1", "d.1", "b.1", "c.2"}},
		{"by time, backwards", store.Query{Order: store.ByTime, Descending: true}, []string{"c.2", "b.1", "d.1", "a.1"}},
		{"by time, as known before the correction", store.Query{Order: store.ByTime, Known: at(1)}, []string{"c.1", "a.1", "d.1", "b.1"}},
		{"before anything was known", store.Query{Known: at(0)}, []string{}},
		{"first page", store.Query{Order: store.ByTime, Limit: 2}, []string{"a.1", "d.1"}},
		{"next page", store.Query{Order: store.ByTime, Limit: 2, After: "d"}, []string{"b.1", "c.2"}},
		{"next page by id", store.Query{Limit: 2, After: "b"}, []string{"c.2", "d.1"}},
		{"next page, backwards", store.Query{Order: store.ByTime, Descending: true, After: "b"}, []string{"d.1", "a.1"}},
		{"next page by id, backwards", store.Query{Descending: true, After: "b"}, []string{"a.1"}},
		{"only these, once each", store.Query{IDs: []string{"d", "a", "d", "none"}}, []string{"a.1", "d.1"}},
		{"none of none", store.Query{IDs: []string{}}, []string{}},
		{"only these, by time, after one of them", store.Query{IDs: []string{"a", "b", "c"}, Order: store.ByTime, After: "a"}, []string{"b.1", "c.2"}},
		{"a day", store.Query{Span: day(4).Valid}, []string{"c.2"}},
		{"the day that the correction left", store.Query{Span: day(1).Valid}, []string{}},
		{"the day that the correction left, as known before", store.Query{Span: day(1).Valid, Known: at(1)}, []string{"c.1"}},
	} {
		tc.q.Kind = "incident"
		if got := ids(t, s, tc.q); !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %v, want %v", tc.name, got, tc.want)
		}
	}
	for _, err := range s.List(t.Context(), store.Query{Kind: "incident", After: "none"}) {
		wantKind(t, err, truceline.NotFoundKind)
	}
}

func spans(t *testing.T, s *store.Store) {
	iv := func(from, to int) (iv truceline.Interval) { // 0 is open
		if from != 0 {
			iv.From = at(from)
		}
		if to != 0 {
			iv.To = at(to)
		}
		return iv
	}
	held := map[string]truceline.Interval{
		"always": {}, "until 20": iv(0, 20), "from 20": iv(20, 0), "10 to 20": iv(10, 20), "20 to 30": iv(20, 30),
		"instant 20": iv(20, 20), "instant 10": iv(10, 10),
	}
	update(t, s, 1, func(tx *store.Tx) error {
		for id, v := range held {
			if _, _, err := tx.Put("area", id, store.Envelope{Valid: v}, []byte(id)); err != nil {
				return err
			}
		}
		return nil
	})
	for _, span := range []truceline.Interval{{}, iv(0, 10), iv(0, 20), iv(20, 0), iv(30, 0), iv(5, 11), iv(12, 13), iv(20, 20), iv(19, 20), iv(30, 40)} {
		for _, order := range []store.Order{store.ByID, store.ByTime} {
			want := []string{}
			probe := span
			if span.Empty() {
				probe.To = probe.From.Add(time.Microsecond)
			}
			for id, v := range held {
				if v.Empty() && probe.Contains(v.From) || v.Meets(probe) {
					want = append(want, id+".1")
				}
			}
			got := ids(t, s, store.Query{Kind: "area", Span: span, Order: order})
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("span %v: got %v, want %v", span, got, want)
			}
		}
	}
}

func stopped(t *testing.T, s *store.Store) {
	update(t, s, 1, func(tx *store.Tx) error {
		for i := range 10 {
			if _, _, err := tx.Put("incident", fmt.Sprint(i), store.Envelope{}, []byte("x")); err != nil {
				return err
			}
		}
		return nil
	})
	for range 50 { // more often than there are connections: each must be given back
		for _, err := range s.List(t.Context(), store.Query{Kind: "incident"}) {
			if err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	var nest func(depth int)
	nest = func(depth int) { // a list within a list never waits for the outer one
		for _, err := range s.List(t.Context(), store.Query{Kind: "incident", Limit: 1}) {
			if err != nil {
				t.Fatal(err)
			}
			if depth > 0 {
				nest(depth - 1)
			}
		}
	}
	nest(20)
	n := 0
	for _, err := range s.List(t.Context(), store.Query{Kind: "incident"}) { // writing goes on while a list is read
		if err != nil {
			t.Fatal(err)
		}
		n++
		put(t, s, 1+n, "incident", fmt.Sprint("later ", n), "x")
	}
	if n != 10 {
		t.Errorf("the list gave %d rows, want the 10 of when it began", n)
	}
}

func totals(t *testing.T, s *store.Store) {
	put(t, s, 1, "incident", "a", "x")
	put(t, s, 2, "incident", "b", "x")
	put(t, s, 3, "incident", "a", "y")
	put(t, s, 4, "evaluation", "e", "x")
	for _, tc := range []struct {
		kind  string
		known time.Time
		want  int64
	}{
		{"incident", at(0), 0}, {"incident", at(1), 1}, {"incident", at(2), 2}, {"incident", time.Time{}, 2},
		{"evaluation", at(3), 0}, {"evaluation", time.Time{}, 1}, {"party", time.Time{}, 0},
	} {
		if got, err := s.Count(t.Context(), tc.kind, tc.known); err != nil || got != tc.want {
			t.Errorf("Count(%s, %v) = %d, %v; want %d", tc.kind, tc.known, got, err, tc.want)
		}
	}
	for _, tc := range []struct {
		known time.Time
		kinds []string
		want  time.Time
	}{
		{time.Time{}, []string{"incident", "party"}, at(3)}, {time.Time{}, []string{"incident", "evaluation"}, at(4)},
		{at(2), []string{"incident", "evaluation"}, at(2)}, {at(0), []string{"incident"}, time.Time{}}, {time.Time{}, nil, time.Time{}},
	} {
		if got, err := s.LastKnownOf(t.Context(), tc.known, tc.kinds...); err != nil || !got.Equal(tc.want) {
			t.Errorf("LastKnownOf(%v, %v) = %v, %v; want %v", tc.known, tc.kinds, got, err, tc.want)
		}
	}
	for _, tc := range []struct {
		except []string
		want   time.Time
	}{{nil, at(4)}, {[]string{"evaluation"}, at(3)}, {[]string{"evaluation", "incident"}, time.Time{}}} {
		if got, err := s.LastKnown(t.Context(), tc.except...); err != nil || !got.Equal(tc.want) {
			t.Errorf("LastKnown except %v = %v, %v; want %v", tc.except, got, err, tc.want)
		}
	}
}

func proofs(t *testing.T, s *store.Store) {
	for n := range 9 {
		put(t, s, n, "incident", fmt.Sprint(n), "x")
	}
	for size := int64(1); size <= 9; size++ {
		head, err := s.Head(t.Context(), at(int(size-1)))
		if err != nil || head.Size != size || !head.Known.Equal(at(int(size-1))) {
			t.Fatalf("Head = %v, %v", head, err)
		}
		for n := range size {
			p, err := s.ProveEntry(t.Context(), n, size)
			if err != nil {
				t.Fatal(err)
			}
			e, err := p.Verify()
			if err != nil || p.Tree.Root != head.Root || e.ID != fmt.Sprint(n) || !e.Attests([]byte("x")) {
				t.Errorf("entry %d of %d: %v, %v", n, size, e, err)
			}
		}
		for from := range size + 1 {
			p, err := s.ProveTree(t.Context(), from, size)
			if err != nil || p.After.Root != head.Root || p.Verify() != nil {
				t.Errorf("growth from %d to %d: %v", from, size, err)
			}
		}
	}
	_, err := s.ProveEntry(t.Context(), 0, 10)
	wantKind(t, err, truceline.NotFoundKind)
	_, err = s.ProveEntry(t.Context(), 9, 9)
	wantKind(t, err, truceline.NotFoundKind)
	_, err = s.ProveTree(t.Context(), 4, 10)
	wantKind(t, err, truceline.NotFoundKind)
}
