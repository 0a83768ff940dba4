package accounts

import (
	"time"

	"github.com/truceline/truceline/headline"
	"github.com/truceline/truceline/incident"
)

// FromHeadline completes an account of which no more is known than its day and
// its headline by what that says: the day that it names, what happened and how
// many died. Its origins are left out, since the office is its source.
func FromHeadline(zone *time.Location) func(*incident.Account) {
	return func(a *incident.Account) {
		r := headline.Read(a.Words, headline.Options{On: a.When.From, Zone: zone})
		if !r.When.Empty() && !r.When.From.IsZero() {
			a.When = r.When
		}
		a.Origins, a.Means = nil, nil
		a.Kinds = incident.Terms{Named: r.Kinds}
		a.Deaths, a.Uncounted = r.Deaths, r.Uncounted
	}
}
