package observance_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// someIncident draws an incident of the made-up case: anywhere in and around
// its areas, at any time of its year, between any of its parties.
func someIncident(f observance.Facts) *rapid.Generator[incident.Incident] {
	var ids []party.ID
	for _, p := range f.Parties {
		ids = append(ids, p.ID)
	}
	ids = append(ids, "") // unresolved
	actor := rapid.Custom(func(t *rapid.T) report.Actor {
		id := rapid.SampledFrom(ids).Draw(t, "party")
		return report.Actor{Name: string(id), Party: id}
	})
	return rapid.Custom(func(t *rapid.T) incident.Incident {
		from := time.Date(2025, 12, 15, 0, 0, 0, 0, time.UTC).
			Add(time.Duration(rapid.IntRange(0, 24*370).Draw(t, "hour")) * time.Hour)
		return incident.Incident{
			ID:      "i1",
			Reports: []string{"src:1"},
			When:    truceline.Interval{From: from, To: from.Add(time.Duration(rapid.IntRange(1, 24*40).Draw(t, "hours")) * time.Hour)},
			Where: place.Place{Point: place.Point{
				Lon:     rapid.Float64Range(-1, 3).Draw(t, "lon"),
				Lat:     rapid.Float64Range(-1, 2).Draw(t, "lat"),
				RadiusM: rapid.SampledFrom([]float64{0, 0, 500, 25_000, 80_000}).Draw(t, "radius"),
			}},
			Codes: rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"src:fight", "src:shell", "src:shot", "src:civil", "src:siege", "src:other"}), 0, 2, rapid.ID).Draw(t, "codes"),
			Form:  rapid.SampledFrom([]report.Form{report.TwoSided, report.OneSided}).Draw(t, "form"),
			SideA: rapid.SliceOfN(actor, 0, 2).Draw(t, "a"),
			SideB: rapid.SliceOfN(actor, 0, 2).Draw(t, "b"),
			Fact:  rapid.SampledFrom([]incident.Fact{incident.Reported, incident.Corroborated, incident.Refuted}).Draw(t, "fact"),
		}
	})
}

func TestOrderOfFactsDoesNotMatter(t *testing.T) {
	f := baseFacts(t)
	reg := compile(t, f)
	rapid.Check(t, func(t *rapid.T) {
		in := someIncident(f).Draw(t, "incident")
		g := f
		g.Parties = rapid.Permutation(f.Parties).Draw(t, "parties")
		g.Areas = rapid.Permutation(f.Areas).Draw(t, "areas")
		g.Instruments = rapid.Permutation(f.Instruments).Draw(t, "instruments")
		g.Acts = rapid.Permutation(f.Acts).Draw(t, "acts")
		g.Matches = rapid.Permutation(f.Matches).Draw(t, "matches")
		other, err := observance.Compile(g, time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := json.Marshal(observance.Evaluate(reg, in))
		got, _ := json.Marshal(observance.Evaluate(other, in))
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Fatalf("the order of the facts changed the findings (-want +got)\n%s", diff)
		}
	})
}

func TestJudgeIsEvaluateWithoutSentences(t *testing.T) {
	f := baseFacts(t)
	reg := compile(t, f)
	rapid.Check(t, func(t *rapid.T) {
		in := someIncident(f).Draw(t, "incident")
		long := observance.Evaluate(reg, in)
		for i := range long {
			for j := range long[i].Replies {
				if len(long[i].Replies[j].Because) == 0 {
					t.Fatalf("%s, %s: an answer without a reason", long[i].Provision, long[i].Replies[j].Question)
				}
				long[i].Replies[j].Because = nil
			}
		}
		if diff := cmp.Diff(long, observance.Judge(nil, reg, in)); diff != "" {
			t.Fatalf("(-evaluate +judge)\n%s", diff)
		}
	})
}

// Enlarging the uncertainty of place or time may make an answer unknown. It
// never turns an unknown into a yes or a no, nor the one into the other.
func TestMoreUncertaintyNeverKnowsMore(t *testing.T) {
	f := baseFacts(t)
	reg := compile(t, f)
	answers := func(in incident.Incident) map[string]truceline.Answer {
		out := make(map[string]truceline.Answer)
		for _, p := range []string{"T1", "T2", "R1"} {
			out[p+"/applied"] = truceline.No // until held: ruled out by time or place
		}
		for _, x := range observance.Judge(nil, reg, in) {
			out[string(x.Provision)+"/applied"] = x.Replies[0].Answer.And(x.Replies[1].Answer)
			for _, q := range []observance.Question{observance.InForce, observance.InArea, observance.Bound, observance.Excluded} {
				out[string(x.Provision)+"/"+string(q)] = x.Reply(q).Answer
			}
		}
		return out
	}
	rapid.Check(t, func(t *rapid.T) {
		in := someIncident(f).Draw(t, "incident")
		wide := in
		wide.Where.RadiusM += rapid.SampledFrom([]float64{0, 10, 5000, 60_000}).Draw(t, "wider")
		wide.When.From = wide.When.From.Add(-time.Duration(rapid.IntRange(0, 500).Draw(t, "earlier")) * time.Hour)
		wide.When.To = wide.When.To.Add(time.Duration(rapid.IntRange(0, 500).Draw(t, "later")) * time.Hour)
		narrow, wider := answers(in), answers(wide)
		for key, answer := range wider {
			was, held := narrow[key]
			if !held || answer == truceline.Unknown || answer == was {
				continue
			}
			t.Fatalf("%s: %s for the narrower incident, %s for the wider", key, was, answer)
		}
	})
}

// TestTwin holds the indexed engine against a slow one that is written from the
// table in the design and shares none of its code but the catalogue of acts.
func TestTwin(t *testing.T) {
	f := baseFacts(t)
	reg := compile(t, f)
	twin := newTwin(f)
	rapid.Check(t, func(t *rapid.T) {
		in := someIncident(f).Draw(t, "incident")
		in.Where.RadiusM = 0 // shares of discs have a twin of their own in package place
		type short struct {
			Provision string
			Proposed  observance.Proposed
			Answers   [7]truceline.Answer
		}
		var got []short
		for _, x := range observance.Judge(nil, reg, in) {
			s := short{Provision: string(x.Provision), Proposed: x.Proposed}
			for i, r := range x.Replies {
				s.Answers[i] = r.Answer
			}
			got = append(got, s)
		}
		var want []short
		for _, p := range twin.provisions() {
			answers := twin.answers(p, in)
			if answers[0] == truceline.No || answers[1] == truceline.No {
				continue
			}
			want = append(want, short{string(p.ID), twin.propose(answers), answers})
		}
		slices.SortFunc(want, func(a, b short) int { return strings.Compare(a.Provision, b.Provision) })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-slow +indexed)\n%s", diff)
		}
	})
}

func TestAppliedAgreesWithEvaluate(t *testing.T) {
	f := baseFacts(t)
	reg := compile(t, f)
	rapid.Check(t, func(t *rapid.T) {
		in := someIncident(f).Draw(t, "incident")
		applied, err := observance.Applied(reg, in.Where, in.When, "")
		if err != nil {
			t.Fatal(err)
		}
		at := make(map[string]observance.Applies)
		for _, a := range applied {
			at[string(a.Provision.ID)] = a
		}
		for _, x := range observance.Judge(nil, reg, in) {
			a, ok := at[string(x.Provision)]
			if !ok {
				t.Fatalf("%s was held against the incident but is not said to have applied there", x.Provision)
			}
			if a.InForce.Answer != x.Replies[0].Answer || a.Area.Answer != x.Replies[1].Answer {
				t.Fatalf("%s: applied says %s and %s, the finding %s and %s", x.Provision,
					a.InForce.Answer, a.Area.Answer, x.Replies[0].Answer, x.Replies[1].Answer)
			}
		}
	})
}

func TestAppliedRefusesAnUnknownParty(t *testing.T) {
	reg := compile(t, baseFacts(t))
	_, err := observance.Applied(reg, place.Place{}, truceline.Interval{To: time.Unix(1, 0)}, "nobody")
	if truceline.KindOf(err) != truceline.NotFoundKind {
		t.Errorf("got %v, want a NotFound problem", err)
	}
}
