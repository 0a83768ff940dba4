package observance_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
	"github.com/truceline/truceline/sanctions"
)

// TestListScenarios goes from files of a list to findings: each file name.json
// is a snapshot, designations.json and matches.json if they are there stand
// instead of what the shared facts state, ask has lines of a day and a party,
// upon whom the army fired that day.
func TestListScenarios(t *testing.T) {
	shared, err := os.ReadFile(filepath.Join("testdata", "lists", "facts.json"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join("testdata", "lists", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var f observance.Facts
			strict(t, shared, &f)
			var snaps []sanctions.Snapshot
			var ask string
			want := -1
			for i, part := range a.Files {
				switch part.Name {
				case "designations.json":
					f.Designations = nil
					strict(t, part.Data, &f.Designations)
				case "matches.json":
					f.Matches = nil
					strict(t, part.Data, &f.Matches)
				case "ask":
					ask = string(part.Data)
				case "want":
					want = i
				default:
					var s sanctions.Snapshot
					strict(t, part.Data, &s)
					snaps = append(snaps, s)
				}
			}
			if want < 0 || ask == "" {
				t.Fatal("want the files ask and want")
			}
			got := asked(t, f, snaps, strings.TrimSpace(ask))
			if *update {
				a.Files[want].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(a.Files[want].Data), got); diff != "" {
				t.Errorf("%s(-want +got)\n%s", a.Comment, diff)
			}
		})
	}
}

// asked prints what the engine proposes on each day, and why of exclusion.
func asked(t *testing.T, f observance.Facts, snaps []sanctions.Snapshot, ask string) string {
	t.Helper()
	h, err := sanctions.Chronicle(snaps)
	if err != nil {
		t.Fatal(err)
	}
	var contradictions []string
	f.Designations, contradictions = sanctions.Merge(f.Designations, []sanctions.History{h}, time.UTC)
	reg := compile(t, f)
	var b strings.Builder
	for _, c := range contradictions {
		fmt.Fprintf(&b, "contradiction: %s\n", c)
	}
	for _, line := range strings.Split(ask, "\n") {
		day, who, _ := strings.Cut(line, " ")
		from, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		in := incident.Incident{
			ID: "i1", Reports: []string{"src:1"}, When: truceline.Interval{From: from, To: from.AddDate(0, 0, 1)},
			Where: place.Place{Point: place.Point{Lon: 0.5, Lat: 0.5}, Name: "Ford"}, Codes: []string{"src:fight"}, Form: report.OneSided,
			SideA: []report.Actor{{Name: "Army", Party: "army"}}, SideB: []report.Actor{{Name: who, Party: party.ID(who)}},
			Fact: incident.Corroborated, Origins: []string{"A", "B"},
		}
		for _, x := range observance.Evaluate(reg, in) {
			fmt.Fprintf(&b, "%s %s: %s", day, who, x.Proposed)
			if x.Settles != "" {
				fmt.Fprintf(&b, ", to be settled by %s", x.Settles)
			}
			b.WriteByte('\n')
			for _, why := range x.Reply(observance.Excluded).Because {
				if !strings.HasPrefix(why, "the Army") {
					fmt.Fprintf(&b, "  %s\n", why)
				}
			}
		}
	}
	return b.String()
}

// Files that agree with the case move no finding: the answers are those of the
// case alone.
func TestFilesThatAgreeMoveNothing(t *testing.T) {
	shared, err := os.ReadFile(filepath.Join("testdata", "lists", "facts.json"))
	if err != nil {
		t.Fatal(err)
	}
	var f observance.Facts
	strict(t, shared, &f)
	a, err := txtar.ParseFile(filepath.Join("testdata", "lists", "nusra_both_files.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	var snaps []sanctions.Snapshot
	for _, part := range a.Files {
		if strings.HasSuffix(part.Name, ".json") {
			var s sanctions.Snapshot
			if err := json.Unmarshal(part.Data, &s); err != nil {
				t.Fatal(err)
			}
			snaps = append(snaps, s)
		}
	}
	h, err := sanctions.Chronicle(snaps)
	if err != nil {
		t.Fatal(err)
	}
	alone := compile(t, f)
	f.Designations, _ = sanctions.Merge(f.Designations, []sanctions.History{h}, time.UTC)
	merged := compile(t, f)
	for day := time.Date(2014, 5, 14, 0, 0, 0, 0, time.UTC); day.Year() < 2019; day = day.AddDate(0, 0, 1) {
		for _, who := range []party.ID{"nusra", "jfs", "hts", "other"} {
			iv := truceline.Interval{From: day, To: day.AddDate(0, 0, 1)}
			want := alone.Excluded(who).During(iv).Answer()
			got := merged.Excluded(who).During(iv).Answer()
			if got != want {
				t.Fatalf("%s on %s: %s by the files, %s by the case", who, day.Format(time.DateOnly), got, want)
			}
		}
	}
}
