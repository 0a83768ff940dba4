package incident_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/report"
)

var update = flag.Bool("update", false, "write what the scenarios give")

// TestForm runs the scenarios: reports of one event, and what the incident that
// they make says. The first line of each file is the rule.
func TestForm(t *testing.T) {
	files, err := filepath.Glob("testdata/form/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if len(a.Files) != 2 || a.Files[0].Name != "reports.json" || a.Files[1].Name != "want" || len(a.Comment) == 0 {
				t.Fatalf("%s must hold a rule, reports.json and want", file)
			}
			dec := json.NewDecoder(bytes.NewReader(a.Files[0].Data))
			dec.DisallowUnknownFields()
			var rs []report.Report
			if err := dec.Decode(&rs); err != nil {
				t.Fatal(err)
			}
			got := told(incident.Form("i-1", rs, incident.FormOptions{Vocabulary: words}))
			slices.Reverse(rs)
			if again := told(incident.Form("i-1", rs, incident.FormOptions{Vocabulary: words})); again != got {
				t.Errorf("the order of the reports matters: %s", cmp.Diff(got, again))
			}
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(a.Files[1].Data), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// words knows that shelling and airstrikes are hostilities, and that a brigade
// is of the opposition.
var words = incident.Vocabulary{
	Kinds: func(codes []string) incident.Terms {
		t := incident.Terms{Named: slices.Sorted(slices.Values(codes))}
		for _, c := range codes {
			if c == "shelling" || c == "airstrike" {
				t.Above = []string{"hostilities"}
			}
		}
		return t
	},
	Sides: func(actors []report.Actor) incident.Terms {
		t := incident.NamedSides(actors)
		if slices.ContainsFunc(actors, func(a report.Actor) bool { return a.Party == "brigade" }) {
			t.Above = []string{incident.PartyTerm("opposition")}
		}
		return t
	},
}

// told says an incident in lines.
func told(in incident.Incident) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("when %s .. %s (%s)", in.When.From.Format(time.RFC3339), in.When.To.Format(time.RFC3339), in.Days)
	line("where %s at %.4f %.4f within %.0f m", in.Where.Name, in.Where.Lon, in.Where.Lat, in.Where.RadiusM)
	line("what %s", strings.Join(in.Codes, ", "))
	line("who %s: %s | %s", in.Form, actors(in.SideA), actors(in.SideB))
	if in.Uncounted {
		line("deaths not given")
	} else {
		line("deaths %d to %d, best %d", in.Deaths.Low, in.Deaths.High, in.Deaths.Best)
	}
	line("fact %s by %s", in.Fact, strings.Join(in.Origins, ", "))
	for _, c := range in.Contradictions {
		line("contradiction over %s: %s says %q, %s says %q (%s)", c.Aspect, c.A, c.SaysA, c.B, c.SaysB, c.Apart)
	}
	return b.String()
}

func actors(as []report.Actor) string {
	var out []string
	for _, a := range as {
		out = append(out, a.Name+"="+string(a.Party))
	}
	return strings.Join(out, ", ")
}
