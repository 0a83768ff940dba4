package party_test

import (
	"testing"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/party"
)

var noon = truceline.Interval{From: time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC), To: time.Date(2026, 5, 1, 13, 0, 0, 0, time.UTC)}

func since(m time.Month) truceline.Term {
	return truceline.TermOf(truceline.Interval{From: time.Date(2026, m, 1, 0, 0, 0, 0, time.UTC)})
}

func TestBound(t *testing.T) {
	always := truceline.Always()
	roll, err := party.NewRoll([]party.Party{
		{ID: "force", Adherence: []party.Adherence{{Instrument: "truce", Term: since(1)}}},
		{ID: "unit", MemberOf: []party.Membership{{Party: "force", Term: always}}},
		{ID: "latecomer", MemberOf: []party.Membership{{Party: "force", Term: since(6)}}},
		{ID: "disputed", MemberOf: []party.Membership{{Party: "force", Term: always.Doubted()}}},
		{ID: "joined", Kind: party.ClassKind, OpenTo: "opposition", MemberOf: []party.Membership{{Party: "opposition", Term: always}},
			Adherence: []party.Adherence{{Instrument: "truce", Term: since(1)}}},
		{ID: "opposition", Kind: party.ClassKind},
		{ID: "named", MemberOf: []party.Membership{{Party: "joined", Term: always}, {Party: "opposition", Term: always}}},
		{ID: "unnamed", MemberOf: []party.Membership{{Party: "opposition", Term: always}}},
		{ID: "umbrella", Kind: party.ClassKind},
		{ID: "below", MemberOf: []party.Membership{{Party: "umbrella", Term: always}, {Party: "force", Term: always}}},
		{ID: "stranger"},
		{ID: "round", MemberOf: []party.Membership{{Party: "about", Term: always}}},
		{ID: "about", MemberOf: []party.Membership{{Party: "round", Term: always}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name string
		id   party.ID
		want truceline.Answer
	}{
		{"it adhered itself", "force", truceline.Yes},
		{"part of what adhered", "unit", truceline.Yes},
		{"part of it only later", "latecomer", truceline.No},
		{"a disputed membership", "disputed", truceline.Unknown},
		{"a recorded member of an open class", "named", truceline.Yes},
		{"perhaps a member of an open class", "unnamed", truceline.Unknown},
		{"a set, one of whose members was bound", "umbrella", truceline.Unknown},
		{"no part of anything", "stranger", truceline.No},
		{"members of each other", "round", truceline.No},
		{"not on the roll", "nobody", truceline.No},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := roll.Bound(tc.id, "truce", []party.ID{"force", "joined"}).During(noon).Answer(); got != tc.want {
				t.Errorf("Bound(%s) = %v, want %v", tc.id, got, tc.want)
			}
		})
	}
	if got := roll.Bound("force", "truce", []party.ID{"joined"}).During(noon).Answer(); got != truceline.No {
		t.Errorf("an obligor that it is no part of: %v, want no", got)
	}
	if got := roll.Bound("force", "other", []party.ID{"force"}).During(noon).Answer(); got != truceline.No {
		t.Errorf("an instrument that it did not adhere to: %v, want no", got)
	}
}

func TestNamesThatMeanTwoResolveToNeither(t *testing.T) {
	roll, err := party.NewRoll([]party.Party{
		{ID: "a", Names: truceline.Names{"en": "Army of the East"}, Aliases: []string{"AE", "the Army"}, Codes: []string{"x:1"}},
		{ID: "b", Names: truceline.Names{"en": "Army of the West"}, Aliases: []string{"AW", "The Army"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]party.ID{"ae": "a", " Army of the West ": "b", "the army": "", "nobody": ""} {
		if got, _ := roll.Name(name); got != want {
			t.Errorf("Name(%q) = %q, want %q", name, got, want)
		}
	}
	if got, _ := roll.Code("x:1"); got != "a" {
		t.Errorf("Code(x:1) = %q", got)
	}
	for name, bad := range map[string][]party.Party{
		"an id twice":          {{ID: "a"}, {ID: "a"}},
		"a code on two of one": {{ID: "a", Codes: []string{"x:1"}}, {ID: "b", Codes: []string{"x:1"}}},
	} {
		if _, err := party.NewRoll(bad); truceline.KindOf(err) != truceline.InvalidKind {
			t.Errorf("%s: %v, want a Problem", name, err)
		}
	}
}
