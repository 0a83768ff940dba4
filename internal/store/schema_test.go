package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"testing"
)

// released are the SHA-256 hashes of the migrations, in order. A released file
// never changes, since records were made with it: a change is a new file, with
// a line here.
var released = []string{
	"a81ce86edefc345d6af26e94ead6a0f2c2682e2eb9045e032b1395381b637f3f",
}

func TestMigrationsStay(t *testing.T) {
	files, err := schema.ReadDir("schema/sqlite")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != newest || len(released) != newest {
		t.Fatalf("there are %d migrations and %d hashes, and newest is %d; they must agree", len(files), len(released), newest)
	}
	for i, f := range files {
		var number int
		if _, err := fmt.Sscanf(f.Name(), "%05d_", &number); err != nil || number != i+1 {
			t.Errorf("%s: want it numbered %05d", f.Name(), i+1)
		}
		text, err := schema.ReadFile(path.Join("schema/sqlite", f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(text)
		if got := hex.EncodeToString(sum[:]); got != released[i] {
			t.Errorf("%s has hash %s, was released with %s; undo the change and write a new migration", f.Name(), got, released[i])
		}
	}
}

// LimitPages caps the size of the database at n pages, for the writer.
func LimitPages(t *testing.T, s *Store, n int) {
	t.Helper()
	if _, err := s.writer.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", n)); err != nil {
		t.Fatal(err)
	}
}
