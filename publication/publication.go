// Package publication composes numbered editions: what was reported and what
// the engine proposes of it, for a day or a period, as known at an instant. An
// edition is a document from which HTML, CSV, GeoJSON and JSON are written; the
// same material gives the same bytes.
//
// Every number of incidents or findings points to the rows of the annex that
// make it. What only possibly belongs to a number, because a time or a place
// straddles, stands beside it and is never added.
package publication

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/observance"
)

// The kinds of edition.
const (
	Day  = "day"
	Span = "period"
)

// Material is everything that an edition is made from, as known at Known. The
// order of its lists does not matter.
type Material struct {
	Case   observance.Case
	Zone   *time.Location
	Facts  observance.Facts // parties, areas, instruments and sources known then
	Kind   string           // Day or Span
	Number int              // the edition's number
	Period truceline.Interval
	Known  time.Time
	// Held is the incidents whose time meets the period or the previous period
	// of the same number of days, or that lie since Case.TotalSince.On.
	Held   []observance.Held
	Claims []observance.ClaimHeld // counts whose window meets the period
	Log    Log
	Engine string // version of the engine that made the findings
}

// A Log is the transparency log as it stood at Known.
type Log struct {
	Size int64  `json:"size"` // entries
	Root string `json:"root"` // root hash over them
}

// NoEffort is what is printed with a zero while nobody records how much was
// watched: nothing reported is then not the same as nothing happened.
const NoEffort = "not observed: no effort is recorded"

const boundary = "Boundaries, areas and names follow the sources named here. They imply no opinion on the legal status of any territory or authority, or on where its limits run. An area whose standing is words_only has no published line: its certain and possible parts are drawn from words."

// Previous is the period of the same number of local days that ends where iv
// begins.
func Previous(iv truceline.Interval, zone *time.Location) truceline.Interval {
	return truceline.Interval{From: startOfDay(iv.From, -daysIn(iv, zone), zone), To: iv.From}
}

// Compose makes the edition. It returns a *truceline.Problem if the material
// is not of one whole edition.
func Compose(m Material) (*Edition, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	m.Case.Release.Attribution = cmp.Or(m.Case.Release.Attribution, attributeNamed)
	rule := m.Case.Release
	kept, withheld := withhold(live(m.Held), rule, m.Known, m.Period)
	hides := newVeil(m.Facts, rule)
	for i := range kept {
		kept[i] = hides.show(kept[i])
	}
	slices.SortFunc(kept, byTime)

	d := draft{
		Material: m,
		hides:    hides,
		names:    newGlossary(m.Facts),
		parties:  newNamer(m.Facts, rule.Attribution),
		previous: Previous(m.Period, m.Zone),
		withheld: withheld,
	}
	if on := m.Case.TotalSince.On; !on.IsZero() && on.Before(m.Period.To) {
		d.total = truceline.Interval{From: on, To: m.Period.To}
	}
	d.claims, d.towns = d.sortedClaims()
	d.census = newCensus(kept, m.Period, d.windows())

	e := &Edition{
		Schema:   Schema,
		Version:  SchemaVersion,
		Head:     d.head(),
		Credits:  some(m.Case.Credits),
		Boundary: boundary,
		shown:    released{held: d.census.held[:d.census.period], zone: m.Zone, parties: d.parties},
	}
	e.Areas = d.areas()
	e.Provisions = d.provisions(m.Period)
	e.Summary = d.summary(e)
	e.Chart = d.chart()
	e.Open = some(d.open())
	e.Claims = d.claimTable()
	e.Contradictions = some(d.contradictions())
	e.Disputes = d.disputes()
	e.Sources = d.sources()
	e.Annex, e.Index = d.annex()
	e.Sets = some(d.census.list)
	e.Check = d.checks()
	return e, nil
}

// live leaves out the incidents whose reports all went to another: their events
// are counted there.
func live(held []observance.Held) []observance.Held {
	var out []observance.Held
	for _, h := range held {
		if h.Incident.Live() {
			out = append(out, h)
		}
	}
	return out
}

// check refuses material that cannot make an edition.
func (m Material) check() error {
	switch {
	case m.Zone == nil:
		return truceline.Invalid("zone", "the case has no time zone; its days cannot be told")
	case m.Kind != Day && m.Kind != Span:
		return truceline.Invalid("kind", "an edition of kind %q is not known; use %q or %q", m.Kind, Day, Span)
	case m.Period.From.IsZero() || m.Period.To.IsZero() || m.Period.Empty():
		return truceline.Invalid("period", "an edition needs a first day and a day after the last; %s to %s is not a period", m.Period.From.Format(dateForm), m.Period.To.Format(dateForm))
	case m.Kind == Day && daysIn(m.Period, m.Zone) != 1:
		return truceline.Invalid("period", "an edition of a day covers one local day, not %d", daysIn(m.Period, m.Zone))
	case m.Known.IsZero():
		return truceline.Invalid("known", "an edition needs the instant of the knowledge that it prints")
	}
	switch rule := m.Case.Release.Attribution; rule {
	case "", attributeNamed, attributeSide, attributeForbidden:
	default: // never guess how much may be shown
		return truceline.Invalid("release.attribution", "%q is no rule; use named, side or forbidden", rule)
	}
	seen := map[string]bool{}
	for _, h := range m.Held {
		if id := string(h.Incident.ID); seen[id] {
			return truceline.Invalid("incident "+id, "the incident is given twice; give its one version known then")
		} else {
			seen[id] = true
		}
	}
	return nil
}

// A draft is what the sections of an edition are composed from.
type draft struct {
	Material
	census   *census
	hides    veil
	names    glossary
	parties  namer
	claims   []observance.ClaimHeld // of areas and of all of the case, sorted
	towns    []observance.ClaimHeld // of single settlements, sorted
	previous truceline.Interval
	total    truceline.Interval // empty if there is no running total
	withheld int
}

// hasTotal reports whether there is a running total.
func (d *draft) hasTotal() bool { return !d.total.To.IsZero() }

// windows are the spans outside the period whose incidents some number counts.
func (d *draft) windows() []truceline.Interval {
	out := []truceline.Interval{d.previous, d.charted()}
	if d.hasTotal() {
		out = append(out, d.total)
	}
	for _, c := range d.claims {
		if w := c.Claim.Period; d.loaded(w) && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// loaded reports whether the material has every incident of a window.
func (d *draft) loaded(w truceline.Interval) bool {
	if w.From.IsZero() || w.To.IsZero() {
		return false
	}
	have := truceline.Interval{From: d.previous.From, To: d.Period.To}
	if since := (truceline.Interval{From: d.Case.TotalSince.On}); d.hasTotal() {
		if since.Covers(w) {
			return true
		}
		if since.From.Before(have.From) {
			have.From = since.From
		}
		have.To = since.To
	}
	return have.Covers(w)
}

func (d *draft) head() Head {
	first, last := d.Period.From.In(d.Zone).Format(dateForm), d.Period.To.Add(-1).In(d.Zone).Format(dateForm)
	long := func(t time.Time) string { return t.In(d.Zone).Format("Monday 2 January 2006") }
	title := long(d.Period.From)
	if first != last {
		title += " to " + long(d.Period.To.Add(-1))
	}
	h := Head{
		Case: d.Case.ID, CaseName: d.Case.Names.In("en"), Kind: d.Kind, Number: d.Number, Title: title,
		FirstDay: first, LastDay: last, Previous: inWords(d.previous, d.Zone),
		Zone: d.Zone.String(), Known: d.Known.In(d.Zone),
		Audience: d.Case.Release.Audience, Engine: d.Engine, LogSize: d.Log.Size, LogRoot: d.Log.Root,
		Withheld: d.withheld, BlurM: d.Case.Release.BlurM, Attribution: d.Case.Release.Attribution,
		Rules: rules(d.Case.Release, d.withheld),
	}
	if d.hasTotal() {
		h.Since = d.total.From.In(d.Zone).Format(dateForm)
		h.SinceWhat = d.names.instrument(d.Case.TotalSince.Instrument)
	}
	return h
}

// checks tell a hostile reader how to check the edition.
func (d *draft) checks() []string {
	return []string{
		fmt.Sprintf("The log had %s entries at the as-of time, with root %s. Each row of the annex names the log entry of the incident's version; each claim names its own.", digits(int(d.Log.Size)), cmp.Or(d.Log.Root, "(none)")),
		"With a copy of the record, the command “truceline log verify” recomputes the root from the entries, and “truceline log prove” shows that an entry is under it.",
		fmt.Sprintf("Publishing the same days again with known %s gives these bytes again; any difference is a change to be explained.", d.Known.UTC().Format(time.RFC3339Nano)),
		"The CSV and GeoJSON files of this edition carry the same incidents. The source references there and in the annex lead to the sources' own records.",
	}
}
