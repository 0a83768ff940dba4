package desk_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/movement"
	"github.com/truceline/truceline/place"
)

func heldMovement(t testing.TB, d *desk.Desk, q movement.Query) movement.Record {
	t.Helper()
	r, err := d.Movement(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func groupOf(t testing.TB, r movement.Record, id string) movement.Group {
	t.Helper()
	i := slices.IndexFunc(r.Groups, func(g movement.Group) bool { return g.ID == id })
	if i < 0 {
		t.Fatalf("the record has no group %s", id)
	}
	return r.Groups[i]
}

// The year 2017 of the bundled case: the Nusra Front under its names, held
// against the list as of each day. Where incidents lie is the same, worked out
// or read from their evaluations.
func TestMovementOf2017(t *testing.T) {
	d := bundled(t)
	span := year(t, d)
	before := heldMovement(t, d, movement.Query{Span: span})
	evaluate(t, d)
	after := heldMovement(t, d, movement.Query{Span: span})
	if diff := cmp.Diff(before.Groups, after.Groups, cmp.AllowUnexported(truceline.Share{})); diff != "" {
		t.Fatalf("evaluated and not: %s", diff)
	}
	nusra := groupOf(t, after, "QDe.137")
	sure := make(map[place.AreaID]int)
	for _, c := range nusra.Cells {
		sure[c.Area] += len(c.Sure)
		if c.State == movement.Unobserved && len(c.Sure) > 0 {
			t.Errorf("%s in %s is not observed, with %d incidents", c.Area, c.Month, len(c.Sure))
		}
	}
	if len(nusra.Listed.Yes) != 0 || len(nusra.Listed.No) != 0 || sure["SY07"] < 20 || sure["SY12"] < 15 || sure["SY11"] != 0 {
		t.Errorf("by the list yes %d, no %d; sure by area %v", len(nusra.Listed.Yes), len(nusra.Listed.No), sure)
	}
	name := func(id place.AreaID) string { return string(id) }
	var said []string
	for _, c := range nusra.Changes {
		said = append(said, c.English(name))
	}
	if !slices.ContainsFunc(said, func(s string) bool {
		return strings.HasPrefix(s, "first reported in SY05 in October 2017, after 6 months")
	}) {
		t.Errorf("it was first reported in Hama in October 2017; got\n%s", strings.Join(said, "\n"))
	}
	if !slices.ContainsFunc(nusra.Together, func(p movement.Together) bool { return p.From == "SY03" && p.To == "SY05" }) {
		t.Errorf("Rural Damascus and Hama do not stand together: %v", nusra.Together)
	}
	if len(after.Duties) == 0 || after.Duties[0].Provision != "js180316_2" || after.Duties[0].Applied != truceline.No {
		t.Errorf("duties %v", after.Duties)
	}
}

// Every list of the record leads to its incidents, and the file says the same.
func TestMovementListsAndFile(t *testing.T) {
	d := bundled(t)
	reg, err := d.Register(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	r := heldMovement(t, d, movement.Query{Span: year(t, d), Group: "hts", Division: "district"})
	g := groupOf(t, r, "hts")
	cells := 0
	for _, c := range g.Cells {
		if len(c.Sure) == 0 {
			continue
		}
		cells++
		held, err := d.MovementIncidents(t.Context(), c.Sure, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		if len(held) != len(c.Sure) {
			t.Fatalf("%s in %s: %d incidents, %d of them on record", c.Area, c.Month, len(c.Sure), len(held))
		}
		for _, h := range held {
			if !c.Month.Span(reg.Zone()).Covers(h.Incident.When) {
				t.Errorf("%s was not surely in %s", h.Incident.ID, c.Month)
			}
		}
	}
	var b bytes.Buffer
	if err := desk.MovementCSV(&b, r, reg); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	reported := 0
	for _, row := range rows {
		if row[0] == "cell" && row[6] == "reported" {
			reported++
		}
		for _, cell := range row {
			if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "+") {
				t.Errorf("a spreadsheet would run %q", cell)
			}
		}
	}
	if reported != cells || cells == 0 {
		t.Errorf("the file has %d cells in which it was reported, the record %d", reported, cells)
	}
}
