package web

import (
	"cmp"
	"strings"

	"github.com/truceline/truceline/report"
)

// A badge marks one account wherever it is drawn: by its letter, and by a shape,
// a colour and a dash that go with it, so that none is told apart by colour
// alone.
type badge struct {
	Letter string // A, B, ... Z, AA, ...
	Shape  int    // 0 to badgeShapes-1
}

// badgeShapes is how many shapes there are; the seventh account has the first
// one again, with another letter.
const badgeShapes = 6

// badgeOf is the mark of the nth account of an incident, from 0.
func badgeOf(n int) badge {
	letter := ""
	for k := n; k >= 0; k = k/26 - 1 {
		letter = string(rune('A'+k%26)) + letter
	}
	return badge{Letter: letter, Shape: n % badgeShapes}
}

// badges are the marks of an incident's reports, which stand in the order of
// their ids.
func badges(ids []string) map[string]badge {
	out := make(map[string]badge, len(ids))
	for i, id := range ids {
		out[id] = badgeOf(i)
	}
	return out
}

// SourceName names a source, or repeats the id of one that is not known.
func (b book) SourceName(id report.SourceID) string {
	for _, s := range b.facts.Sources {
		if s.ID == id {
			return cmp.Or(s.Names.In(b.lang.Tag), string(id))
		}
	}
	return string(id)
}

// sourceOf is the source of a report by the report's id, "source:number".
func sourceOf(id string) report.SourceID {
	source, _, _ := strings.Cut(id, ":")
	return report.SourceID(source)
}

// numberOf is the source's own number of a report by its id.
func numberOf(id string) string {
	_, number, _ := strings.Cut(id, ":")
	return number
}
