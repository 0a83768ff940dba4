package observance_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/observance"
)

// TestBindsNobody: of a provision without an obligor nobody is bound, also not
// those who adhere to its instrument, and the reasons say so.
func TestBindsNobody(t *testing.T) {
	f := baseFacts(t)
	for i := range f.Instruments {
		f.Instruments[i].Provisions = slices.Clone(f.Instruments[i].Provisions)
		for j := range f.Instruments[i].Provisions {
			f.Instruments[i].Provisions[j].Obligor = nil
		}
	}
	reg := compile(t, f)
	var in incident.Incident
	strict(t, []byte(`{"id": "i1", "reports": ["src:1"], "when": {"from": "2026-03-10T00:00:00Z", "to": "2026-03-11T00:00:00Z"}, "days": "2026-03-10",
		"where": {"lon": 0.5, "lat": 0.5, "radius_m": 0, "name": "Ford"}, "codes": ["src:fight"], "form": "two_sided",
		"side_a": [{"name": "North", "party": "north"}], "side_b": [{"name": "Brigade", "party": "brigade"}],
		"deaths": {"low": 1, "best": 1, "high": 2}, "fact": "corroborated", "origins": ["A", "B"]}`), &in)
	told := tell(observance.Evaluate(reg, in))
	want := "  bound: no\n    the North was not bound by T1, which binds nobody\n    the Brigade was not bound by T1, which binds nobody\n"
	if !strings.Contains(told, want) {
		t.Errorf("got:\n%swant in it:\n%s", told, want)
	}
	applied, err := observance.Applied(reg, in.Where, in.When, "")
	if err != nil || len(applied) == 0 {
		t.Fatalf("Applied = %v, %v", applied, err)
	}
	for _, a := range applied {
		if d := cmp.Diff([]string{"binds nobody"}, a.Bound.Because); d != "" || a.Bound.Answer != truceline.Unknown {
			t.Errorf("%s: %v: %s", a.Provision.ID, a.Bound.Answer, d)
		}
	}
	if applied, err = observance.Applied(reg, in.Where, in.When, "north"); err != nil || len(applied) != 0 {
		t.Errorf("of what applied, %d provisions may have bound the North, and none binds anybody (%v)", len(applied), err)
	}
}
