package incident

import (
	"slices"

	"github.com/truceline/truceline/report"
)

// Form makes an incident of one report. Corroborated is how many independent
// origins make a fact corroborated, by the case's thresholds.
//
// Reports of several sources are not yet joined: each makes an incident of its
// own, with the id of its report.
func Form(r report.Report, corroborated int) Incident {
	in := Incident{
		ID:      ID("i-" + string(r.Source) + "-" + r.Number),
		Reports: []string{r.ID()},
		When:    r.When,
		Days:    r.Days,
		Where:   r.Where,
		Codes:   slices.Clone(r.Codes),
		Form:    r.Form,
		SideA:   slices.Clone(r.SideA),
		SideB:   slices.Clone(r.SideB),
		Deaths:  r.Casualties.Deaths,
		Civil:   r.Casualties.Civilians,
		Fact:    Reported,
		Origins: slices.Clone(r.Origins),
	}
	if len(r.Origins) >= corroborated {
		in.Fact = Corroborated
	}
	return in
}
