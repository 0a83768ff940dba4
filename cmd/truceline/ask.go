package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/publication"
)

// findingsCmd prints findings.
type findingsCmd struct {
	record
	known
	From      string `required:"" placeholder:"D" help:"First local day."`
	To        string `required:"" placeholder:"D" help:"Last local day, included."`
	Area      string `placeholder:"ID" help:"Only incidents that lie, or may lie, in this area."`
	Provision string `placeholder:"ID" help:"Only findings of this provision."`
	Proposed  string `placeholder:"V" enum:",outside,excepted,violation,alleged_violation,undetermined" default:"" help:"Only findings so proposed: outside, excepted, violation, alleged_violation or undetermined."`
	Party     string `placeholder:"ID" help:"Only incidents that name this party on either side."`
	Fact      string `placeholder:"F" help:"Only incidents of this grade of fact: reported, corroborated, verified, ..."`
	Format    string `enum:"csv,jsonl,geojson" default:"csv" help:"csv, jsonl or geojson."`
}

// Help is the example and the meaning of a day.
func (findingsCmd) Help() string {
	return "Example: truceline findings --record ./record --from 2018-02-24 --to 2018-03-16 --area area_eastern_ghouta --proposed undetermined\n\n" +
		"Incidents whose time may meet the days are printed, a row for each finding. A provision that time or place rule out has no row."
}

// Run prints the findings.
func (c findingsCmd) Run(ctx context.Context, e env) error {
	d, reg, at, err := ask(ctx, c.record, c.known)
	if err != nil {
		return err
	}
	defer d.Close()
	f := desk.Filter{
		Area: place.AreaID(c.Area), Provision: instrument.ProvisionID(c.Provision), Proposed: observance.Proposed(c.Proposed),
		Party: party.ID(c.Party), Fact: incident.Fact(c.Fact), Known: at,
	}
	if f.Span, err = days(c.From, c.To, reg.Zone()); err != nil {
		return err
	}
	if err := reg.CheckNames(f.Area, f.Provision, f.Party); err != nil {
		return err
	}
	held, err := d.Held(ctx, f)
	if err != nil {
		return err
	}
	for i := range held {
		kept := held[i].Findings[:0:0]
		for _, x := range held[i].Findings {
			if f.KeepsFinding(x) {
				kept = append(kept, x)
			}
		}
		held[i].Findings = kept
	}
	w := bufio.NewWriterSize(e.stdout, 1<<16)
	switch c.Format {
	case "jsonl":
		err = publication.FindingsJSONL(w, reg.Zone(), held)
	case "geojson":
		err = publication.FindingsGeoJSON(w, reg.Zone(), held, publication.About{Case: reg.Facts.Case.ID, Known: at})
	default:
		err = publication.FindingsCSV(w, reg.Zone(), held)
	}
	if err != nil {
		return err
	}
	return w.Flush()
}

// appliedCmd answers what applied somewhere.
type appliedCmd struct {
	record
	known
	At      string  `required:"" placeholder:"LON,LAT" help:"Position, longitude first, degrees (WGS 84)."`
	RadiusM float64 `name:"radius-m" placeholder:"N" help:"How far off the position may be, metres."`
	On      string  `required:"" placeholder:"D" help:"Local day."`
	Party   string  `placeholder:"ID" help:"Only what may have bound this party."`
	JSON    bool    `name:"json" help:"Print JSON."`
}

// maxRadiusM is a little more than half the earth's circumference, metres: from
// anywhere, a disc of it is everywhere.
const maxRadiusM = 20_100_000

// Help is the example.
func (appliedCmd) Help() string {
	return "Example: truceline applied --record ./record --at 36.63,35.93 --on 2017-09-20 --party gov_syria"
}

// Run answers.
func (c appliedCmd) Run(ctx context.Context, e env) error {
	d, reg, _, err := ask(ctx, c.record, c.known)
	if err != nil {
		return err
	}
	defer d.Close()
	lon, lat, err := lonLat(c.At)
	if err != nil {
		return err
	}
	if !(c.RadiusM >= 0 && c.RadiusM <= maxRadiusM) { // not a number neither
		return truceline.Invalid("--radius-m", "%v is not between 0 and %d; give metres, 0 for an exact position", c.RadiusM, maxRadiusM)
	}
	from, err := day("--on", c.On, reg.Zone())
	if err != nil {
		return err
	}
	when := truceline.Interval{From: from.UTC(), To: from.AddDate(0, 0, 1).UTC()}
	where := place.Place{Point: place.Point{Lon: lon, Lat: lat, RadiusM: c.RadiusM}, Name: c.At}
	applied, err := observance.Applied(reg, where, when, party.ID(c.Party))
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(e.stdout, appliedRows(applied))
	}
	if len(applied) == 0 {
		fmt.Fprintln(e.stdout, "nothing on record applied there, then, to them")
	}
	for _, a := range applied {
		fmt.Fprintf(e.stdout, "%s: %s, %s %s, %s\n  %s\n", a.Provision.ID, a.Answer, a.Instrument.Names.In("en"), a.Provision.Paragraph, a.Provision.Force, a.Provision.Text)
		for _, r := range []observance.Reply{a.InForce, a.Area, a.Bound} {
			fmt.Fprintf(e.stdout, "  %s: %s: %s\n", r.Question, r.Answer, strings.Join(r.Because, "; "))
		}
	}
	return nil
}

// appliedRow is one provision as JSON.
type appliedRow struct {
	Provision  instrument.ProvisionID `json:"provision"`
	Instrument instrument.ID          `json:"instrument"`
	Paragraph  string                 `json:"paragraph"`
	Force      instrument.Force       `json:"force"`
	Text       string                 `json:"text"`
	Obligor    []party.ID             `json:"obligor"`
	Answer     truceline.Answer       `json:"answer"`
	InForce    observance.Reply       `json:"in_force"`
	Area       observance.Reply       `json:"area"`
	Bound      observance.Reply       `json:"bound"`
}

func appliedRows(as []observance.Applies) []appliedRow {
	out := make([]appliedRow, len(as))
	for i, a := range as {
		out[i] = appliedRow{
			Provision: a.Provision.ID, Instrument: a.Instrument.ID, Paragraph: a.Provision.Paragraph,
			Force: a.Provision.Force, Text: a.Provision.Text, Obligor: a.Provision.Obligor,
			Answer: a.Answer, InForce: a.InForce, Area: a.Area, Bound: a.Bound,
		}
	}
	return out
}
