// Package observance is the engine: it holds incidents against provisions and
// says what it proposes, why, and what would settle what it cannot tell. It
// also answers, with no incident at all, what applied at a place and time.
//
// Everything here is a pure function of a register and an incident: no clock,
// no input or output, no randomness; the same input gives the same bytes.
package observance

import (
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
	"github.com/truceline/truceline/sanctions"
)

// Facts are everything that a register is compiled from: the latest versions
// that were known at Known.
type Facts struct {
	Known        time.Time // what had been recorded by then
	Case         Case
	Parties      []party.Party
	Areas        []place.Area
	Instruments  []instrument.Instrument
	Acts         []instrument.Act
	Sources      []report.Source
	Designations []sanctions.Designation
	Matches      []sanctions.Match
}

// A Case is a peace process: what its folder says of itself, and what differs
// between mechanisms.
type Case struct {
	ID     string             `json:"id"`
	Names  truceline.Names    `json:"names"`
	Zone   string             `json:"zone"` // IANA name; the case's days are local days
	Period truceline.Interval `json:"period"`
	Center Center             `json:"center"`
	// TotalSince is the named agreement since which editions keep a running total.
	TotalSince Since      `json:"total_since"`
	Thresholds Thresholds `json:"thresholds"`
	Release    Release    `json:"release"`
	Credits    []Credit   `json:"credits"`
	// BulletinAreas are the areas that a name covers in bulletins of counts, where
	// that is not the area of the name: "Damascus" is a city and its countryside.
	// Names are compared in any letter case.
	BulletinAreas map[string][]place.AreaID `json:"bulletin_areas,omitempty"`
}

// Center is the first view of the case's map.
type Center struct {
	Lon  float64 `json:"lon"`
	Lat  float64 `json:"lat"`
	Zoom float64 `json:"zoom"`
}

// Since names the agreement and the local day from which a total runs.
type Since struct {
	Instrument instrument.ID `json:"instrument"`
	On         time.Time     `json:"on"`
}

// Thresholds belong to the case, not to the code.
type Thresholds struct {
	// CorroboratedOrigins is how many independent origins make a fact
	// corroborated. Default 2.
	CorroboratedOrigins int `json:"corroborated_origins"`
	// CertainConfidence is the lowest grade of a case fact (entry into force,
	// renewal, end) that counts as certain; below it the fact is possible only.
	// Default B.
	CertainConfidence truceline.Confidence `json:"certain_confidence"`
}

// Release is what may be shown, to whom and when.
type Release struct {
	Audience    string        `json:"audience"`
	Delay       time.Duration `json:"delay"`       // how long after its end an incident is withheld
	BlurM       float64       `json:"blur_m"`      // metres by which published points are made coarser
	Attribution string        `json:"attribution"` // named, side or forbidden
}

// A Credit is an attribution that a licence asks for.
type Credit struct {
	What    string `json:"what"`
	Text    string `json:"text"`
	Licence string `json:"licence"`
	URL     string `json:"url"`
}

// A Register is the facts of a case, compiled for asking. It is immutable and
// safe for concurrent use.
type Register struct {
	Facts Facts

	zone      *time.Location
	rules     instrument.Rules
	roll      *party.Roll
	list      *sanctions.List
	catalogue *instrument.Catalogue
	atlas     *place.Atlas
	areas     map[place.AreaID]*place.Area
	areaNames map[string]place.AreaID // lower case; "" where a name is ambiguous
	// bulletinAreas are those of Case.BulletinAreas by name in lower case.
	bulletinAreas map[string][]place.AreaID
	bindings      []*binding // every provision, by id
	byID          map[instrument.ProvisionID]*binding
	byArea        map[place.AreaID][]int // indices into bindings of provisions that prohibit an act there
	anywhere      []int                  // those whose text names no area
}

// A binding is a provision worked out: when it applied and whom it bound when.
type binding struct {
	instrument.Provision
	of      *instrument.Instrument
	inForce truceline.Term              // of the instrument
	term    truceline.Term              // of the provision
	areaSet int                         // number of the set of areas that it names: equal for equal sets
	bound   map[party.ID]truceline.Term // by party; absent: never
	sides   []map[party.ID]truceline.Term
	excepts bool // whether it leaves out groups designated on a list
	exempts map[string]bool
}

// Compile works the facts out into a register. The zone is the case's calendar.
// Facts that contradict themselves (an id that stands twice, a reference to
// nothing) are Problems; a case that lints has none.
func Compile(f Facts, zone *time.Location) (*Register, error) {
	if f.Case.Thresholds.CorroboratedOrigins == 0 {
		f.Case.Thresholds.CorroboratedOrigins = 2
	}
	if f.Case.Thresholds.CertainConfidence == "" {
		f.Case.Thresholds.CertainConfidence = truceline.OneSource
	}
	r := &Register{
		Facts:  f,
		zone:   zone,
		rules:  instrument.Rules{Zone: zone, Certain: f.Case.Thresholds.CertainConfidence},
		areas:  make(map[place.AreaID]*place.Area, len(f.Areas)),
		byID:   make(map[instrument.ProvisionID]*binding),
		byArea: make(map[place.AreaID][]int),
	}
	var err error
	if r.roll, err = party.NewRoll(f.Parties); err != nil {
		return nil, err
	}
	if r.list, err = sanctions.NewList(f.Designations, f.Matches); err != nil {
		return nil, err
	}
	if r.catalogue, err = instrument.NewCatalogue(f.Acts); err != nil {
		return nil, err
	}
	if r.atlas, err = place.NewAtlas(f.Areas); err != nil {
		return nil, err
	}
	for i := range f.Areas {
		r.areas[f.Areas[i].ID] = &f.Areas[i]
	}
	r.nameAreas()
	for i := range f.Instruments {
		if err := r.bind(&f.Instruments[i]); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(r.bindings, func(a, b *binding) int { return strings.Compare(string(a.ID), string(b.ID)) })
	sets := make(map[string]int)
	for i, b := range r.bindings {
		key := joinIDs(b.Areas)
		if _, seen := sets[key]; !seen {
			sets[key] = len(sets)
		}
		b.areaSet = sets[key]
		if len(b.Conduct) == 0 {
			continue
		}
		if len(b.Areas) == 0 {
			r.anywhere = append(r.anywhere, i)
		}
		for _, a := range b.Areas {
			r.byArea[a] = append(r.byArea[a], i)
		}
	}
	return r, nil
}

// bind works out the provisions of one instrument.
func (r *Register) bind(in *instrument.Instrument) error {
	inForce, err := in.InForce(r.rules)
	if err != nil {
		return err
	}
	for _, p := range in.Provisions {
		if _, twice := r.byID[p.ID]; twice {
			return truceline.Invalid("provision "+string(p.ID), "stands twice; give each provision its own id")
		}
		b := &binding{
			Provision: p,
			of:        in,
			inForce:   inForce,
			term:      p.Term(inForce),
			bound:     make(map[party.ID]truceline.Term),
			exempts:   make(map[string]bool),
		}
		for _, side := range p.Between {
			on := make(map[party.ID]truceline.Term)
			for _, who := range r.Facts.Parties {
				t := r.roll.Possibly(who.ID, func(id party.ID) truceline.Term { return r.roll.Among(id, side.Parties) })
				if len(t.Possible) > 0 {
					on[who.ID] = t
				}
			}
			b.sides = append(b.sides, on)
		}
		for _, who := range r.Facts.Parties {
			if len(p.Obligor) == 0 { // nobody, whoever adhered
				break
			}
			if t := r.roll.Bound(who.ID, string(in.ID), p.Obligor); len(t.Possible) > 0 {
				b.bound[who.ID] = t
			}
		}
		for _, x := range p.Exceptions {
			b.excepts = b.excepts || x.ExcludedGroups
			for _, kind := range x.Exempts {
				b.exempts[kind] = true
			}
		}
		r.byID[p.ID] = b
		r.bindings = append(r.bindings, b)
	}
	return nil
}

// Zone is the case's calendar.
func (r *Register) Zone() *time.Location { return r.zone }

// Roll is the parties of the case.
func (r *Register) Roll() *party.Roll { return r.roll }

// Catalogue is the case's act catalogue.
func (r *Register) Catalogue() *instrument.Catalogue { return r.catalogue }

// Atlas is the areas of the case.
func (r *Register) Atlas() *place.Atlas { return r.atlas }

// Area returns an area by id.
func (r *Register) Area(id place.AreaID) (*place.Area, bool) {
	a, ok := r.areas[id]
	return a, ok
}

// Provision returns a provision and its instrument by id.
func (r *Register) Provision(id instrument.ProvisionID) (instrument.Provision, *instrument.Instrument, bool) {
	b, ok := r.byID[id]
	if !ok {
		return instrument.Provision{}, nil, false
	}
	return b.Provision, b.of, true
}

// InForce is when an instrument was in force, as its accounts give it.
func (r *Register) InForce(id instrument.ID) truceline.Term {
	for _, b := range r.bindings {
		if b.Instrument == id || b.of.ID == id {
			return b.inForce
		}
	}
	for i := range r.Facts.Instruments { // one without provisions
		if in := &r.Facts.Instruments[i]; in.ID == id {
			t, err := in.InForce(r.rules)
			if err == nil {
				return t
			}
		}
	}
	return truceline.Term{}
}

// AreaNamed resolves what a report calls an area: its id, a name in any
// language or an alias, whatever the case of the letters. A name that several
// areas bear resolves to none of them.
func (r *Register) AreaNamed(name string) (place.AreaID, bool) {
	id := r.areaNames[strings.ToLower(strings.TrimSpace(name))]
	return id, id != ""
}

// BulletinAreas resolves what a bulletin of counts calls an area: to what the
// case says that the name covers there, and else as AreaNamed does. Nil if the
// case knows no such area.
func (r *Register) BulletinAreas(name string) []place.AreaID {
	if ids := r.bulletinAreas[strings.ToLower(strings.TrimSpace(name))]; len(ids) > 0 {
		return ids
	}
	if id, ok := r.AreaNamed(name); ok {
		return []place.AreaID{id}
	}
	return nil
}

// nameAreas collects the names by which areas are resolved.
func (r *Register) nameAreas() {
	r.areaNames = make(map[string]place.AreaID)
	for _, a := range r.Facts.Areas {
		names := append([]string{string(a.ID)}, a.Aliases...)
		for _, n := range a.Names {
			names = append(names, n)
		}
		for _, n := range names {
			k := strings.ToLower(strings.TrimSpace(n))
			if other, twice := r.areaNames[k]; twice && other != a.ID {
				r.areaNames[k] = ""
				continue
			}
			r.areaNames[k] = a.ID
		}
	}
	r.bulletinAreas = make(map[string][]place.AreaID, len(r.Facts.Case.BulletinAreas))
	for n, ids := range r.Facts.Case.BulletinAreas {
		r.bulletinAreas[strings.ToLower(strings.TrimSpace(n))] = ids
	}
}

// CheckNames refuses an area, provision or party that the register does not
// hold; empty ones pass.
func (r *Register) CheckNames(a place.AreaID, p instrument.ProvisionID, who party.ID) error {
	if _, ok := r.areas[a]; a != "" && !ok {
		return truceline.NotFound("no area %q in the case; the register lists them", a)
	}
	if _, ok := r.byID[p]; p != "" && !ok {
		return truceline.NotFound("no provision %q in the case; the register lists them", p)
	}
	if _, ok := r.roll.Party(who); who != "" && !ok {
		return truceline.NotFound("no party %q in the case; the register lists them", who)
	}
	return nil
}
