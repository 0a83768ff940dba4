package web

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/movement"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

// Movements are where excluded groups were reported.
type Movements interface {
	Movement(context.Context, movement.Query) (movement.Record, error)
	MovementSpan(ctx context.Context, known time.Time) (truceline.Interval, error)
	MovementIncidents(ctx context.Context, ids []incident.ID, known time.Time) ([]observance.Held, error)
}

// A movementFrame is what the pages of movement share.
type movementFrame struct {
	frame
	asked  movement.Query
	record movement.Record
	reg    *observance.Register
	months [12]string // names of months by themselves
	effort map[areaMonth]*movement.Effort
}

// An areaMonth is an area in a month.
type areaMonth struct {
	area  place.AreaID
	month movement.Month
}

// movementPage is all that movement.html may refer to.
type movementPage struct {
	movementFrame
	Group, Areas choice
	Quiet        choice
	Rules        []string // of the release, in words
	Refused      bool
	Means        []string
	Legend       []presenceSign
	Groups       []presenceGroup
	Silent       []link
	Told         []toldRow
	Duties       []dutyRow
	Effort       presenceTable
	EffortURL    string // the address with that table
	Files        []link
}

// openMovement reads which record the address asks for, and makes it. Without a
// period it is of that of the case.
func (s *Server) openMovement(r *http.Request, name string) (movementFrame, error) {
	f, reg, err := s.open(r, name)
	if err != nil {
		return movementFrame{}, err
	}
	if f.Span.From.IsZero() || f.Span.To.IsZero() {
		whole, err := s.desk.MovementSpan(r.Context(), f.Known)
		if err != nil {
			return movementFrame{}, err
		}
		if f.Span.From.IsZero() {
			f.Span.From = whole.From
		}
		if f.Span.To.IsZero() {
			f.Span.To = whole.To
		}
	}
	out := movementFrame{frame: f, reg: reg, asked: movement.Query{
		Group: f.query.Get("group"), Division: f.query.Get("areas"), Span: f.Span, Known: f.Known,
	}}
	copy(out.months[:], strings.Split(f.T("movement.months"), "|"))
	if v := f.query.Get("quiet"); v != "" {
		if out.asked.Quiet, err = strconv.Atoi(v); err != nil || out.asked.Quiet < 1 {
			return out, truceline.Invalid("quiet", "%q is not a number of months; write one from 1 to 24", v)
		}
	}
	if out.record, err = s.desk.Movement(r.Context(), out.asked); err != nil {
		return out, err
	}
	out.effort = make(map[areaMonth]*movement.Effort, len(out.record.Effort))
	for i := range out.record.Effort {
		e := &out.record.Effort[i]
		out.effort[areaMonth{e.Area, e.Month}] = e
	}
	return out, nil
}

// At is an address that asks for the same record. A pair with an empty value
// takes what it names off.
func (f movementFrame) At(path string, pairs ...string) string {
	v := url.Values{}
	for _, k := range []string{"lang", "known", "quiet"} {
		v.Set(k, f.query.Get(k))
	}
	v.Set("group", f.asked.Group)
	v.Set("areas", f.query.Get("areas"))
	v.Set("from", f.query.Get("from"))
	v.Set("to", f.query.Get("to"))
	return address(path, v, pairs)
}

// Back is the address of the record that a list is of.
func (f movementFrame) Back() string { return f.At("/movement") }

// MonthName names a month by itself.
func (f movementFrame) MonthName(m movement.Month) string {
	return f.months[m.Calendar()-1] + " " + strconv.Itoa(m.Year())
}

// groupName is how the page calls a group: by the parties that reports name.
func (f movementFrame) groupName(n movement.Name) string {
	var names []string
	for _, p := range n.Parties {
		names = append(names, f.PartyName(p))
	}
	if len(names) == 0 {
		return f.T("movement.unnamed")
	}
	return strings.Join(names, ", ")
}

// groupEntry is the entry of the list that a group rests on, in words.
func (f movementFrame) groupEntry(n movement.Name) string {
	switch {
	case n.Entry == "" || len(n.Parties) == 0:
		return ""
	case n.Decided:
		return n.Entry + " “" + n.Listed + "”"
	}
	return n.Entry + " “" + n.Listed + "”, " + f.T("movement.proposed")
}

// named reports whether the case lets parties be named.
func (f movementFrame) named() bool { return f.record.Release.Attribution == "named" }

// choices are what the form offers.
func (p *movementPage) choices() {
	p.Group = choice{Name: "group", Label: p.T("movement.group")}
	found := p.asked.Group == ""
	if p.named() {
		for _, g := range movement.Groups(p.reg) {
			here := p.asked.Group == g.ID
			found = found || here
			p.Group.Options = append(p.Group.Options, option{g.ID, p.groupName(g) + " · " + g.Entry, here})
		}
		if !found { // one name of a group, or a name for several parties
			p.Group.Options = append(p.Group.Options, option{p.asked.Group, p.PartyName(party.ID(p.asked.Group)), true})
		}
	}
	p.Areas = choice{Name: "areas", Label: p.T("filter.area")}
	for _, d := range movement.Divisions(p.reg) {
		kind := d
		if d == "zone" {
			kind = "de_escalation_area"
		}
		p.Areas.Options = append(p.Areas.Options, option{d, p.kindName(kind), d == p.record.Division})
	}
	p.Quiet = choice{Name: "quiet", Label: p.T("movement.quiet")}
	for _, n := range []int{1, 2, 3, 4, 6, 12} {
		p.Quiet.Options = append(p.Quiet.Options, option{strconv.Itoa(n), strconv.Itoa(n), n == p.record.Quiet})
	}
	if !slices.ContainsFunc(p.Quiet.Options, func(o option) bool { return o.Chosen }) {
		n := strconv.Itoa(p.record.Quiet)
		p.Quiet.Options = append(p.Quiet.Options, option{n, n, true})
	}
}

// rules are what the release rule leaves, in words.
func (f movementFrame) rules() []string {
	r := f.record.Release
	var out []string
	say := func(k locale.Key, args ...any) { out = append(out, f.T(k, args...)) }
	say("movement.rule.last", f.MonthName(f.record.Last))
	if r.DelayHours > 0 {
		say("movement.rule.delay", r.DelayHours)
	}
	if f.record.Withheld > 0 {
		say("movement.rule.withheld", f.record.Withheld)
	}
	if r.BlurM > 0 {
		say("movement.rule.blur", strconv.Itoa(int(r.BlurM)), len(f.record.TooSmall))
	}
	if !f.named() {
		say(locale.Key("movement.rule." + r.Attribution))
	}
	if r.Audience != "" {
		say("movement.rule.audience", r.Audience)
	}
	return out
}

// means says what the words and numbers of the page mean.
func (f movementFrame) means() []string {
	var out []string
	for _, k := range []string{"counts", "sure", "possible", "slight", "without", "set", "together", "left_out"} {
		if k == "slight" {
			out = append(out, f.T("movement.means.slight", int(100*movement.LeastShare)))
			continue
		}
		out = append(out, f.T(locale.Key("movement.means."+k)))
	}
	return append(out, f.T("movement.means.turn", f.record.Quiet))
}

func (s *Server) movement(w http.ResponseWriter, r *http.Request) error {
	f, err := s.openMovement(r, "movement")
	if err != nil {
		return err
	}
	p := movementPage{movementFrame: f, Rules: f.rules(), Means: f.means(), Refused: f.record.Refused != "", Duties: f.duties()}
	p.choices()
	if !p.Refused {
		p.Legend = f.presenceLegend()
		for i := range f.record.Groups {
			p.Groups = append(p.Groups, f.presenceGroup(&f.record.Groups[i]))
		}
		for _, n := range f.record.Silent {
			l := link{Word: f.groupName(n)}
			if len(n.Parties) > 0 {
				l.Href = f.Link("/parties/" + string(n.Parties[0]))
			}
			p.Silent = append(p.Silent, l)
		}
		p.Told = f.toldRows()
		if p.EffortURL = f.At("/movement", "effort", "yes") + "#h-effort"; f.query.Get("effort") == "yes" {
			p.Effort = f.effortTable()
		}
	}
	for _, ext := range []string{"csv", "json"} {
		p.Files = append(p.Files, link{Word: strings.ToUpper(ext), Href: f.At("/movement." + ext)})
	}
	return s.render(w, "movement", p)
}

// movementCSV writes the record that the address asks for as rows.
func (s *Server) movementCSV(w http.ResponseWriter, r *http.Request) error {
	return s.movementFile(w, r, "text/csv; charset=utf-8", "movement.csv", func(w io.Writer, f movementFrame) error {
		return desk.MovementCSV(w, f.record, f.reg)
	})
}

// movementJSON writes it whole.
func (s *Server) movementJSON(w http.ResponseWriter, r *http.Request) error {
	return s.movementFile(w, r, "application/json", "movement.json", func(w io.Writer, f movementFrame) error {
		return desk.MovementJSON(w, f.record)
	})
}

func (s *Server) movementFile(w http.ResponseWriter, r *http.Request, kind, name string, write func(io.Writer, movementFrame) error) error {
	f, err := s.openMovement(r, "movement")
	if err != nil {
		return err
	}
	attach(w, kind, name)
	return ignoreGone(write(w, f))
}

// A dutyRow is a provision that obliges parties in this.
type dutyRow struct {
	Of      string // what to
	Name    link
	Text    string
	Force   string
	Obligor []link
	Areas   []link
	Applied answer
	Share   string // of the months, where it applied in a part of them

}

func (f movementFrame) duties() []dutyRow {
	var out []dutyRow
	for _, d := range f.record.Duties {
		p := f.provisions[d.Provision]
		if p == nil {
			continue
		}
		row := dutyRow{
			Of: f.T(locale.Key("movement.duty." + d.Of)), Name: link{Word: f.ProvisionName(p.ID), Href: f.provisionURL(p.Instrument, p.ID)}, Text: p.Text,
			Force: f.T(locale.Key("force." + string(p.Force))), Obligor: f.partyLinks(p.Obligor), Areas: f.areaLinks(p.Areas), Applied: f.answer(d.Applied),
		}
		if d.Applied == truceline.Unknown {
			row.Share = percent(d.AppliedIn)
		}
		out = append(out, row)
	}
	return out
}

// A toldRow is an incident whose kind is the relocation or presence of a group.
type toldRow struct {
	Incident link
	Month    string
	Act      string
	Areas    []link
	Possible []link
}

func (f movementFrame) toldRows() []toldRow {
	var out []toldRow
	for _, t := range f.record.Told {
		row := toldRow{
			Incident: link{Word: string(t.Incident), Href: f.incidentURL(t.Incident)}, Month: f.MonthName(t.Month), Act: string(t.Act),
			Areas: f.areaLinks(t.Sure), Possible: f.areaLinks(t.Possible),
		}
		if a := f.acts[t.Act]; a != nil {
			row.Act = a.Names.In(f.Lang.Tag)
		}
		out = append(out, row)
	}
	return out
}

// at is an area in a month as a link to what was surely reported there.
func (f movementFrame) at(group string, a place.AreaID, m movement.Month) link {
	return link{Word: f.AreaName(a) + ", " + f.MonthName(m), Href: f.Records(movementPick{What: whatSure, Group: group, Area: a, Month: m.String()})}
}

// A presencePart is all that the part "presence" may refer to.
type presencePart struct {
	Page  frame
	Table presenceTable
}

// Strip is a table of areas by months.
func (p movementPage) Strip(t presenceTable) presencePart { return presencePart{p.frame, t} }

// QuietMonths is how many months must have been observed without a group.
func (p movementPage) QuietMonths() int { return p.record.Quiet }
