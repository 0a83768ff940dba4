package main

import (
	"bufio"
	"context"
	"io"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/publication"
	reporting "github.com/truceline/truceline/report"
)

// incidentsCmd prints incidents.
type incidentsCmd struct {
	record
	known
	From     string `required:"" placeholder:"D" help:"First local day."`
	To       string `required:"" placeholder:"D" help:"Last local day, included."`
	Area     string `placeholder:"ID" help:"Only incidents that lie, or may lie, in this area."`
	Party    string `placeholder:"ID" help:"Only incidents that name this party on either side."`
	Source   string `placeholder:"ID" help:"Only incidents that this source reports."`
	Fact     string `placeholder:"F" help:"Only incidents of this grade of fact: reported, corroborated, verified, ..."`
	Several  bool   `help:"Only incidents of several reports."`
	Disputed string `placeholder:"A" help:"Only incidents whose reports contradict each other in this: time, place, kind, actor, count or means."`
	Format   string `enum:"csv,jsonl" default:"csv" help:"csv or jsonl."`
}

// Help is the example.
func (incidentsCmd) Help() string {
	return "Example: truceline incidents --record ./record --from 2018-02-24 --to 2018-03-16 --several --disputed count\n\n" +
		"Incidents whose time may meet the days are printed, a row each, with the reports that make them, what joined these, and what they contradict each other on."
}

// Run prints the incidents.
func (c incidentsCmd) Run(ctx context.Context, e env) error {
	d, reg, at, err := ask(ctx, c.record, c.known)
	if err != nil {
		return err
	}
	defer d.Close()
	f := desk.Filter{
		Party: party.ID(c.Party), Fact: incident.Fact(c.Fact), Source: reporting.SourceID(c.Source),
		Several: c.Several, Disputed: incident.Dispute(c.Disputed), Known: at,
	}
	switch {
	case c.Fact != "" && !slices.Contains(facts, f.Fact):
		return truceline.Invalid("--fact", "%q is no grade of fact; it is one of %s", c.Fact, listed(facts))
	case c.Source != "" && !slices.ContainsFunc(reg.Facts.Sources, func(s reporting.Source) bool { return s.ID == f.Source }):
		return truceline.NotFound("the case has no source %q; its sources.yaml lists those it has", c.Source)
	case c.Disputed != "" && !slices.Contains(incident.Disputes, f.Disputed):
		return truceline.Invalid("--disputed", "%q is nothing that reports contradict each other in; it is one of %s", c.Disputed, listed(incident.Disputes))
	}
	if f.Span, err = days(c.From, c.To, reg.Zone()); err != nil {
		return err
	}
	if err := reg.CheckNames(place.AreaID(c.Area), "", f.Party); err != nil {
		return err
	}
	held, err := d.Held(ctx, f)
	if err != nil {
		return err
	}
	if c.Area != "" { // of what was not evaluated yet too, where the desk's own filter knows no areas
		held = slices.DeleteFunc(held, func(h observance.Held) bool {
			return !slices.ContainsFunc(observance.AreasOf(reg, h.Incident), func(a observance.AreaAnswer) bool { return string(a.Area) == c.Area })
		})
	}
	w := bufio.NewWriterSize(e.stdout, 1<<16)
	write := publication.IncidentsCSV
	if c.Format == "jsonl" {
		write = publication.IncidentsJSONL
	}
	if err := write(w, held); err != nil {
		return err
	}
	return w.Flush()
}

// facts are the grades of fact.
var facts = []incident.Fact{
	incident.Reported, incident.Corroborated, incident.Verified, incident.NotVerified, incident.Unverifiable, incident.NoAccess, incident.Refuted,
}

func listed[S ~string](words []S) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return strings.Join(out, ", ")
}

// ledgersCmd holds ledgers against each other.
type ledgersCmd struct {
	record
	known
	A      string   `required:"" placeholder:"ID" help:"One side: a source, a party that sources speak for, or origin:NAME."`
	B      string   `required:"" placeholder:"ID" help:"The other side, likewise; or rest, for all other origins."`
	Also   []string `placeholder:"ID" help:"A further list for the estimate of what nobody registered; give it again for more."`
	From   string   `required:"" placeholder:"D" help:"First local day."`
	To     string   `required:"" placeholder:"D" help:"Last local day, included."`
	Area   string   `placeholder:"ID" help:"Only what lies, or may lie, in this area."`
	Format string   `enum:"csv,json,html" default:"csv" help:"csv, json or html."`
	Out    string   `placeholder:"F" help:"File to write. Default: standard output."`
	Site   string   `placeholder:"URL" help:"With html: address of the pages, to which incidents are linked."`
}

// Help is the example and what the cells mean.
func (ledgersCmd) Help() string {
	return "Example: truceline ledgers --record ./record --a origin:SOHR --b rest --from 2017-01-01 --to 2017-12-31 --format html --out ledgers-2017.html\n" +
		"Example: truceline ledgers --record ./record --a ru-part --b tr-part --from 2017-01-01 --to 2017-12-31\n\n" +
		"Whose word a report is goes by the origins that it names, then by its source. Every number stands beside the incidents that make it; " +
		"what is only possible stands apart and must not be added up. Where the overlap is too small, or the lists are not independent, the estimate is refused in words. docs/ledgers.md says how."
}

// Run prints the ledgers.
func (c ledgersCmd) Run(ctx context.Context, e env) error {
	d, reg, at, err := ask(ctx, c.record, c.known)
	if err != nil {
		return err
	}
	defer d.Close()
	q := desk.LedgerQuery{A: c.A, B: c.B, Also: c.Also, Area: place.AreaID(c.Area), Known: at}
	if q.Span, err = days(c.From, c.To, reg.Zone()); err != nil {
		return err
	}
	l, err := d.Ledgers(ctx, q)
	if err != nil {
		return err
	}
	areaName := func(id place.AreaID) string {
		if a, ok := reg.Area(id); ok {
			return a.Names.In("en")
		}
		return string(id)
	}
	about := publication.LedgerAbout{Case: reg.Facts.Case.ID, Span: q.Span, Zone: reg.Zone(), Known: at, AreaName: areaName, Site: c.Site}
	if q.Area != "" {
		about.Area = areaName(q.Area)
	}
	return e.deliver(c.Out, func(w io.Writer) error {
		switch c.Format {
		case "json":
			return printJSON(w, l)
		case "html":
			return publication.LedgersHTML(w, l, about)
		}
		return publication.LedgersCSV(w, l, about)
	})
}
