package rivals

import (
	"context"
	"io/fs"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/cases"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/ged"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/place/gazetteer"
	"github.com/truceline/truceline/report"
)

// The case and the source whose events are told of.
const (
	caseName = "astana"
	gedID    = report.SourceID("ucdp-ged")
)

// A Ground is what a set is made from: real events, and the governorates.
type Ground struct {
	Reports   []report.Report // of UCDP GED, in the order of the file
	Divisions []place.Area
	Spots     []Spot // the places of the case's gazetteer that have a name in Latin letters
	Zone      *time.Location
	Parties   []party.Party
}

// Bundled reads the events of the case that comes with the program.
func Bundled(ctx context.Context) (Ground, error) {
	dir, ok := cases.Bundled(caseName)
	if !ok {
		return Ground{}, truceline.NotFound("the case %q does not come with the program", caseName)
	}
	c, err := casedir.Load(dir)
	if err != nil {
		return Ground{}, err
	}
	g := Ground{Zone: c.Location, Parties: c.Facts.Parties, Spots: spotsOf(c.Gazetteer)}
	for _, a := range c.Facts.Areas {
		if a.Kind == "governorate" {
			g.Divisions = append(g.Divisions, a)
		}
	}
	roll, err := party.NewRoll(c.Facts.Parties)
	if err != nil {
		return Ground{}, err
	}
	opts := ged.Options{Source: report.Source{ID: gedID}, Zone: c.Location, Actor: func(name, code string) party.ID {
		for _, c := range []string{code, "ucdp:" + name} {
			if id, ok := roll.Code(c); ok {
				return id
			}
		}
		id, _ := roll.Name(name)
		return id
	}}
	for _, f := range c.Events {
		if f.Source == gedID {
			if err := g.read(ctx, dir, f.Path, opts); err != nil {
				return Ground{}, err
			}
		}
	}
	return g, nil
}

func (g *Ground) read(ctx context.Context, dir fs.FS, name string, opts ged.Options) error {
	f, err := dir.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := csvrows.Open(f, csvrows.Options{Name: name})
	if err != nil {
		return err
	}
	for item, err := range ged.Read(ctx, rows, opts) {
		if err != nil {
			return err
		}
		if item.Refusal != nil {
			return truceline.Invalid(name, "%v", item.Refusal)
		}
		g.Reports = append(g.Reports, item.Report)
	}
	return nil
}

// spotsOf are the places that a source could name: by their English name, or by
// the first that English could print.
func spotsOf(entries []gazetteer.Entry) []Spot {
	var out []Spot
	for _, e := range entries {
		name := ""
		for _, n := range e.Names {
			if n.Lang == "en" {
				name = n.Text
				break
			}
			if name == "" && isLatin(n.Text) {
				name = n.Text
			}
		}
		if name != "" {
			out = append(out, Spot{name, e.Lon, e.Lat})
		}
	}
	return out
}

func isLatin(s string) bool {
	for _, r := range s {
		if r >= 0x250 { // past Latin Extended-B
			return false
		}
	}
	return s != ""
}

// Make makes the set of a level from the ground: the one that is published for
// that level and seed.
func (g Ground) Make(n Noise, seed uint64) (Set, error) {
	return Make(g.Reports, Options{Noise: n, Seed: seed, Spots: g.Spots, Divisions: g.Divisions, Zone: g.Zone})
}
