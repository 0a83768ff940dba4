package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

// appliedPage is all that applied.html may refer to.
type appliedPage struct {
	frame
	At, RadiusM, On, Party string // as asked
	Parties                []option
	Problem                string // what is wrong with what was asked, if anything
	Choices                []link // places that the words may mean
	Asked                  bool
	Question               string // what is answered, in words
	Groups                 []appliesGroup
	Map                    sketch
}

// An appliesGroup is the provisions of one instrument.
type appliesGroup struct {
	Name, Href string
	Rows       []appliesRow
}

// An appliesRow is one provision with its three answers.
type appliesRow struct {
	Cite, Href, Label, Text string
	Force                   string
	Answer                  answer
	Replies                 []replyRow
	Folded                  bool     // the reasons open by a click
	Obligor                 []link   // whom the text names
	Same                    bool     // it binds the same parties as the provision before
	Bound, MayBind          []string // parties that it surely and possibly bound that day
}

// maxRadiusM is the largest uncertainty that a question may state: half the
// way round the earth asks about everywhere.
const maxRadiusM = 2e6

func (s *Server) applied(w http.ResponseWriter, r *http.Request) error {
	f, reg, err := s.open(r, "applied")
	if err != nil {
		return err
	}
	q := f.query
	p := appliedPage{
		frame: f, At: strings.TrimSpace(q.Get("at")), RadiusM: q.Get("radius_m"), On: q.Get("on"), Party: q.Get("party"),
		Asked: q.Get("at") != "",
	}
	if p.On == "" {
		p.On = f.Day(f.lastDay())
	}
	for _, pt := range f.facts.Parties {
		p.Parties = append(p.Parties, option{string(pt.ID), f.PartyName(pt.ID), string(pt.ID) == p.Party})
	}
	slices.SortFunc(p.Parties, func(a, b option) int { return strings.Compare(a.Word, b.Word) })
	bound := f.caseBound()
	where, day, err := p.read()
	switch {
	case err != nil:
		p.Problem = err.Error()
	case p.Asked && len(p.Choices) == 0:
		p.Span = day
		radius := f.radius(where)
		if where.Within == "" && where.RadiusM == 0 {
			radius = f.T("place.point")
		}
		p.Question = f.T("applied.question", f.placeName(where), radius, f.Date(day.From))
		as, err := observance.Applied(reg, where, day, party.ID(p.Party))
		if err != nil {
			return err
		}
		p.Groups = f.applies(reg, day, party.ID(p.Party), as)
		bound = around(where.Point, 60000)
		if a := f.areas[where.Within]; a != nil && len(a.Possible) > 0 {
			bound = a.Possible.Bound()
		}
	}
	sk, v := f.sketch(f.T("map.applied"), bound, f.ofKind("de_escalation_area"))
	if len(p.Groups) > 0 && where.Within == "" {
		c := v.at(orb.Point{where.Lon, where.Lat})
		sk.Discs = append(sk.Discs, disc{X: c[0], Y: c[1], R: max(3, v.metres(where.RadiusM, where.Lat)), Shape: "asked"})
		sk.Asked = fmt.Sprintf("%g,%g,%g", where.Lon, where.Lat, where.RadiusM)
	}
	sk.Pick = true
	p.Map = sk
	return s.render(w, "applied", p)
}

// lastDay is the last day of the case, or of the record.
func (f frame) lastDay() time.Time {
	if to := f.Head.Case.Period.To; !to.IsZero() {
		return to.Add(-time.Nanosecond)
	}
	return f.Head.Known
}

// read makes a place and a day of what was asked.
func (p *appliedPage) read() (where place.Place, day truceline.Interval, err error) {
	from, err := parseDay("on", p.On, p.Head.Zone)
	if err != nil {
		return where, day, err
	}
	day = truceline.Interval{From: from, To: from.In(p.Head.Zone).AddDate(0, 0, 1).UTC()}
	if p.Party != "" && p.parties[party.ID(p.Party)] == nil {
		return where, day, truceline.Invalid("party", "the register has no party %q", p.Party)
	}
	if p.RadiusM != "" {
		m, err := strconv.ParseFloat(p.RadiusM, 64)
		if err != nil || !(m >= 0 && m <= maxRadiusM) {
			return where, day, truceline.Invalid("radius_m", "%q is not a number of metres from 0 to %.0f", p.RadiusM, maxRadiusM)
		}
		where.RadiusM = m
	}
	if !p.Asked {
		return where, day, nil
	}
	if lon, lat, ok := strings.Cut(p.At, ","); ok {
		x, errX := strconv.ParseFloat(strings.TrimSpace(lon), 64)
		y, errY := strconv.ParseFloat(strings.TrimSpace(lat), 64)
		if errX == nil && errY == nil {
			if !(x >= -180 && x <= 180 && y >= -90 && y <= 90) {
				return where, day, truceline.Invalid("at", "%s is no longitude and latitude in degrees, longitude first", p.At)
			}
			where.Lon, where.Lat = x, y
			return where, day, nil
		}
	}
	found := p.search(p.At)
	switch len(found) {
	case 0:
		return where, day, truceline.Invalid("at", "the register has no area named %q; give its id, its name, or longitude and latitude such as 36.63,35.93", p.At)
	case 1:
		where.Within = found[0].ID
		if c := found[0].Possible; len(c) > 0 {
			mid := c.Bound().Center()
			where.Lon, where.Lat = mid[0], mid[1]
		}
		return where, day, nil
	}
	for _, a := range found {
		p.Choices = append(p.Choices, link{Word: p.AreaName(a.ID) + " · " + p.kindName(a.Kind), Href: p.With("at", string(a.ID))})
	}
	return where, day, nil
}

// search finds areas by id, else by a whole name, else by part of a name.
func (b book) search(words string) []*place.Area {
	if a := b.areas[place.AreaID(words)]; a != nil {
		return []*place.Area{a}
	}
	words = strings.ToLower(words)
	match := func(fits func(string) bool) (out []*place.Area) {
		for i := range b.facts.Areas {
			a := &b.facts.Areas[i]
			hit := slices.ContainsFunc(a.Aliases, func(s string) bool { return fits(strings.ToLower(s)) })
			for _, s := range a.Names {
				hit = hit || fits(strings.ToLower(s))
			}
			if hit {
				out = append(out, a)
			}
		}
		return out
	}
	if out := match(func(s string) bool { return s == words }); len(out) > 0 {
		return out
	}
	return match(func(s string) bool { return strings.Contains(s, words) })
}

// applies groups the answers by instrument; what surely applied stands first.
// Where no party was asked about, it lists whom each provision bound that day.
func (f frame) applies(reg *observance.Register, day truceline.Interval, who party.ID, as []observance.Applies) []appliesGroup {
	var out []appliesGroup
	at := map[instrument.ID]int{}
	before := map[instrument.ID][2][]party.ID{} // surely and possibly bound by the provision before
	for _, want := range []truceline.Answer{truceline.Yes, truceline.Unknown, truceline.No} {
		for _, a := range as {
			if a.Answer != want {
				continue
			}
			id := a.Instrument.ID
			i, ok := at[id]
			if !ok {
				i = len(out)
				at[id] = i
				out = append(out, appliesGroup{Name: f.InstrumentName(id), Href: f.Link("/register/" + string(id))})
			}
			row := appliesRow{
				Cite: a.Provision.Paragraph, Href: f.provisionURL(id, a.Provision.ID), Label: a.Provision.Label,
				Text: a.Provision.Text, Force: f.T(locale.Key("force." + string(a.Provision.Force))),
				Answer: f.answer(a.Answer),
			}
			row.Folded = a.Answer == truceline.Yes
			row.Replies = []replyRow{f.reply(a.InForce), f.reply(a.Area)}
			row.Obligor = f.partyLinks(a.Provision.Obligor)
			if who != "" {
				row.Replies = append(row.Replies, f.reply(a.Bound))
				out[i].Rows = append(out[i].Rows, row)
				continue
			}
			surely, possibly := reg.BoundBy(a.Provision.ID, day)
			last := before[id]
			before[id] = [2][]party.ID{surely, possibly}
			row.Same = len(surely)+len(possibly) > 0 && slices.Equal(last[0], surely) && slices.Equal(last[1], possibly)
			if !row.Same {
				row.Bound, row.MayBind = f.partyNames(surely), f.partyNames(possibly)
			}
			out[i].Rows = append(out[i].Rows, row)
		}
	}
	return out
}

func (f frame) partyNames(ids []party.ID) []string {
	var out []string
	for _, id := range ids {
		out = append(out, f.PartyName(id))
	}
	return out
}

// partyLinks names parties, each a link to its page.
func (f frame) partyLinks(ids []party.ID) []link {
	var out []link
	for _, id := range ids {
		out = append(out, link{Word: f.PartyName(id), Href: f.Link("/parties/" + string(id))})
	}
	return out
}

// provisionURL is where a provision stands in the register.
func (f frame) provisionURL(in instrument.ID, p instrument.ProvisionID) string {
	return f.Link("/register/"+string(in)) + "#" + string(p)
}
