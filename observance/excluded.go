package observance

import (
	"github.com/truceline/truceline"
	"github.com/truceline/truceline/party"
)

// Excluded is when a party was an excluded group, by the list as it stood each
// day: certainly, and possibly. Of a name for several parties it is possible if
// it was so of any that it may mean.
func (r *Register) Excluded(id party.ID) truceline.Term {
	return r.roll.Possibly(id, r.list.Excluded)
}

// ExcludedReasons says in sentences what the list and the matches say of a party
// on the days of iv.
func (r *Register) ExcludedReasons(id party.ID, iv truceline.Interval) []string {
	return r.list.Reasons(id, r.partyName(id), iv, r.zone)
}
