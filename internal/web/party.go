package web

import (
	"cmp"
	"maps"
	"net/http"
	"slices"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/party"
)

// partiesPage is all that parties.html may refer to.
type partiesPage struct {
	frame
	Groups []partyGroup
}

// A partyGroup is the parties of one kind.
type partyGroup struct {
	Kind string
	Rows []link
}

func (s *Server) parties(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "parties")
	if err != nil {
		return err
	}
	byKind := map[string][]link{}
	for _, pt := range f.facts.Parties {
		byKind[pt.Kind] = append(byKind[pt.Kind], link{Word: f.PartyName(pt.ID), Href: f.Link("/parties/" + string(pt.ID))})
	}
	p := partiesPage{frame: f}
	for _, kind := range slices.Sorted(maps.Keys(byKind)) {
		rows := byKind[kind]
		slices.SortFunc(rows, func(a, b link) int { return cmp.Compare(a.Word, b.Word) })
		p.Groups = append(p.Groups, partyGroup{f.partyKind(kind), rows})
	}
	return s.render(w, "parties", p)
}

func (f frame) partyKind(kind string) string {
	if k := locale.Key("party." + kind); f.Lang.Has(k) {
		return f.T(k)
	}
	return kind
}

// partyPage is all that party.html may refer to.
type partyPage struct {
	frame
	Party     *party.Party
	Kind      string
	Named     []link // its names, each with its language
	OpenTo    string
	MemberOf  []bond
	Members   []bond
	Adherence []bond
	Roles     []bond
	Listed    []listing
	Drawn     *termPart // its designation beside its adherence; nil: it has neither
	Owes      []provisionRow
	Incidents string
	Movement  string // where it was reported; empty for a party that nobody matched to an entry
	ScreenURL string // where its name is searched for in the lists; empty for what is never one actor
}

// A bond is a dated tie of a party to something else.
type bond struct {
	To, Through       link
	Role              string
	Certain, Possible []string
	Note              string
}

func (s *Server) party(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "party")
	if err != nil {
		return err
	}
	pt := f.parties[party.ID(r.PathValue("id"))]
	if pt == nil {
		return truceline.NotFound("the register has no party %q", r.PathValue("id"))
	}
	p := partyPage{
		frame: f, Party: pt, Kind: f.partyKind(pt.Kind),
		Incidents: f.Link("/incidents", append(f.period(), "party", string(pt.ID))...),
	}
	p.Title = f.PartyName(pt.ID)
	if pt.OpenTo != "" {
		p.OpenTo = f.PartyName(pt.OpenTo)
	}
	for _, tag := range slices.Sorted(maps.Keys(pt.Names)) {
		p.Named = append(p.Named, link{Word: pt.Names[tag], Tag: tag})
	}
	to := func(id party.ID) link { return link{Word: f.PartyName(id), Href: f.Link("/parties/" + string(id))} }
	text := func(id string) link {
		return link{Word: f.InstrumentName(instrument.ID(id)), Href: f.Link("/register/" + id)}
	}
	tie := func(l link, t truceline.Term, note string) bond {
		return bond{To: l, Certain: f.Terms(t.Certain), Possible: f.Terms(t.Possible), Note: note}
	}
	for _, m := range pt.MemberOf {
		p.MemberOf = append(p.MemberOf, tie(to(m.Party), m.Term, m.Note))
	}
	for _, other := range f.facts.Parties {
		for _, m := range other.MemberOf {
			if m.Party == pt.ID {
				p.Members = append(p.Members, tie(to(other.ID), m.Term, m.Note))
			}
		}
	}
	for _, a := range pt.Adherence {
		b := tie(text(a.Instrument), a.Term, a.Note)
		if a.Through != "" {
			b.Through = to(a.Through)
		}
		p.Adherence = append(p.Adherence, b)
	}
	for _, ro := range pt.Roles {
		b := tie(link{}, ro.Term, ro.Note)
		if ro.Instrument != "" {
			b.To = text(ro.Instrument)
		}
		b.Role = ro.Role
		p.Roles = append(p.Roles, b)
	}
	if err := p.listings(); err != nil {
		return err
	}
	for _, in := range f.facts.Instruments {
		for i := range in.Provisions {
			if slices.Contains(in.Provisions[i].Obligor, pt.ID) {
				p.Owes = append(p.Owes, f.provisionRow(&in.Provisions[i]))
			}
		}
	}
	return s.render(w, "party", p)
}
