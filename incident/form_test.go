package incident_test

import (
	"testing"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/report"
)

func TestFactCountsIndependentOrigins(t *testing.T) {
	for _, tc := range []struct {
		name    string
		origins []string
		outlets int
		want    incident.Fact
	}{
		{"ten outlets that repeat one origin", []string{"SOHR"}, 10, incident.Reported},
		{"two origins", []string{"Reuters", "SOHR"}, 2, incident.Corroborated},
		{"no origin named", nil, 0, incident.Reported},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := report.Report{Source: "s", Number: "7", Origins: tc.origins, Outlets: tc.outlets}
			in := incident.Form(incident.IDOf(r.Source, r.Number), []report.Report{r}, incident.FormOptions{})
			if in.Fact != tc.want {
				t.Errorf("fact %s, want %s", in.Fact, tc.want)
			}
			if in.ID != "i-s-7" || len(in.Reports) != 1 || in.Reports[0] != "s:7" {
				t.Errorf("incident %s of %v", in.ID, in.Reports)
			}
		})
	}
}
