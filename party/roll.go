package party

import (
	"slices"
	"strings"

	"github.com/truceline/truceline"
)

// ClassKind is the kind of a party that is a set: a class that a text
// addresses, or an umbrella under which a source lumps several.
const ClassKind = "class"

// PopulationKind is the kind of those who are acted upon and bound by nothing:
// civilians.
const PopulationKind = "population"

// A Roll is all parties of a case with what follows from their memberships.
type Roll struct {
	parties map[ID]*Party
	members map[ID][]Membership // by class: Party is then the member
	code    map[string]ID
	name    map[string]ID
	above   map[ID]map[ID]truceline.Term
}

// NewRoll works out who belongs to what and when. Membership of membership is
// membership, for the time that both held. A circle is allowed and adds nothing.
func NewRoll(parties []Party) (*Roll, error) {
	r := &Roll{
		parties: make(map[ID]*Party, len(parties)),
		members: make(map[ID][]Membership),
		code:    make(map[string]ID),
		name:    make(map[string]ID),
		above:   make(map[ID]map[ID]truceline.Term, len(parties)),
	}
	for i := range parties {
		p := &parties[i]
		if _, twice := r.parties[p.ID]; twice {
			return nil, truceline.Invalid("party "+string(p.ID), "stands twice; give each party its own id")
		}
		r.parties[p.ID] = p
		for _, c := range p.Codes {
			if other, twice := r.code[c]; twice {
				return nil, truceline.Invalid("party "+string(p.ID), "code %q also stands on %s; a code means one party", c, other)
			}
			r.code[c] = p.ID
		}
		for _, m := range p.MemberOf {
			r.members[m.Party] = append(r.members[m.Party], Membership{Party: p.ID, Term: m.Term, Note: m.Note})
		}
	}
	for i := range parties { // after all codes, so that the order of the file does not matter
		p := &parties[i]
		r.spell(p.ID, p.Aliases)
		for _, n := range p.Names {
			r.spell(p.ID, []string{n})
		}
	}
	for id := range r.parties {
		r.above[id] = r.climb(id)
	}
	r.open(parties)
	return r, nil
}

// open adds what follows from open classes: each may hold any party of the
// class that it is open to. It reads the closed memberships only, so that the
// order of the classes does not matter.
func (r *Roll) open(parties []Party) {
	type step struct {
		id, up ID
		term   truceline.Term
	}
	var steps []step
	for id, above := range r.above {
		for _, c := range parties {
			within, in := above[c.OpenTo]
			if c.OpenTo == "" || c.ID == id || !in {
				continue
			}
			for up, t := range r.above[c.ID] {
				steps = append(steps, step{id, up, within.Intersect(t).Doubted()})
			}
		}
	}
	for _, s := range steps {
		r.above[s.id][s.up] = r.above[s.id][s.up].Union(s.term)
	}
}

// spell keeps a spelling that means one party; one that means two resolves to
// neither.
func (r *Roll) spell(id ID, spellings []string) {
	for _, s := range spellings {
		k := strings.ToLower(strings.TrimSpace(s))
		if other, twice := r.name[k]; twice && other != id {
			r.name[k] = ""
			continue
		}
		r.name[k] = id
	}
}

// climb is everything that a party is a member of, itself included.
func (r *Roll) climb(id ID) map[ID]truceline.Term {
	terms := map[ID]truceline.Term{id: truceline.Always()}
	for changed := true; changed; {
		changed = false
		for at, t := range terms {
			p := r.parties[at]
			if p == nil {
				continue
			}
			for _, m := range p.MemberOf {
				have := terms[m.Party]
				more := have.Union(t.Intersect(m.Term))
				if !same(have, more) {
					terms[m.Party] = more
					changed = true
				}
			}
		}
	}
	return terms
}

func same(a, b truceline.Term) bool {
	eq := func(x, y truceline.Interval) bool { return x.From.Equal(y.From) && x.To.Equal(y.To) }
	return slices.EqualFunc(a.Certain, b.Certain, eq) && slices.EqualFunc(a.Possible, b.Possible, eq)
}

// Party returns a party by id.
func (r *Roll) Party(id ID) (*Party, bool) {
	p, ok := r.parties[id]
	return p, ok
}

// Code resolves an outside source's code, for example "ucdp:118".
func (r *Roll) Code(code string) (ID, bool) {
	id, ok := r.code[code]
	return id, ok
}

// Name resolves a name or alias that means one party, whatever its case.
func (r *Roll) Name(name string) (ID, bool) {
	id := r.name[strings.ToLower(strings.TrimSpace(name))]
	return id, id != ""
}

// Among is when a party was one of these parties or a member of one.
func (r *Roll) Among(id ID, of []ID) truceline.Term {
	var t truceline.Term
	above := r.above[id]
	for _, o := range of {
		t = t.Union(above[o])
	}
	return t
}

// Above is everything that a party is a member of at some time, sorted, itself
// not among it.
func (r *Roll) Above(id ID) []ID {
	var out []ID
	for up := range r.above[id] {
		if up != id {
			out = append(out, up)
		}
	}
	slices.Sort(out)
	return out
}

// Bound is when a party was bound by the provisions of an instrument that bind
// these obligors: when it was one of them or a member of one, and it or
// something that it is a member of adhered.
//
// Of a set of parties (a class or an umbrella name) it is certain only if the
// whole set was bound, and possible if any member was: the name does not say
// which of them acted.
func (r *Roll) Bound(id ID, instrument string, obligors []ID) truceline.Term {
	return r.Possibly(id, func(id ID) truceline.Term { return r.bound(id, instrument, obligors) })
}

func (r *Roll) bound(id ID, instrument string, obligors []ID) truceline.Term {
	var adhered truceline.Term
	for up, t := range r.above[id] {
		p := r.parties[up]
		if p == nil {
			continue
		}
		for _, a := range p.Adherence {
			if a.Instrument == instrument {
				adhered = adhered.Union(t.Intersect(a.Term))
			}
		}
	}
	return r.Among(id, obligors).Intersect(adhered)
}

// Members are the recorded members of a class, sorted by id.
func (r *Roll) Members(id ID) []Membership {
	out := slices.Clone(r.members[id])
	slices.SortFunc(out, func(a, b Membership) int { return strings.Compare(string(a.Party), string(b.Party)) })
	return out
}

// Set reports whether the id names a set of parties and not one actor.
func (r *Roll) Set(id ID) bool {
	p := r.parties[id]
	return p != nil && p.Kind == ClassKind
}

// Possibly widens a term of a set: certain of the set itself, possible if it
// was so of any member.
func (r *Roll) Possibly(id ID, of func(ID) truceline.Term) truceline.Term {
	t := of(id)
	if !r.Set(id) {
		return t
	}
	for _, m := range r.members[id] {
		t = t.Union(of(m.Party).Intersect(m.Term).Doubted())
	}
	return t
}
