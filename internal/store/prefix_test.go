package store_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/truceline/truceline/internal/store"
)

func TestListByPrefix(t *testing.T) {
	s, err := store.Create(t.Context(), t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.Update(t.Context(), time.Unix(1, 0), func(tx *store.Tx) error {
		for _, id := range []string{"a", "a#1", "a#2", "a#ü", "a$1", "aa#1", "b#1"} {
			if _, _, err := tx.Put("decision", id, store.Envelope{}, []byte("{}")); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, prefix string
		want         []string
	}{
		{"what begins with it", "a#", []string{"a#1", "a#2", "a#ü"}},
		{"a prefix is no pattern", "a%", nil},
		{"none is all", "", []string{"a", "a#1", "a#2", "a#ü", "a$1", "aa#1", "b#1"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			for row, err := range s.List(context.Background(), store.Query{Kind: "decision", Prefix: tc.prefix}) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, row.ID)
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}
