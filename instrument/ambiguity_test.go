package instrument_test

import (
	"slices"
	"testing"

	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

func TestLeftOut(t *testing.T) {
	whole := instrument.Provision{
		Force: instrument.Commits, Obligor: []party.ID{"a"}, Addressee: []party.ID{"b"}, Areas: []place.AreaID{"x"},
		Deadline: &instrument.Deadline{On: "2024-05-01"}, Measure: "counted",
	}
	for _, tc := range []struct {
		name   string
		change func(*instrument.Provision)
		want   []string
	}{
		{"says all", func(*instrument.Provision) {}, nil},
		{"nobody is bound", func(p *instrument.Provision) { p.Obligor = nil }, []string{instrument.NoObligor}},
		{"a call binds nobody, and lacks nobody", func(p *instrument.Provision) { p.Force, p.Obligor = instrument.CallsUpon, nil }, nil},
		{"a call on nobody", func(p *instrument.Provision) { p.Force, p.Obligor, p.Addressee = instrument.CallsUpon, nil, nil }, []string{instrument.NoAddressee}},
		{"what is owed to nobody", func(p *instrument.Provision) { p.Addressee = nil }, []string{instrument.NoAddressee}},
		{"a prohibition is owed to all, at all times", func(p *instrument.Provision) {
			p.Addressee, p.Deadline, p.Conduct = nil, nil, []instrument.ActID{"attack"}
		}, nil},
		{"nowhere", func(p *instrument.Provision) { p.Areas = nil }, []string{instrument.NoArea}},
		{"no deadline", func(p *instrument.Provision) { p.Deadline = nil }, []string{instrument.NoDeadline}},
		{"again and again is a deadline", func(p *instrument.Provision) { p.Deadline, p.Recurrence = nil, "P7D" }, nil},
		{"a deadline in words", func(p *instrument.Provision) { p.Deadline = &instrument.Deadline{Words: "soon"} }, []string{instrument.NoDate}},
		{"a term counted from nothing", func(p *instrument.Provision) { p.Deadline = &instrument.Deadline{Within: "P30D"} }, []string{instrument.NoClock}},
		{"nobody counts", func(p *instrument.Provision) { p.Measure = "" }, []string{instrument.NoMeasure}},
		{"praise leaves nothing out", func(p *instrument.Provision) { *p = instrument.Provision{Force: instrument.Welcomes} }, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := whole
			tc.change(&p)
			if got := p.LeftOut(); !slices.Equal(got, tc.want) {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}
