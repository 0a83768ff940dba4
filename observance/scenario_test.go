package observance_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/observance"
)

var update = flag.Bool("update", false, "rewrite what the scenarios want; read the difference as a change of judgement")

// baseFacts is the made-up case that the scenarios share.
func baseFacts(t testing.TB) observance.Facts {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "base.json"))
	if err != nil {
		t.Fatal(err)
	}
	var f observance.Facts
	strict(t, b, &f)
	return f
}

func compile(t testing.TB, f observance.Facts) *observance.Register {
	t.Helper()
	reg, err := observance.Compile(f, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

// strict decodes JSON and refuses fields that the type does not have.
func strict(t testing.TB, b []byte, into any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		t.Fatal(err)
	}
}

// TestScenarios holds the incident of each file against the shared register.
// The first line of a file is the rule that it shows.
func TestScenarios(t *testing.T) {
	reg := compile(t, baseFacts(t))
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if len(a.Files) != 2 || a.Files[0].Name != "incident.json" || a.Files[1].Name != "want" {
				t.Fatalf("%s: want the files incident.json and want", file)
			}
			var in incident.Incident
			strict(t, a.Files[0].Data, &in)
			got := tell(observance.Evaluate(reg, in))
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(a.Files[1].Data), got); diff != "" {
				t.Errorf("%s(-want +got)\n%s", a.Comment, diff)
			}
		})
	}
}

// tell prints findings as a reader would want them read out.
func tell(findings []observance.Finding) string {
	var b strings.Builder
	if len(findings) == 0 {
		b.WriteString("nothing may have bound it\n")
	}
	for _, f := range findings {
		fmt.Fprintf(&b, "%s: %s", f.Provision, f.Proposed)
		if f.Settles != "" {
			fmt.Fprintf(&b, ", to be settled by %s", f.Settles)
		}
		if f.OpenAttribution {
			b.WriteString(", attribution open")
		}
		b.WriteByte('\n')
		for _, r := range f.Replies {
			fmt.Fprintf(&b, "  %s: %s", r.Question, r.Answer)
			if r.Share != nil {
				fmt.Fprintf(&b, ", share %s", r.Share)
			}
			b.WriteByte('\n')
			for _, why := range r.Because {
				fmt.Fprintf(&b, "    %s\n", why)
			}
		}
	}
	return b.String()
}
