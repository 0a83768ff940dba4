package web

import (
	"html/template"
	"slices"
	"strconv"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/movement"
	"github.com/truceline/truceline/place"
)

// A presenceSign is a sign of the strips with what it means.
type presenceSign struct{ State, Word string }

// presenceLegend are the signs that the record has.
func (f movementFrame) presenceLegend() []presenceSign {
	var out []presenceSign
	for _, s := range []movement.State{movement.Reported, movement.Possible, movement.Without, movement.Unobserved, movement.NotThen, movement.Withheld} {
		if slices.ContainsFunc(f.record.Groups, func(g movement.Group) bool {
			return slices.ContainsFunc(g.Cells, func(c movement.Cell) bool { return c.State == s })
		}) {
			out = append(out, presenceSign{string(s), f.T(locale.Key("movement.legend." + string(s)))})
		}
	}
	return out
}

// A presenceTable is a table of areas by months.
type presenceTable struct {
	Label  string
	Years  []yearHead
	Months []monthHead
	Rows   []presenceRow
	Total  bool // each row has one
}

// A yearHead stands over the months of a year.
type yearHead struct {
	Word string
	N    int
}

// A monthHead is a month of the year as a number, with its name.
type monthHead struct {
	Word, Name string
}

// A presenceRow is one area.
type presenceRow struct {
	Name  link
	Cells []presenceCell
	Total link // surely, over all months
}

// A presenceCell is a group in an area and a month, or everybody.
type presenceCell struct {
	State string
	Label string // where and when, with what was reported there
	Word  string // of its state, where it has no number
	Sure  link   // a number that leads to its incidents
	More  link   // the possible ones
	// Heights of the bars and where they stand, of a drawing that is 30 high.
	SureY, SureH, MoreY, MoreH float64
}

// A presenceGroup is one group on the page.
type presenceGroup struct {
	ID       string // for the page's own links
	Name     link
	Entry    string
	Count    template.HTML
	ByList   template.HTML
	Named    []link
	Unplaced template.HTML
	Scale    string
	Strip    presenceTable
	Rest     []restRow // areas in which it was not reported
	Changes  []changeRow
	Together []togetherRow
	Folded   bool   // its strip stands on a page of its own, since there are many areas
	Only     string // address of this group alone; empty if it is
}

// A restRow is an area in which a group was not reported, with how often anybody
// would have been heard of there.
type restRow struct {
	Name     link
	Observed string
}

func (f movementFrame) heads() (years []yearHead, months []monthHead) {
	for _, m := range f.record.Months {
		y := strconv.Itoa(m.Year())
		if len(years) == 0 || years[len(years)-1].Word != y {
			years = append(years, yearHead{Word: y})
		}
		years[len(years)-1].N++
		months = append(months, monthHead{strconv.Itoa(int(m.Calendar())), f.MonthName(m)})
	}
	return years, months
}

// count is a number that leads to its incidents; none lead nowhere.
func (f movementFrame) count(n int, k movementPick) link {
	l := link{Word: strconv.Itoa(n)}
	if n > 0 {
		l.Href = f.Records(k)
	}
	return l
}

func (f movementFrame) presenceGroup(g *movement.Group) presenceGroup {
	out := presenceGroup{ID: g.ID, Name: link{Word: f.groupName(g.Name)}, Entry: f.groupEntry(g.Name)}
	if len(g.Parties) == 1 {
		out.Name.Href = f.Link("/parties/" + string(g.Parties[0]))
	}
	if f.asked.Group == "" && f.named() {
		out.Only = f.At("/movement", "group", g.ID)
	}
	by := func(what string) link {
		ids := map[string][]incident.ID{"yes": g.Listed.Yes, "unknown": g.Listed.Unknown, "no": g.Listed.No}[what]
		return f.count(len(ids), movementPick{What: whatListed, Group: g.ID, Answer: what})
	}
	out.Count = f.Sentence("movement.count", f.count(g.Listed.N(), movementPick{What: whatListed, Group: g.ID}))
	out.ByList = f.Sentence("movement.by_list", by("yes"), by("unknown"), by("no"))
	if len(g.Named) > 1 {
		for _, n := range g.Named {
			l := f.count(len(n.Incidents), movementPick{What: whatNamed, Group: g.ID, Party: n.Party})
			l.Word = f.PartyName(n.Party) + ": " + l.Word
			out.Named = append(out.Named, l)
		}
	}
	if len(g.Unplaced) > 0 {
		out.Unplaced = f.Sentence("movement.unplaced", f.count(len(g.Unplaced), movementPick{What: whatUnplaced, Group: g.ID}))
	}
	f.strips(g, &out)
	for i := range g.Changes {
		out.Changes = append(out.Changes, f.changeRow(g.ID, &g.Changes[i]))
	}
	for _, p := range g.Together {
		out.Together = append(out.Together, f.togetherRow(g.ID, p))
	}
	return out
}

// mostStrips is of how many areas the strips of several groups stand on one page.
const mostStrips = 30

// strips draw a group's cells: the areas in which it was reported, surely or
// possibly, and apart from these the others.
func (f movementFrame) strips(g *movement.Group, out *presenceGroup) {
	top := 1
	for _, c := range g.Cells {
		top = max(top, len(c.Sure)+len(c.Possible))
	}
	if out.Folded = f.asked.Group == "" && len(f.record.Areas) > mostStrips && len(f.record.Groups) > 1; out.Folded {
		return
	}
	out.Scale = f.T("movement.scale", top)
	years, months := f.heads()
	out.Strip = presenceTable{Label: f.T("movement.strip", out.Name.Word), Years: years, Months: months, Total: true}
	n := len(f.record.Months)
	for i := 0; i+n <= len(g.Cells); i += n {
		cells := g.Cells[i : i+n]
		row := presenceRow{Name: f.areaRow(cells[0].Area)}
		sure, any, observed := 0, false, 0
		for j := range cells {
			sure += len(cells[j].Sure)
			any = any || len(cells[j].Sure)+len(cells[j].Possible) > 0
			if cells[j].State == movement.Without {
				observed++
			}
		}
		if !any {
			out.Rest = append(out.Rest, restRow{row.Name, f.T("movement.rest_observed", observed, n-observed)})
			continue
		}
		for j := range cells {
			row.Cells = append(row.Cells, f.presenceCell(g.ID, &cells[j], top))
		}
		row.Total = f.count(sure, movementPick{What: whatSure, Group: g.ID, Area: cells[0].Area})
		out.Strip.Rows = append(out.Strip.Rows, row)
	}
}

func (f movementFrame) areaRow(id place.AreaID) link {
	return link{Word: f.AreaName(id), Href: f.Link("/areas/"+string(id), f.within(f.Span)...)}
}

// effortAt is what anybody reported there and then.
func (f movementFrame) effortAt(a place.AreaID, m movement.Month) movement.Effort {
	if e := f.effort[areaMonth{a, m}]; e != nil {
		return *e
	}
	return movement.Effort{}
}

// stateWord is a state in a word or two.
func (f movementFrame) stateWord(s movement.State) string {
	return f.T(locale.Key("movement.state." + string(s)))
}

const presenceHigh = 28 // of the tallest bar

func (f movementFrame) presenceCell(group string, c *movement.Cell, top int) presenceCell {
	out := presenceCell{State: string(c.State), Word: f.stateWord(c.State)}
	month := f.MonthName(c.Month)
	k := movementPick{Group: group, Area: c.Area, Month: c.Month.String()}
	switch c.State {
	case movement.Withheld, movement.NotThen:
		out.Label = month + ": " + out.Word
		return out
	}
	out.Label = f.T("movement.cell", month, len(c.Sure), len(c.Possible))
	if c.State == movement.Unobserved {
		out.Label = month + ": " + out.Word
	} else if e := f.effortAt(c.Area, c.Month); len(e.Sure) > 0 {
		out.Label += f.T("movement.cell.effort", len(e.Sure), len(e.Sources))
	}
	switch c.State {
	case movement.Without:
		k.What = whatAll
		n := len(f.effortAt(c.Area, c.Month).Sure)
		out.Sure, out.More = link{Word: "0"}, f.count(n, k)
		out.More.Word = f.T("movement.of", n)
	case movement.Reported, movement.Possible:
		if len(c.Sure) > 0 {
			k.What = whatSure
			out.Sure = f.count(len(c.Sure), k)
		}
		if n := len(c.Possible); n > 0 {
			k.What = whatPossible
			out.More = f.count(n, k)
			out.More.Word = "+" + out.More.Word
		}
	}
	high := func(n int) float64 {
		if n == 0 {
			return 0
		}
		return max(1.5, presenceHigh*float64(n)/float64(top))
	}
	out.SureH, out.MoreH = high(len(c.Sure)), high(len(c.Possible))
	out.SureY = presenceHigh + 1 - out.SureH
	out.MoreY = out.SureY - out.MoreH
	return out
}

// effortTable is what anybody reported by area and month.
func (f movementFrame) effortTable() presenceTable {
	years, months := f.heads()
	out := presenceTable{Label: f.T("movement.effort"), Years: years, Months: months}
	for _, a := range f.record.Areas {
		row := presenceRow{Name: f.areaRow(a)}
		for _, m := range f.record.Months {
			e := f.effortAt(a, m)
			c := presenceCell{State: string(movement.Without), Word: f.stateWord(movement.Unobserved), Label: f.MonthName(m) + f.T("movement.cell.effort", len(e.Sure), len(e.Sources))}
			k := movementPick{Area: a, Month: m.String(), What: whatAll}
			switch {
			case m > f.record.Last:
				c.State, c.Word, c.Label = string(movement.Withheld), f.stateWord(movement.Withheld), f.MonthName(m)+": "+c.Word
			case len(e.Sure) == 0:
				c.State, c.Label = string(movement.Unobserved), f.MonthName(m)+": "+c.Word
			default:
				c.Sure = f.count(len(e.Sure), k)
			}
			if n := len(e.Possible); n > 0 {
				k.What = whatMaybe
				c.More = f.count(n, k)
				c.More.Word = "+" + c.More.Word
			}
			row.Cells = append(row.Cells, c)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// A changeRow is an appearance or a vanishing.
type changeRow struct {
	Turn      string // class: appeared or vanished
	Word      string
	Area      link
	Month     string
	Incidents link
	Origins   string
	One       bool // it rests on one origin at most
	Without   int
	Blind     int
	Possible  int
	Slight    link
	Set       link
	Other     string // what is on the other side of the months without
}

func (f movementFrame) changeRow(group string, c *movement.Change) changeRow {
	k := movementPick{Group: group, Area: c.Area, Month: c.Month.String(), Turn: c.Turn}
	pick := func(what string) movementPick { k.What = what; return k }
	out := changeRow{
		Turn: string(c.Turn), Area: f.areaRow(c.Area), Month: f.MonthName(c.Month),
		Incidents: f.count(len(c.Incidents), movementPick{What: whatSure, Group: group, Area: c.Area, Month: c.Month.String()}),
		Origins:   f.T("n.origins", c.Origins), One: c.Origins <= 1,
		Without: c.Without, Blind: c.Blind, Possible: c.Possible,
		Slight: f.count(len(c.Slight), pick(whatSlight)), Set: f.count(len(c.Set), pick(whatSet)),
	}
	edge := f.MonthName(c.Edge)
	switch {
	case c.Turn == movement.Vanished && c.Other != nil:
		out.Word, out.Other = f.T("movement.turn.last"), f.T("movement.other.again", edge)
	case c.Turn == movement.Vanished:
		out.Word, out.Other = f.T("movement.turn.last"), f.T("movement.other.never_again", edge)
	case c.Other != nil:
		out.Word, out.Other = f.T("movement.turn.again"), f.T("movement.other.before", edge)
	default:
		out.Word, out.Other = f.T("movement.turn.first"), f.T("movement.other.never_before", edge)
	}
	return out
}

// A togetherRow is a vanishing and an appearance close in time, in words that
// claim no more than the record does.
type togetherRow struct {
	Words    template.HTML
	Returned template.HTML // empty: it never was
	Told     []link        // incidents that tell of a relocation
}

func (f movementFrame) togetherRow(group string, p movement.Together) togetherRow {
	k := locale.Key("movement.pair")
	if p.Again {
		k = "movement.pair_again"
	}
	out := togetherRow{Words: f.Sentence(k, f.at(group, p.From, p.Last), f.at(group, p.To, p.First))}
	if p.Returned != nil {
		out.Returned = f.Sentence("movement.returned", f.at(group, p.From, *p.Returned))
	}
	for _, id := range p.Told {
		out.Told = append(out.Told, link{Word: string(id), Href: f.incidentURL(id)})
	}
	return out
}
