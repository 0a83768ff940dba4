package web

import (
	"net/http"
	"time"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
)

// areasPage is all that areas.html may refer to.
type areasPage struct {
	frame
	Groups []areaGroup
	Map    sketch
}

func (s *Server) areas(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "areas")
	if err != nil {
		return err
	}
	p := areasPage{frame: f}
	for _, kg := range f.byKind() {
		g := areaGroup{Kind: f.kindName(kg.kind)}
		for _, a := range kg.areas {
			g.Rows = append(g.Rows, areaRow{
				Name: f.AreaName(a.ID), Href: f.Link("/areas/"+string(a.ID), f.period()...),
				Standing: f.T(locale.Key("standing." + string(a.Standing))),
			})
		}
		p.Groups = append(p.Groups, g)
	}
	p.Map, _ = f.sketch(f.T("map.areas"), f.caseBound(), f.ofKind("de_escalation_area"))
	return s.render(w, "areas", p)
}

// areaPage is all that area.html may refer to.
type areaPage struct {
	frame
	Area              *place.Area
	Kind              string
	Standing          string // with what it means
	Same              bool   // certain and possible are one line
	NoLine            bool   // nothing is drawn
	Certain, Possible []string
	Map               sketch
	On                string // the day for which the question is answered
	Applies           []appliesGroup
	Periods           []periodRow
	Aliases           []string
	AppliedURL        string
}

// A periodRow counts incidents in an area over one period.
type periodRow struct {
	Words            string
	N, Possible      int
	URL, PossibleURL string
}

// areaPeriods is how many periods an area's page counts.
const areaPeriods = 6

func (s *Server) area(w http.ResponseWriter, r *http.Request) error {
	f, reg, err := s.open(r, "area")
	if err != nil {
		return err
	}
	a := f.areas[place.AreaID(r.PathValue("id"))]
	if a == nil {
		return truceline.NotFound("the register has no area %q", r.PathValue("id"))
	}
	if err := s.settleSpan(r.Context(), &f); err != nil {
		return err
	}
	p := areaPage{
		frame: f, Area: a, Kind: f.kindName(a.Kind), Aliases: a.Aliases,
		Standing: f.T(locale.Key("standing." + string(a.Standing) + ".means")),
		NoLine:   len(a.Possible) == 0, Same: orb.Equal(a.Certain, a.Possible),
		Certain: f.Terms(a.Term.Certain), Possible: f.Terms(a.Term.Possible),
	}
	p.Title = f.AreaName(a.ID)
	bound := f.caseBound()
	where := place.Place{Within: a.ID}
	if !p.NoLine {
		bound = a.Possible.Bound()
		c := bound.Center()
		where.Lon, where.Lat = c[0], c[1]
	}
	last := f.Span.To.Add(-time.Nanosecond)
	p.On = f.Day(last)
	day := truceline.Interval{From: f.localDay(last), To: f.Span.To}
	applies, err := observance.Applied(reg, where, day, "")
	if err != nil {
		return err
	}
	p.Applies = f.applies(reg, day, "", applies)
	p.AppliedURL = f.Link("/applied", "at", string(a.ID), "on", p.On)
	shown, err := p.count(s, r)
	if err != nil {
		return err
	}
	sk, v := f.sketch(f.T("map.area"), bound, []*place.Area{a})
	f.plot(&sk, v, shown)
	sk.IncidentsURL = f.Link("/incidents.geojson", append(f.within(f.Span), "area", string(a.ID))...)
	p.Map = sk
	return s.render(w, "area", p)
}

// count counts the page's period and those before it, and returns the
// incidents of the first.
func (p *areaPage) count(s *Server, r *http.Request) (shown []observance.Held, err error) {
	id := string(p.Area.ID)
	iv := p.Span
	for i := range areaPeriods {
		held, err := s.desk.Held(r.Context(), Filter{Span: iv, Area: p.Area.ID, Known: p.Known})
		if err != nil {
			return nil, err
		}
		if i == 0 {
			shown = held
		}
		row := periodRow{
			Words:       p.Days(iv),
			URL:         p.Link("/incidents", append(p.within(iv), "area", id, "sure", "yes")...),
			PossibleURL: p.Link("/incidents", append(p.within(iv), "area", id, "sure", "unknown")...),
		}
		for _, h := range held {
			if surely(h, iv, p.Area.ID) {
				row.N++
			} else {
				row.Possible++
			}
		}
		p.Periods = append(p.Periods, row)
		iv = p.before(iv)
	}
	return shown, nil
}
