package web

import (
	"cmp"
	"slices"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"net/http"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
)

// An accountMark is where one account places an event: its disc or area to
// scale, and its badge beside what others have drawn already.
type accountMark struct {
	Badge  badge
	X, Y   float64 // of the badge
	AtX    float64 // of the point, where it lies apart from the badge
	AtY    float64
	Moved  bool    // the badge stands beside its point
	R      float64 // of the disc; 0 for a place called exact, or an area
	Path   string  // outline of the area that the account names
	Label  string
	Column string // address of its column on the page
}

const (
	badgeRoom = 19.0 // how far apart two badges must stand, units of the viewBox
	discLeast = 3.0  // a disc smaller than this is not to be seen under its badge
)

// plotAccounts draws each account of an incident on a map.
func (f frame) plotAccounts(s *sketch, v window, views []ReportView) {
	for i, r := range views {
		p := r.Report.Where
		b := badgeOf(i)
		c := v.at(orb.Point{p.Lon, p.Lat})
		m := accountMark{Badge: b, X: c[0], Y: c[1], AtX: c[0], AtY: c[1], Column: "#account-" + b.Letter,
			Label: b.Letter + ": " + f.SourceName(r.Report.Source) + ", " + f.placeName(p) + ", " + f.radius(p)}
		if a := f.areas[p.Within]; a != nil && len(a.Possible) > 0 {
			m.Path = v.path(a.Possible)
		} else if d := v.metres(p.RadiusM, p.Lat); d > discLeast {
			m.R = d
		}
		for slices.ContainsFunc(s.Accounts, func(o accountMark) bool { return touch(m.X-o.X, m.Y-o.Y) }) {
			m.X, m.Moved = m.X+badgeRoom, true
		}
		s.Accounts = append(s.Accounts, m)
	}
}

func touch(dx, dy float64) bool { return dx*dx+dy*dy < (badgeRoom-1)*(badgeRoom-1) }

// Surfaces are the discs and areas of the accounts, the largest first, so that
// none hides under another.
func (s sketch) Surfaces() []accountMark {
	out := slices.DeleteFunc(slices.Clone(s.Accounts), func(m accountMark) bool { return m.R == 0 && m.Path == "" })
	slices.SortStableFunc(out, func(a, b accountMark) int {
		if (a.Path == "") != (b.Path == "") {
			if a.Path != "" {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.R, a.R)
	})
	return out
}

const (
	// leastM is how much country a map shows around one account, to each side;
	// closeM the same around several, whose distance is what matters.
	leastM = 25000
	closeM = 9000
)

// boundOf is the box of everything that the accounts of an incident name.
func (f frame) boundOf(in incident.Incident, views []ReportView) orb.Bound {
	least := float64(leastM)
	if len(views) > 1 {
		least = closeM
	}
	bound := around(in.Where.Point, least)
	if a := f.areas[in.Where.Within]; a != nil && len(a.Possible) > 0 {
		bound = a.Possible.Bound()
	}
	for _, v := range views {
		p := v.Report.Where
		if a := f.areas[p.Within]; a != nil && len(a.Possible) > 0 {
			bound = bound.Union(a.Possible.Bound())
			continue
		}
		bound = bound.Union(around(p.Point, closeM))
	}
	return bound
}

// A whenBar draws spans of time to scale among their days: the one within which
// the incident is held to lie, and that of each account.
type whenBar struct {
	W, H    float64
	X, Wide float64 // of the whole
	Ticks   []tick
	Words   string
	Rows    []whenRow
}

// A whenRow is the span that one account gives.
type whenRow struct {
	Badge   badge
	X, Wide float64
	Y       float64 // middle of the row
	Words   string  // its days as given
	WordsX  float64
	Before  bool // the words end where the bar begins
	Label   string
}

const (
	whenWide   = 460.0
	whenGutter = 30.0 // for the badges
	whenRowH   = 22.0
	whenWords  = 132.0 // room that the words of a row need
)

// when draws the span of an incident and of each of its reports.
func (f frame) when(iv truceline.Interval, views []ReportView) whenBar {
	all := iv
	for _, v := range views {
		if v.Report.When.From.Before(all.From) {
			all.From = v.Report.When.From
		}
		if v.Report.When.To.After(all.To) {
			all.To = v.Report.When.To
		}
	}
	from := f.localDay(all.From).Add(-24 * time.Hour)
	to := f.localDay(all.To).Add(48 * time.Hour)
	at := func(t time.Time) float64 {
		return whenGutter + (whenWide-whenGutter)*float64(t.Sub(from))/float64(to.Sub(from))
	}
	wide := func(iv truceline.Interval) float64 { return max(3, at(iv.To)-at(iv.From)) }
	b := whenBar{W: whenWide, X: at(iv.From), Wide: wide(iv), Words: f.Days(iv)}
	days := int(to.Sub(from).Hours() / 24)
	for i := 0; i <= days; i += max(1, (days+4)/5) {
		t := f.localDay(from.Add(time.Duration(i)*24*time.Hour + time.Hour))
		b.Ticks = append(b.Ticks, tick{At: at(t), Word: f.Day(t)})
	}
	for i, v := range views {
		r := whenRow{Badge: badgeOf(i), X: at(v.Report.When.From), Wide: wide(v.Report.When), Y: 52 + whenRowH*float64(i),
			Words: v.Report.Days, Label: f.SourceName(v.Report.Source) + " " + v.Report.Number + ": " + v.Report.Days}
		switch {
		case r.X+r.Wide+whenWords < whenWide:
			r.WordsX = r.X + r.Wide + 6
		case r.X-whenWords > whenGutter:
			r.WordsX, r.Before = r.X-6, true
		default:
			r.Words = "" // there is no room; the table has them
		}
		b.Rows = append(b.Rows, r)
	}
	b.H = 46 + whenRowH*float64(len(views))
	return b
}

// accountsGeoJSON writes the accounts of an incident as points with what a map
// needs; radius_m says how far off each may be.
func (s *Server) accountsGeoJSON(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "incident")
	if err != nil {
		return err
	}
	view, err := s.desk.Incident(r.Context(), incident.ID(r.PathValue("id")), f.Known)
	if err != nil {
		return err
	}
	fc := geojson.NewFeatureCollection()
	for i, v := range view.Reports {
		p, b := v.Report.Where, badgeOf(i)
		ft := geojson.NewFeature(orb.Point{p.Lon, p.Lat})
		ft.ID = v.Report.ID()
		ft.Properties = geojson.Properties{
			"id": v.Report.ID(), "letter": b.Letter, "shape": b.Shape, "source": f.SourceName(v.Report.Source), "days": v.Report.Days,
			"place": f.placeName(p), "place_note": f.radius(p), "radius_m": p.RadiusM, "within": string(p.Within),
		}
		fc.Append(ft)
	}
	return writeGeoJSON(w, fc)
}
