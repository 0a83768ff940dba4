package web

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/publication"
	"github.com/truceline/truceline/report"
)

// contradictionsPage is all that contradictions.html may refer to.
type contradictionsPage struct {
	frame
	Rows       []contradictionRow
	From, To   int
	Total      int
	Prev, Next string
	Exports    []link
	Choices    []choice
	Counts     []link // how many there are by aspect, each leading to its list
}

// A contradictionRow is a contradiction with the incident that it is of.
type contradictionRow struct {
	disputeRow
	Days, Place, Href string
}

// A disputed is what the list of contradictions is narrowed to.
type disputed struct {
	Filter
	between [2]report.SourceID // the sources that contradict each other; "" is any
}

// keeps reports whether a contradiction is one that is asked for.
func (d disputed) keeps(c incident.Contradiction) bool {
	if d.Disputed != "" && c.Aspect != d.Disputed {
		return false
	}
	a, b := sourceOf(c.A), sourceOf(c.B)
	is := func(want, got report.SourceID) bool { return want == "" || want == got }
	return is(d.between[0], a) && is(d.between[1], b) || is(d.between[0], b) && is(d.between[1], a)
}

// disputed reads the filters of the list of contradictions from the address.
func (f frame) disputed() (disputed, error) {
	q := f.query
	d := disputed{
		Filter:  Filter{Span: f.Span, Known: f.Known, Area: place.AreaID(q.Get("area")), Disputed: incident.Dispute(q.Get("aspect")), Several: true},
		between: [2]report.SourceID{report.SourceID(q.Get("a")), report.SourceID(q.Get("b"))},
	}
	switch {
	case d.Area != "" && f.areas[d.Area] == nil:
		return d, truceline.Invalid("area", "the register has no area %q", d.Area)
	case d.Disputed != "" && !slices.Contains(incident.Disputes, d.Disputed):
		return d, truceline.Invalid("aspect", "%q is none of %v", d.Disputed, incident.Disputes)
	}
	for i, name := range [...]string{"a", "b"} {
		if id := d.between[i]; id != "" {
			if !f.hasSource(id) {
				return d, truceline.Invalid(name, "the register has no source %q", id)
			}
			d.Source = id
		}
	}
	return d, nil
}

// hasSource reports whether the case knows a source.
func (b book) hasSource(id report.SourceID) bool {
	return slices.ContainsFunc(b.facts.Sources, func(s report.Source) bool { return s.ID == id })
}

// disputes asks the desk for the incidents whose contradictions are asked for, each
// with those alone.
func (s *Server) disputes(ctx context.Context, d disputed) ([]observance.Held, error) {
	held, err := s.desk.Held(ctx, d.Filter)
	if err != nil {
		return nil, err
	}
	out := held[:0]
	for _, h := range held {
		h.Incident.Contradictions = slices.DeleteFunc(slices.Clone(h.Incident.Contradictions), func(c incident.Contradiction) bool { return !d.keeps(c) })
		if len(h.Incident.Contradictions) > 0 {
			out = append(out, h)
		}
	}
	return out, nil
}

func (s *Server) contradictions(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "contradictions")
	if err != nil {
		return err
	}
	if err := s.settleSpan(r.Context(), &f); err != nil {
		return err
	}
	d, err := f.disputed()
	if err != nil {
		return err
	}
	offset, err := parseOffset(f.query)
	if err != nil {
		return err
	}
	every := d
	every.Disputed = "" // the counts by aspect stand beside each other whichever is shown
	held, err := s.disputes(r.Context(), every)
	if err != nil {
		return err
	}
	p := contradictionsPage{frame: f, Choices: f.disputeChoices(d)}
	counts := make(map[incident.Dispute]int)
	for _, h := range held {
		in := h.Incident
		marks := badges(in.Reports)
		for _, c := range in.Contradictions {
			counts[c.Aspect]++
			if !d.keeps(c) {
				continue
			}
			if p.Total >= offset && p.Total < offset+pageRows {
				p.Rows = append(p.Rows, contradictionRow{f.dispute(c, marks), in.Days, f.placeName(in.Where), f.incidentURL(in.ID) + "#disputes"})
			}
			p.Total++
		}
	}
	for _, a := range incident.Disputes {
		p.Counts = append(p.Counts, link{
			Word: f.T(locale.Key("aspect."+string(a))) + ": " + strconv.Itoa(counts[a]), Here: a == d.Disputed,
			Href: f.With("aspect", string(a), "offset", ""),
		})
	}
	p.From, p.To = offset+1, offset+len(p.Rows)
	if offset > 0 {
		p.Prev = f.With("offset", positive(offset-pageRows))
	}
	if p.Total > offset+pageRows {
		p.Next = f.With("offset", strconv.Itoa(offset+pageRows))
	}
	for _, ext := range []string{"csv", "jsonl"} {
		q := url.Values{}
		for k, v := range f.query {
			if k != "offset" {
				q[k] = v
			}
		}
		q.Set("from", f.Day(f.Span.From))
		q.Set("to", f.Last(f.Span))
		p.Exports = append(p.Exports, link{Word: strings.ToUpper(ext), Href: "/contradictions." + ext + "?" + q.Encode()})
	}
	return s.render(w, "contradictions", p)
}

// disputeChoices are the filters of the form with what is chosen.
func (f frame) disputeChoices(d disputed) []choice {
	aspect := f.aspectChoice("aspect", d.Disputed)
	return []choice{aspect, f.areaChoice(d.Area), f.sourceChoice("a", f.T("filter.source_a"), d.between[0]), f.sourceChoice("b", f.T("filter.source_b"), d.between[1])}
}

// aspectChoice is the filter by what reports contradict each other in.
func (f frame) aspectChoice(name string, chosen incident.Dispute) choice {
	c := choice{Name: name, Label: f.T("filter.disputed")}
	for _, a := range incident.Disputes {
		c.Options = append(c.Options, option{string(a), f.T(locale.Key("aspect." + string(a))), a == chosen})
	}
	return c
}

// sourceChoice is a filter by source.
func (f frame) sourceChoice(name, label string, chosen report.SourceID) choice {
	c := choice{Name: name, Label: label}
	for _, s := range f.facts.Sources {
		c.Options = append(c.Options, option{string(s.ID), f.SourceName(s.ID), s.ID == chosen})
	}
	return c
}

// contradictionsCSV writes the contradictions that the address asks for, one a
// row.
func (s *Server) contradictionsCSV(w http.ResponseWriter, r *http.Request) error {
	return s.writeDisputes(w, r, "text/csv; charset=utf-8", "contradictions.csv", func(w io.Writer, f frame, held []observance.Held) error {
		return publication.ContradictionsCSV(w, f.Head.Zone, held)
	})
}

// contradictionsJSONL writes the same contradictions as lines of JSON.
func (s *Server) contradictionsJSONL(w http.ResponseWriter, r *http.Request) error {
	return s.writeDisputes(w, r, "application/jsonl", "contradictions.jsonl", func(w io.Writer, f frame, held []observance.Held) error {
		return publication.ContradictionsJSONL(w, f.Head.Zone, held)
	})
}

func (s *Server) writeDisputes(w http.ResponseWriter, r *http.Request, kind, name string, write func(io.Writer, frame, []observance.Held) error) error {
	f, _, err := s.open(r, "contradictions")
	if err != nil {
		return err
	}
	d, err := f.disputed()
	if err != nil {
		return err
	}
	held, err := s.disputes(r.Context(), d)
	if err != nil {
		return err
	}
	attach(w, kind, name)
	return ignoreGone(write(w, f, held))
}
