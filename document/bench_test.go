package document

import (
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkRead reads every text of the shared folder.
func BenchmarkRead(b *testing.B) {
	dir := os.Getenv("TRUCELINE_SHARED")
	if dir == "" {
		b.Skip("TRUCELINE_SHARED names no folder of texts")
	}
	files, err := filepath.Glob(filepath.Join(dir, "texts", "docs", "*.txt"))
	if err != nil {
		b.Fatal(err)
	}
	var texts []string
	n := 0
	for _, f := range files {
		t, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, string(t))
		n += len(t)
	}
	tables()
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		for _, t := range texts {
			Read("x", t, Options{})
		}
	}
}
