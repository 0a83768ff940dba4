package observance

import "github.com/truceline/truceline/place"

// MayName reports whether it may be said of something that happened that it was
// in an area: where points are made coarser, an area finer than that would undo
// it. Editions and records of movement go by this one rule.
func (r Release) MayName(a *place.Area) bool {
	return r.BlurM <= 0 || a.NoFinerThan(r.BlurM)
}
