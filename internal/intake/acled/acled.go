// Package acled reads the CSV export of ACLED (Armed Conflict Location & Event
// Data), one row of which is one event on one day, as reports of one source. It
// follows the ACLED Codebook (acleddata.com, editions of 2019 and 2023): event
// and sub-event types, TIME_PRECISION, GEO_PRECISION and the INTER codes.
//
// It takes the columns of any export by name, in any order and letter case, the
// inter codes as numbers or as words, and dates as "06 May 2017" or ISO. ACLED's
// terms forbid to hand its data on, so that none comes with this package.
package acled

import (
	"context"
	"iter"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/lexicon"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// Options say how the case reads the export.
type Options struct {
	// Lexicon resolves its names. Actor is asked with the code "acled:" and the
	// name as given. Source.Precision says how far off a point of geo_precision 1
	// and 2 may be; its zero value means 0 and 25,000 m, and 50,000 m for a
	// fuzzy region.
	Lexicon lexicon.Lexicon

	// Bound is the box of the case. A position outside it that would lie inside
	// with longitude and latitude swapped is refused. The zero value checks
	// nothing.
	Bound orb.Bound
}

func (o Options) withDefaults() Options {
	p := &o.Lexicon.Source.Precision
	if p.NearM == 0 {
		p.NearM = 25_000
	}
	if p.FuzzyM == 0 {
		p.FuzzyM = 50_000
	}
	return o
}

// required are the columns without which a row says nothing that can be held
// against a text. All others are optional.
var required = [...]string{
	"event_id_cnty", "event_date", "time_precision", "event_type", "actor1",
	"latitude", "longitude", "geo_precision", "fatalities",
}

// Read gives the rows of an export in order. An id that stands twice is one
// event in two versions, which is remarked. An error ends the file: a Problem
// with it, or the error of ctx. Reports share slices (sides, origins, codes)
// with one another; nobody may write to them.
func Read(ctx context.Context, rows *csvrows.Reader, opts Options) iter.Seq2[csvrows.Item, error] {
	if err := rows.Require(required[:]...); err != nil {
		return csvrows.Failed[csvrows.Item](err)
	}
	return csvrows.Each(ctx, rows, newReader(opts.withDefaults()).item, csvrows.Refused)
}

// A reader turns rows of one export into items. What repeats is asked once.
type reader struct {
	opts    Options
	lex     lexicon.Lexicon
	seen    map[string]first
	actors  map[string]party.ID
	sides   map[sideKey][]report.Actor
	areas   map[string]area
	origins map[string]offices
	codes   map[string][]string
}

// first is where an id stood first.
type first struct {
	line   int
	digest string
}

func newReader(opts Options) *reader {
	return &reader{
		opts: opts, lex: opts.Lexicon,
		seen: map[string]first{}, actors: map[string]party.ID{}, sides: map[sideKey][]report.Actor{},
		areas: map[string]area{}, origins: map[string]offices{}, codes: map[string][]string{},
	}
}

// maxDeaths keeps numbers within what their sums can hold.
const maxDeaths = 100_000_000

// item reads one row.
func (rd *reader) item(row *csvrows.Row) csvrows.Item {
	id := strings.Clone(row.Text("event_id_cnty"))
	if id == "" {
		row.Refuse("event_id_cnty", "empty; every event of ACLED has an id, like SYR12345")
	}
	kind := rd.kindOf(row)
	when := rd.when(row)
	where, whereRemarks := rd.where(row)
	rep := report.Report{
		Source:     rd.lex.Source.ID,
		Number:     id,
		Received:   row.Digest,
		When:       when.span,
		Days:       when.days,
		WhenBasis:  when.basis,
		Where:      where,
		Codes:      kind.codes,
		Form:       kind.form,
		SideA:      rd.side(row, "actor1", "assoc_actor_1", "inter1"),
		SideB:      rd.side(row, "actor2", "assoc_actor_2", "inter2"),
		Casualties: deaths(row),
		Means:      kind.means,
		Words:      strings.Clone(row.Text("notes")),
		Lang:       "en",
	}
	if row.Text("actor1") == "" {
		row.Refuse("actor1", "empty; ACLED names at least one actor, if only as unidentified")
	}
	rep.Origins, rep.Outlets = rd.sources(row)
	if refusal := row.Refused(); refusal != nil {
		return csvrows.Item{Line: row.Line, Refusal: refusal}
	}
	rep.Remarks = append(rep.Remarks, row.Remarks()...)
	rep.Remarks = append(rep.Remarks, kind.remarks...)
	rep.Remarks = append(rep.Remarks, when.remarks...)
	rep.Remarks = append(rep.Remarks, whereRemarks...)
	rep.Remarks = append(rep.Remarks, rd.repeated(id, row)...)
	return csvrows.Item{Line: row.Line, Report: rep}
}

// repeated remarks an id that stood before in the file.
func (rd *reader) repeated(id string, row *csvrows.Row) []string {
	before, twice := rd.seen[id]
	if !twice {
		rd.seen[id] = first{row.Line, row.Digest}
		return nil
	}
	if before.digest == row.Digest {
		return nil // the same row again adds nothing
	}
	return []string{"the id stands on line " + strconv.Itoa(before.line) + " already, with other content; both are kept, as versions"}
}

// deaths reads the one number of deaths. ACLED gives no bounds; none at all is
// not zero.
func deaths(row *csvrows.Row) report.Casualties {
	if row.Text("fatalities") == "" {
		return report.Casualties{Unstated: true}
	}
	n := row.Int("fatalities", 0, maxDeaths)
	return report.Casualties{Deaths: report.Range{Low: n, Best: n, High: n}}
}

// offices are the origins of a list of sources and how many it names.
type offices struct {
	origins []string
	n       int
}

// sources reads the list of sources, which semicolons divide. "Undisclosed
// Source" is no origin: two that nobody knows may be one.
func (rd *reader) sources(row *csvrows.Row) ([]string, int) {
	list := row.Text("source")
	if known, ok := rd.origins[list]; ok {
		return known.origins, known.n
	}
	list = strings.Clone(list)
	var names []string
	n := 0
	for name := range strings.SplitSeq(list, ";") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		n++
		if !strings.HasPrefix(strings.ToLower(name), "undisclosed") {
			names = append(names, name)
		}
	}
	of := offices{rd.lex.Origins(names), n}
	rd.origins[list] = of
	return of.origins, of.n
}

// A sideKey is a side as the export gives it.
type sideKey struct{ actor, associates, inter string }

// side reads an actor and, where it is an armed or a political one, those who
// acted with it. The associates of civilians, protesters and rioters say what
// people they were ("Women (Syria)") and are no parties.
func (rd *reader) side(row *csvrows.Row, actor, associates, inter string) []report.Actor {
	key := sideKey{row.Text(actor), row.Text(associates), row.Text(inter)}
	if key.actor == "" {
		return nil
	}
	if actors, known := rd.sides[key]; known {
		return actors
	}
	key = sideKey{strings.Clone(key.actor), strings.Clone(key.associates), strings.Clone(key.inter)}
	out := []report.Actor{rd.actor(key.actor)}
	if role := interOf(key.inter); role != civilians && role != rioters && role != protesters {
		for name := range strings.SplitSeq(key.associates, ";") {
			if name = strings.TrimSpace(name); name != "" && name != key.actor {
				out = append(out, rd.actor(name))
			}
		}
	}
	rd.sides[key] = out
	return out
}

// actor resolves a name: as given, then without the years or the country in
// brackets, then as the acronym or the name around a colon: "HTS: Hayat Tahrir
// al Sham".
func (rd *reader) actor(name string) report.Actor {
	a := report.Actor{Name: name}
	if rd.lex.Actor == nil {
		return a
	}
	id, asked := rd.actors[name]
	if !asked {
		for _, form := range forms(name) {
			if id = rd.lex.Actor(form, "acled:"+name); id != "" {
				break
			}
		}
		rd.actors[name] = id
	}
	a.Party = id
	return a
}

func forms(name string) []string {
	out := []string{name}
	if i := strings.LastIndex(name, " ("); i > 0 && strings.HasSuffix(name, ")") {
		name = name[:i]
		out = append(out, name)
	}
	if acronym, full, ok := strings.Cut(name, ": "); ok {
		out = append(out, strings.TrimSpace(full), strings.TrimSpace(acronym))
	}
	return out
}

// An area is an answer of Lexicon.Area, kept because names repeat.
type area struct {
	id      place.AreaID
	radiusM float64
	ok      bool
}

func (rd *reader) area(name string) area {
	if name == "" || rd.lex.Area == nil {
		return area{}
	}
	a, asked := rd.areas[name]
	if !asked {
		name = strings.Clone(name)
		a.id, a.radiusM, a.ok = rd.lex.Area(name)
		rd.areas[name] = a
	}
	return a
}
