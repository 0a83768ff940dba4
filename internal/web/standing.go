package web

import (
	"cmp"
	"slices"
	"strings"

	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/internal/desk"
)

// A standing is an act as it stands: as a person corrected or added it, or as
// the reader proposed it, with what was decided and what would follow.
type standing struct {
	document.Proposal
	Proposed *document.Proposal // what the reader proposed; nil if a person added it
	Decision Decision           // the latest; Seq 0 if none was made
	Draft    *desk.Draft        // the provision that it would become, or is
	Restates []desk.Restatement // earlier provisions that it may be saying again
}

// local is an id within its text: "a005" of "DOC#a005".
func local(id string) string { return id[strings.LastIndexByte(id, '#')+1:] }

// Local is the act's id within its text.
func (s standing) Local() string { return local(s.ID) }

// Verdict is what was decided of it.
func (s standing) Verdict() desk.Verdict { return cmp.Or(s.Decision.Verdict, desk.Undecided) }

// Decided reports whether anybody has decided of it.
func (s standing) Decided() bool { return s.Verdict() != desk.Undecided }

// End is where what the act says ends: its content, or its own words.
func (s standing) End() int {
	if c := s.Fields.ContentSpan; c != nil {
		return max(s.Proposal.End, c.End)
	}
	return s.Proposal.End
}

// standings are the acts of a text as they stand, by where they begin. An act
// that a person added and took back is none of them.
func standings(v ReadingView) []standing {
	drafts := make(map[string]*desk.Draft, len(v.Drafts))
	for i := range v.Drafts {
		drafts[v.Drafts[i].Proposal] = &v.Drafts[i]
	}
	var out []standing
	proposed := make(map[string]bool)
	add := func(s standing) {
		s.Draft, s.Restates = drafts[s.ID], v.Restate[s.ID]
		out = append(out, s)
	}
	for i := range v.Reading.Proposals {
		p := &v.Reading.Proposals[i]
		proposed[p.ID] = true
		if p.Kind != document.ActKind {
			continue
		}
		s := standing{Proposal: *p, Proposed: p, Decision: v.Decisions[p.ID]}
		if as := s.Decision.As; as != nil {
			s.Proposal = *as
			s.ID = p.ID
		}
		add(s)
	}
	for id, d := range v.Decisions {
		if proposed[id] || d.As == nil || cmp.Or(d.Verdict, desk.Undecided) == desk.Undecided {
			continue
		}
		s := standing{Proposal: *d.As, Decision: d}
		s.ID = id
		add(s)
	}
	slices.SortFunc(out, func(a, b standing) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// find returns the act of a local id.
func find(acts []standing, id string) (standing, bool) {
	i := slices.IndexFunc(acts, func(s standing) bool { return s.Local() == id })
	if i < 0 {
		return standing{}, false
	}
	return acts[i], true
}

// progress counts the acts that the reader proposed, and those of them of which
// somebody has decided.
func progress(acts []standing) (decided, of int) {
	for _, s := range acts {
		if s.Proposed == nil {
			continue
		}
		of++
		if s.Decided() {
			decided++
		}
	}
	return decided, of
}
