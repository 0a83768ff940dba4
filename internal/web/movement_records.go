package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/movement"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// What a list of a record of presence holds.
const (
	whatSure     = "sure"     // of a group: surely there and then
	whatPossible = "possible" // possibly
	whatSlight   = "slight"   // slightly possible; of a change, in the months without the group
	whatSet      = "set"      // only a set is named; likewise
	whatAll      = "all"      // of anybody: surely there and then
	whatMaybe    = "maybe"    // of anybody: possibly
	whatListed   = "listed"   // all of a group, by the answer of the list
	whatNamed    = "named"    // all of a group that name one party
	whatUnplaced = "unplaced" // of a group, in no cell
)

var movementLists = [...]string{whatSure, whatPossible, whatSlight, whatSet, whatAll, whatMaybe, whatListed, whatNamed, whatUnplaced}

// A movementPick says which incidents of the record a list shows, as an address
// does. Every number of the page is one.
type movementPick struct {
	What   string
	Group  string
	Area   place.AreaID
	Month  string        // "2017-03"; empty: all months shown
	Turn   movement.Turn // of a change in that month
	Answer string        // of the list
	Party  party.ID
}

// Records is the address of the incidents of a pick.
func (f movementFrame) Records(k movementPick) string {
	what := k.What
	if what == whatSure {
		what = "" // which is what an address that says nothing means
	}
	of := k.Group
	if of == f.asked.Group {
		of = "" // likewise
	}
	return f.At("/movement/records", "what", what, "of", of, "area", string(k.Area), "month", k.Month, "turn", string(k.Turn), "answer", k.Answer, "party", string(k.Party))
}

// readPick reads from the address which incidents are listed.
func (f movementFrame) readPick() (movementPick, error) {
	q := f.query
	k := movementPick{
		What: cmp.Or(q.Get("what"), whatSure), Group: cmp.Or(q.Get("of"), f.asked.Group), Area: place.AreaID(q.Get("area")), Month: q.Get("month"),
		Turn: movement.Turn(q.Get("turn")), Answer: q.Get("answer"), Party: party.ID(q.Get("party")),
	}
	var m movement.Month
	switch {
	case !slices.Contains(movementLists[:], k.What):
		return k, truceline.Invalid("what", "%q is none of %v", k.What, movementLists)
	case k.Area != "" && !slices.Contains(f.record.Areas, k.Area):
		return k, truceline.Invalid("area", "the record shows no area %q", k.Area)
	case k.Month != "" && m.UnmarshalText([]byte(k.Month)) != nil:
		return k, truceline.Invalid("month", "%q is not a month; write it as 2017-03", k.Month)
	case k.Answer != "" && k.Answer != "yes" && k.Answer != "no" && k.Answer != "unknown":
		return k, truceline.Invalid("answer", "%q is none of yes, no and unknown", k.Answer)
	case k.Turn != "" && k.Turn != movement.Appeared && k.Turn != movement.Vanished:
		return k, truceline.Invalid("turn", "%q is neither appeared nor vanished", k.Turn)
	case k.What != whatAll && k.What != whatMaybe && f.groupOf(k.Group) == nil && f.record.Refused == "":
		return k, truceline.NotFound("the record has no group %q in these months", k.Group)
	}
	return k, nil
}

func (f movementFrame) groupOf(id string) *movement.Group {
	for i := range f.record.Groups {
		if f.record.Groups[i].ID == id {
			return &f.record.Groups[i]
		}
	}
	return nil
}

// picked are the incidents of a pick, with what is certain of those that are
// only possible.
func (f movementFrame) picked(k movementPick) (ids []incident.ID, maybe map[incident.ID]movement.Maybe) {
	here := func(a place.AreaID, m movement.Month) bool {
		return (k.Area == "" || a == k.Area) && (k.Month == "" || m.String() == k.Month)
	}
	if k.What == whatAll || k.What == whatMaybe {
		for _, e := range f.record.Effort {
			if here(e.Area, e.Month) && k.What == whatAll {
				ids = append(ids, e.Sure...)
			} else if here(e.Area, e.Month) {
				ids = append(ids, e.Possible...)
			}
		}
		return unique(ids), nil
	}
	g := f.groupOf(k.Group)
	if g == nil {
		return nil, nil
	}
	switch k.What {
	case whatListed:
		for a, list := range map[string][]incident.ID{"yes": g.Listed.Yes, "unknown": g.Listed.Unknown, "no": g.Listed.No} {
			if k.Answer == "" || k.Answer == a {
				ids = append(ids, list...)
			}
		}
		return unique(ids), nil
	case whatNamed:
		for _, n := range g.Named {
			if n.Party == k.Party {
				ids = append(ids, n.Incidents...)
			}
		}
		return unique(ids), nil
	case whatUnplaced:
		return g.Unplaced, nil
	}
	if k.Turn != "" {
		for _, c := range g.Changes {
			if c.Turn == k.Turn && here(c.Area, c.Month) {
				ids = append(ids, map[string][]incident.ID{whatSlight: c.Slight, whatSet: c.Set, whatSure: c.Incidents}[k.What]...)
			}
		}
		return unique(ids), nil
	}
	maybe = make(map[incident.ID]movement.Maybe)
	for _, c := range g.Cells {
		if !here(c.Area, c.Month) {
			continue
		}
		switch k.What {
		case whatSure:
			ids = append(ids, c.Sure...)
		case whatSlight:
			ids = append(ids, c.Slight...)
		case whatSet:
			ids = append(ids, c.Set...)
		case whatPossible:
			for _, m := range c.Possible {
				ids = append(ids, m.Incident)
				maybe[m.Incident] = m
			}
		}
	}
	return unique(ids), maybe
}

func unique(ids []incident.ID) []incident.ID {
	slices.Sort(ids)
	return slices.Compact(ids)
}

// movementRecordsPage is all that movement_records.html may refer to.
type movementRecordsPage struct {
	movementFrame
	What       []string // what the number counts, in words
	Beside     []link   // the other lists of the same group, area and month
	Rows       []movementRow
	From, To   int
	Total      int
	Prev, Next string
	Places     bool // places and days may be given
	Named      bool // parties may be named
}

// A movementRow is one incident.
type movementRow struct {
	ID, Href string
	When     string // days, or the month where no day may be given
	Place    string
	Act      string
	Sides    string
	Listed   []listedRow
	Fact     string
	Reports  []link
	Origins  string
	Open     []string // what of it is not certain
	Share    string   // of its place in the area
}

// A listedRow is what the list says of a party as of the days of the incident.
type listedRow struct {
	Party   link
	Answer  answer
	Reasons []string
}

func (s *Server) movementRecords(w http.ResponseWriter, r *http.Request) error {
	f, err := s.openMovement(r, "movement_records")
	if err != nil {
		return err
	}
	k, err := f.readPick()
	if err != nil {
		return err
	}
	offset, err := parseOffset(f.query)
	if err != nil {
		return err
	}
	p := movementRecordsPage{movementFrame: f, What: f.inWords(k), Beside: f.beside(k), Places: f.record.Release.Days, Named: f.named()}
	ids, maybe := f.picked(k)
	held, err := s.desk.MovementIncidents(r.Context(), ids, f.Known)
	if err != nil {
		return err
	}
	p.Total = len(held)
	for _, h := range held[min(offset, len(held)):min(offset+pageRows, len(held))] {
		p.Rows = append(p.Rows, f.movementRow(h, k, maybe))
	}
	p.From, p.To, p.Prev, p.Next = f.paging(offset, len(p.Rows), p.Total)
	return s.render(w, "movement_records", p)
}

func (f movementFrame) movementRow(h observance.Held, k movementPick, maybe map[incident.ID]movement.Maybe) movementRow {
	in := h.Incident
	row := movementRow{
		ID: string(in.ID), Href: f.incidentURL(in.ID), When: in.Days, Act: f.ActNames(in.Codes),
		Fact: f.T(locale.Key("fact." + string(in.Fact))), Origins: strings.Join(in.Origins, ", "),
	}
	for _, id := range in.Reports {
		row.Reports = append(row.Reports, link{Word: id, Href: f.reportURL(id)})
	}
	if f.record.Release.Days {
		row.Place = f.placeName(in.Where)
	} else {
		row.When = strings.Join(f.monthsOf(in.When), ", ")
	}
	if f.named() {
		row.Sides = f.sides(in.SideA)
		if b := f.sides(in.SideB); b != "" {
			row.Sides += " – " + b
		}
		if g := f.groupOf(k.Group); g != nil {
			row.Listed = f.listedThen(g, in)
		}
	}
	m, ok := maybe[in.ID]
	if !ok || k.Area == "" || k.Month == "" {
		return row
	}
	for _, x := range []struct {
		a   truceline.Answer
		key locale.Key
	}{{m.Area, "movement.open.place"}, {m.Month, "movement.open.time"}, {m.Acted, "movement.open.acted"}} {
		if x.a != truceline.Yes {
			row.Open = append(row.Open, f.T(x.key))
		}
	}
	if m.Share != nil && m.Area != truceline.Yes {
		row.Share = f.T("movement.share", percent(*m.Share))
	}
	return row
}

// monthsOf are the months that a span meets, no more than two of them by name.
func (f movementFrame) monthsOf(iv truceline.Interval) []string {
	var out []string
	for _, m := range f.record.Months {
		if m.Span(f.Head.Zone).Meets(iv) {
			out = append(out, f.MonthName(m))
		}
	}
	if len(out) > 2 {
		return []string{out[0] + " – " + out[len(out)-1]}
	}
	return out
}

// listedThen is what the list says of each party of the group that an incident
// names, as of its days.
func (f movementFrame) listedThen(g *movement.Group, in incident.Incident) []listedRow {
	var out []listedRow
	for _, p := range g.Parties {
		if !slices.ContainsFunc(slices.Concat(in.SideA, in.SideB), func(a report.Actor) bool { return a.Party == p }) {
			continue
		}
		out = append(out, listedRow{
			Party:  link{Word: f.PartyName(p), Href: f.Link("/parties/" + string(p))},
			Answer: f.answer(f.reg.Excluded(p).During(in.When).Answer()), Reasons: f.reg.ExcludedReasons(p, in.When),
		})
	}
	return out
}

// inWords says which incidents a pick lists.
func (f movementFrame) inWords(k movementPick) []string {
	out := []string{f.T(locale.Key("movement.what." + k.What))}
	if k.What != whatAll && k.What != whatMaybe {
		if g := f.groupOf(k.Group); g != nil {
			out = append(out, f.groupName(g.Name))
		}
	}
	if k.Party != "" {
		out = append(out, f.PartyName(k.Party))
	}
	if k.Answer != "" {
		out = append(out, f.T(locale.Key("movement.what.answer"), f.T(locale.Key("answer."+k.Answer))))
	}
	if k.Area != "" {
		out = append(out, f.AreaName(k.Area))
	}
	var m movement.Month
	if m.UnmarshalText([]byte(k.Month)) == nil {
		if k.Turn != "" && k.What != whatSure {
			return append(out, f.T(locale.Key("movement.what."+string(k.Turn)), f.MonthName(m)))
		}
		return append(out, f.MonthName(m))
	}
	return out
}

// beside are the other lists of one cell.
func (f movementFrame) beside(k movementPick) []link {
	if k.Area == "" || k.Month == "" || k.Turn != "" {
		return nil
	}
	var out []link
	for _, what := range []string{whatSure, whatPossible, whatSlight, whatSet, whatAll, whatMaybe} {
		if what == k.What || k.Group == "" && what != whatAll && what != whatMaybe {
			continue
		}
		other := k
		other.What = what
		if ids, _ := f.picked(other); len(ids) > 0 {
			l := f.count(len(ids), other)
			l.Word = f.T(locale.Key("movement.what."+what)) + ": " + l.Word
			out = append(out, l)
		}
	}
	return out
}
