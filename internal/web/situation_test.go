package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/report"
)

// That nobody counted the dead of an incident is not that nobody died in it.
func TestDeathsThatNobodyCountedAreInNoSum(t *testing.T) {
	var sum deathsSum
	sum.add(incident.Incident{Uncounted: true})
	sum.add(incident.Incident{Deaths: report.Range{Low: 1, Best: 2, High: 3}})
	sum.add(incident.Incident{Deaths: report.Range{Low: 0, Best: 0, High: 1}})
	want := deathsSum{Range: report.Range{Low: 1, Best: 2, High: 4}, Given: 2, Ungiven: 1}
	if diff := cmp.Diff(want, sum); diff != "" {
		t.Error(diff)
	}
}

func TestTheSituationSaysHowManyItLeavesOut(t *testing.T) {
	h := newHandler(t)
	for _, tc := range []struct {
		name, days string
		sum        bool // whether there is a sum beside it
	}{
		{"a day of which nobody counted the dead", "from=2018-03-14&to=2018-03-14", false},
		{"days of which some were counted", "from=2018-03-01&to=2018-03-14", true},
	} {
		_, _, body := get(t, h, "/?"+tc.days+"&lang=en", "text/html")
		_, cell, _ := strings.Cut(body, `<tr class="deaths">`)
		cell, _, _ = strings.Cut(cell, "</td>")
		if !strings.Contains(cell, ">number not given for 1<") || strings.Contains(cell, "<bdi>") != tc.sum {
			t.Errorf("%s: the cell of deaths does not say how many it leaves out, or a sum of nothing:\n%s", tc.name, cell)
		}
	}
}
