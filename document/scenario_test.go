package document

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite what the scenarios want; read the difference as a change of judgement")

// TestScenarios reads the text of each file, whose first line says the rule,
// and compares the acts.
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/acts/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no scenarios", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if len(a.Files) != 2 || a.Files[0].Name != "text" || a.Files[1].Name != "want" {
				t.Fatal("a scenario has a text and what is wanted of it")
			}
			text := string(a.Files[0].Data)
			r := Read("x", text, Options{})
			check(t, text, r)
			got := acts(text, r)
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(got, string(a.Files[1].Data)); diff != "" {
				t.Errorf("%s(-got +want):\n%s", a.Comment, diff)
			}
		})
	}
}

// acts writes the acts of a reading, one a paragraph.
func acts(text string, r Reading) string {
	var b strings.Builder
	for _, p := range r.Proposals {
		if p.Kind != ActKind {
			continue
		}
		f := p.Fields
		fmt.Fprintf(&b, "%q %s, %s, %s", p.Text, f.Force, f.Mode, f.Section)
		for _, x := range [...]string{f.Polarity, f.Indirect} {
			if x != "" {
				fmt.Fprintf(&b, ", %s", x)
			}
		}
		fmt.Fprintf(&b, "\n  by %s", f.Speaker)
		if f.Addressee != "" {
			fmt.Fprintf(&b, " to %s", f.Addressee)
		}
		if s := f.ContentSpan; s != nil {
			fmt.Fprintf(&b, ": %s", strings.Join(strings.Fields(text[s.Start:s.End]), " "))
		}
		b.WriteString("\n")
	}
	return b.String()
}
