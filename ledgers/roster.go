package ledgers

import (
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/report"
)

// A roster knows whose word a report is.
type roster struct {
	sources map[report.SourceID]int // index of the side
	origins map[string]int
}

// newRoster refuses sides that cannot be told apart.
func newRoster(sides []Side) (roster, error) {
	r := roster{sources: map[report.SourceID]int{}, origins: map[string]int{}}
	ids := map[string]bool{}
	for i, s := range sides {
		switch {
		case s.ID == "":
			return r, truceline.Invalid("sides", "side %d has no id", i+1)
		case ids[s.ID]:
			return r, truceline.Invalid("sides", "the id %q stands twice; a side cannot be held against itself", s.ID)
		case len(s.Sources) == 0 && len(s.Origins) == 0:
			return r, truceline.Invalid("sides", "%s has neither a source nor an origin, so that nothing could be its word", s.name())
		}
		ids[s.ID] = true
		for _, id := range s.Sources {
			if j, taken := r.sources[id]; taken && j != i {
				return r, truceline.Invalid("sides", "the source %s belongs to %s and to %s; a source keeps one ledger", id, sides[j].name(), s.name())
			}
			r.sources[id] = i
		}
		for _, origin := range s.Origins {
			key := foldOrigin(origin)
			if j, taken := r.origins[key]; taken && j != i {
				return r, truceline.Invalid("sides", "%q is an origin of %s and of %s; what both have from one origin is one account", origin, sides[j].name(), s.name())
			}
			r.origins[key] = i
		}
	}
	return r, nil
}

func foldOrigin(origin string) string { return strings.ToLower(strings.TrimSpace(origin)) }

// A word is whose a report is: sides by bit, an independent origin, or neither
// where its origin is not known.
type word struct {
	sides       uint
	independent bool
}

func (w word) by(side int) bool { return w.sides&(1<<side) != 0 }

// of applies the rule that stands at Side.
func (r roster) of(reg Registration) word {
	own, isOwn := r.sources[reg.Source]
	if len(reg.Origins) == 0 {
		if isOwn {
			return word{sides: 1 << own}
		}
		return word{}
	}
	var w word
	for _, origin := range reg.Origins {
		if i, named := r.origins[foldOrigin(origin)]; named {
			w.sides |= 1 << i
		} else if isOwn {
			w.sides |= 1 << own
		} else {
			w.independent = true
		}
	}
	return w
}

// all is whose word the incident is over all its reports, and of which reports
// no origin is known.
func (r roster) all(e Entry) (w word, unsaid bool) {
	for _, reg := range e.Registered {
		one := r.of(reg)
		w.sides |= one.sides
		w.independent = w.independent || one.independent
		unsaid = unsaid || len(reg.Origins) == 0
	}
	return w, unsaid
}
