package instrument

import (
	"slices"
	"strings"

	"github.com/truceline/truceline"
)

// A Catalogue is the case's acts, with what is broader than what.
type Catalogue struct {
	acts     map[ActID]Act
	narrower map[ActID][]ActID
	byCode   map[string]ActID
}

// NewCatalogue orders the acts. A code that stands on two acts, an unknown
// broader act or a circle is a Problem.
func NewCatalogue(acts []Act) (*Catalogue, error) {
	c := &Catalogue{
		acts:     make(map[ActID]Act, len(acts)),
		narrower: make(map[ActID][]ActID),
		byCode:   make(map[string]ActID),
	}
	for _, a := range acts {
		if _, twice := c.acts[a.ID]; twice {
			return nil, truceline.Invalid("act "+string(a.ID), "stands twice in the catalogue; give each act its own id")
		}
		c.acts[a.ID] = a
		for _, code := range a.Codes {
			if other, twice := c.byCode[code]; twice {
				return nil, truceline.Invalid("act "+string(a.ID), "code %q also stands on %s; a code means one act", code, other)
			}
			c.byCode[code] = a.ID
		}
	}
	for _, a := range acts {
		if a.Broader == "" {
			continue
		}
		if _, ok := c.acts[a.Broader]; !ok {
			return nil, truceline.Invalid("act "+string(a.ID), "its broader act %q is not in the catalogue", a.Broader)
		}
		c.narrower[a.Broader] = append(c.narrower[a.Broader], a.ID)
		seen := map[ActID]bool{a.ID: true}
		for b := a.Broader; b != ""; b = c.acts[b].Broader {
			if seen[b] {
				return nil, truceline.Invalid("act "+string(a.ID), "is broader than itself by way of %s", b)
			}
			seen[b] = true
		}
	}
	for _, n := range c.narrower {
		slices.Sort(n)
	}
	return c, nil
}

// Act returns an act by id.
func (c *Catalogue) Act(id ActID) (Act, bool) {
	a, ok := c.acts[id]
	return a, ok
}

// Meaning is the act that an importer's code means; "act:shelling" means the act
// of that id in every catalogue.
func (c *Catalogue) Meaning(code string) (Act, bool) {
	if id, ok := strings.CutPrefix(code, "act:"); ok {
		return c.Act(ActID(id))
	}
	a, ok := c.acts[c.byCode[code]]
	return a, ok
}

// Above are the acts broader than an act, the nearest first.
func (c *Catalogue) Above(id ActID) []ActID {
	var out []ActID
	for b := c.acts[id].Broader; b != ""; b = c.acts[b].Broader {
		out = append(out, b)
	}
	return out
}

// Prohibited answers whether an act is among those that a provision prohibits.
// A general act is prohibited if each act narrower than it is, not prohibited
// if none is, and otherwise unknown: the report does not say which it was.
func (c *Catalogue) Prohibited(act ActID, prohibited []ActID) truceline.Answer {
	for a := act; a != ""; a = c.acts[a].Broader {
		if slices.Contains(prohibited, a) {
			return truceline.Yes
		}
	}
	narrower := c.narrower[act]
	if len(narrower) == 0 {
		return truceline.No
	}
	all, none := true, true
	for _, n := range narrower {
		a := c.Prohibited(n, prohibited)
		all = all && a == truceline.Yes
		none = none && a == truceline.No
	}
	switch {
	case all:
		return truceline.Yes
	case none:
		return truceline.No
	}
	return truceline.Unknown
}
