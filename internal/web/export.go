package web

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/simplify"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/publication"
	"github.com/truceline/truceline/report"
)

// asked is the incidents that the address of a list asks for, all of them.
func (s *Server) asked(r *http.Request) (frame, Filter, []observance.Held, error) {
	f, _, err := s.open(r, "incidents")
	if err != nil {
		return f, Filter{}, nil, err
	}
	if id := f.query.Get("id"); id != "" {
		view, err := s.desk.Incident(r.Context(), incident.ID(id), f.Known)
		return f, Filter{}, []observance.Held{view.Held}, err
	}
	fl, n, err := f.filter()
	if err != nil {
		return f, fl, nil, err
	}
	held, err := s.held(r.Context(), fl, n, 0, 0)
	return f, fl, held, err
}

// incidentsCSV writes the findings of the list's incidents, in the columns of
// truceline findings.
func (s *Server) incidentsCSV(w http.ResponseWriter, r *http.Request) error {
	return s.findings(w, r, "text/csv; charset=utf-8", "findings.csv", publication.FindingsCSV)
}

// incidentsJSONL writes the same findings as lines of JSON.
func (s *Server) incidentsJSONL(w http.ResponseWriter, r *http.Request) error {
	return s.findings(w, r, "application/jsonl", "findings.jsonl", publication.FindingsJSONL)
}

// findings writes the findings of the list's incidents, those of the provision
// that the address names, if it names one.
func (s *Server) findings(w http.ResponseWriter, r *http.Request, kind, name string, write func(io.Writer, *time.Location, []observance.Held) error) error {
	f, fl, held, err := s.asked(r)
	if err != nil {
		return err
	}
	for i := range held {
		held[i].Findings = slices.DeleteFunc(slices.Clone(held[i].Findings), func(x observance.Finding) bool {
			return fl.Provision != "" && x.Provision != fl.Provision
		})
	}
	attach(w, kind, name)
	return ignoreGone(write(w, f.Head.Zone, held))
}

// partiesOf are the resolved parties of both sides.
func partiesOf(in incident.Incident) []string {
	var out []string
	for _, side := range [][]report.Actor{in.SideA, in.SideB} {
		for _, a := range side {
			if a.Party != "" {
				out = append(out, string(a.Party))
			}
		}
	}
	return out
}

// incidentsGeoJSON writes the list's incidents as points with what a map needs;
// radius_m says how far off each may be.
func (s *Server) incidentsGeoJSON(w http.ResponseWriter, r *http.Request) error {
	f, _, held, err := s.asked(r)
	if err != nil {
		return err
	}
	fc := geojson.NewFeatureCollection()
	for _, h := range held {
		in := h.Incident
		ft := geojson.NewFeature(orb.Point{in.Where.Lon, in.Where.Lat})
		ft.ID = string(in.ID)
		lead := leadOf(h)
		ft.Properties = geojson.Properties{
			"id": string(in.ID), "url": f.incidentURL(in.ID), "days": in.Days,
			"from": in.When.From.Format(time.RFC3339), "to": in.When.To.Format(time.RFC3339),
			"place": f.placeName(in.Where), "place_note": f.radius(in.Where), "radius_m": in.Where.RadiusM,
			"within": string(in.Where.Within), "lead": string(lead), "shape": lead.shape(), "word": f.mark(lead).Word, "fact": string(in.Fact),
			"source_refs": in.Reports, "parties": partiesOf(in),
		}
		fc.Append(ft)
	}
	return writeGeoJSON(w, fc)
}

// areasGeoJSON writes the areas: of each the surface that is certain and, where
// it differs, the one that is possible. Lines are simplified to about 300 m
// unless ?lines=full asks for them as the register holds them; districts only
// come with ?kind=district, or by ?id=, which may be given several times.
func (s *Server) areasGeoJSON(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "areas")
	if err != nil {
		return err
	}
	kind, ids := f.query.Get("kind"), f.query["id"]
	full := f.query.Get("lines") == "full"
	fc := geojson.NewFeatureCollection()
	for i := range f.facts.Areas {
		a := &f.facts.Areas[i]
		switch {
		case len(ids) > 0 && !slices.Contains(ids, string(a.ID)),
			kind != "" && a.Kind != kind,
			kind == "" && len(ids) == 0 && a.Kind == "district":
			continue
		}
		same := orb.Equal(a.Certain, a.Possible)
		if !same {
			f.addArea(fc, a, "possible", a.Possible, full)
		}
		f.addArea(fc, a, "certain", a.Certain, full)
	}
	return writeGeoJSON(w, fc)
}

// lineTolerance is how far a drawn line may lie from the register's, in degrees.
const lineTolerance = 0.003

func (f frame) addArea(fc *geojson.FeatureCollection, a *place.Area, part string, shape orb.MultiPolygon, full bool) {
	if len(shape) == 0 {
		return
	}
	if !full {
		// The simplifier works in place, and the register's lines are shared.
		shape = simplify.DouglasPeucker(lineTolerance).MultiPolygon(orb.Clone(shape).(orb.MultiPolygon))
	}
	ft := geojson.NewFeature(shape)
	c := a.Possible.Bound().Center()
	ft.Properties = geojson.Properties{
		"id": string(a.ID), "name": f.AreaName(a.ID), "kind": a.Kind, "standing": string(a.Standing), "part": part,
		"url": f.Link("/areas/"+string(a.ID), f.period()...), "label_lon": c[0], "label_lat": c[1],
	}
	fc.Append(ft)
}

func writeGeoJSON(w http.ResponseWriter, fc *geojson.FeatureCollection) error {
	b, err := fc.MarshalJSON()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/geo+json")
	_, err = w.Write(b)
	return ignoreGone(err)
}

func attach(w http.ResponseWriter, kind, name string) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
}
