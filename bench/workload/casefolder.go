package workload

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"
)

// The parties of the bench's case: W2's fifty actors are ten units of each, by
// the last word of their names.
var partyKinds = []struct{ id, word, kind string }{
	{"army", "Army", "government"},
	{"brigade", "Brigade", "armed_group"},
	{"front", "Front", "armed_group"},
	{"division", "Division", "armed_force"},
	{"committee", "Committee", "armed_group"},
}

// designated is the party that the bench's list names from the middle of W2's
// time on.
const designated = "front"

// PartyOf is the party of one of W2's actors, by the last word of its name.
func PartyOf(actor string) string {
	word := actor[strings.LastIndexByte(actor, ' ')+1:]
	for _, p := range partyKinds {
		if p.word == word {
			return p.id
		}
	}
	return ""
}

// AreaID is the id of an area in the bench's case.
func AreaID(n int) string { return fmt.Sprintf("zone_%03d", n) }

// attacks are W2's types of incident that every provision prohibits; the others
// are of another kind.
var attacks = []string{
	"shelling", "air strike", "drone strike", "sniper fire", "small arms fire", "mortar fire", "rocket fire",
	"landmine", "improvised explosive device", "raid", "attack on medical facility", "attack on school",
}

var otherTypes = []string{
	"abduction", "detention", "checkpoint closure", "troop movement", "fortification", "aid obstruction", "looting", "protest",
}

// TypeCode is how the bench's act catalogue calls a type of W2.
func TypeCode(kind string) string { return "w2:" + kind }

// WriteCase writes a case folder for W2: one instrument with one provision for
// each area, the five parties bound by it, and one party designated half-way.
// The YAML is written as JSON, which it is a superset of.
func WriteCase(dir string, areas []Area) error {
	type m = map[string]any
	names := func(s string) m { return m{"en": s} }
	all := make([]string, len(partyKinds))
	parties := []m{{"id": "signatories", "kind": "class", "names": names("Those who signed")}}
	for i, p := range partyKinds {
		all[i] = p.id
		var units []string
		for _, root := range []string{"Northern", "Southern", "Eastern", "Western", "River", "Plain", "Mountain", "Desert", "Coast", "Valley"} {
			units = append(units, root+" "+p.word)
		}
		parties = append(parties, m{"id": p.id, "kind": p.kind, "names": names("The " + p.word), "aliases": units,
			"member_of": []m{{"party": "signatories", "from": "2023-01-01"}}})
	}
	provisions := make([]m, len(areas))
	features := make([]m, len(areas))
	for i, a := range areas {
		id := AreaID(a.ID)
		provisions[i] = m{"id": "p_" + id, "paragraph": fmt.Sprint(a.ID), "label": "no attacks",
			"text": "The signatories stop all attacks in " + a.Name + ".", "force": "commits",
			"obligor": []string{"signatories"}, "conduct": []string{"armed_attack"}, "areas": []string{id},
			"exceptions": []m{{"id": "x_" + id, "text": "groups on the list are left out", "excluded_groups": true}},
			"themes":     []string{"ceasefire"}, "confidence": "A"}
		features[i] = m{"type": "Feature",
			"properties": m{"id": id, "names": names(a.Name), "kind": "zone", "standing": "agreed", "from": date(a.From), "to": date(a.To)},
			"geometry":   m{"type": "Polygon", "coordinates": []orb.Ring{a.Ring}}}
	}
	act := func(id, kind, broader string, codes ...string) m {
		out := m{"id": id, "names": names(strings.ReplaceAll(id, "_", " ")), "codes": codes}
		if kind != "" {
			out["kind"] = kind
		}
		if broader != "" {
			out["broader"] = broader
		}
		return out
	}
	acts := []m{act("armed_attack", "prohibited", "", "ucdp:type_of_violence=1", "ucdp:type_of_violence=2", "ucdp:type_of_violence=3")}
	for _, t := range attacks {
		acts = append(acts, act(strings.ReplaceAll(t, " ", "_"), "", "armed_attack", TypeCode(t)))
	}
	for _, t := range otherTypes {
		acts = append(acts, act(strings.ReplaceAll(t, " ", "_"), "provocative", "", TypeCode(t)))
	}
	roles := make([]m, len(all))
	for i, id := range all {
		roles[i] = m{"party": id, "role": "signatory"}
	}
	files := map[string]any{
		"case.yaml": m{"id": "w2", "names": names("Workload W2"), "zone": "Etc/UTC",
			"period": m{"from": "2023-01-01", "to": "2026-01-01"}, "center": m{"lon": 39, "lat": 35, "zoom": 6},
			"running_total_since": m{"instrument": "truce", "on": "2023-01-01"},
			"thresholds":          m{"corroborated_origins": 2, "certain_confidence": "B"},
			"release":             m{"audience": "public", "delay": "P0D", "blur_m": 0, "attribution": "named"},
			"events":              []m{}, "claims": []m{}, "attributions": []m{}},
		"parties.yaml": m{"parties": parties},
		"acts.yaml":    m{"acts": acts},
		"sources.yaml": m{"sources": []m{{"id": "ucdp-ged", "names": names("Rows in the form of UCDP GED"),
			"grades": []m{{"topic": "all", "grade": "B", "reason": "made for measuring", "from": "2023-01-01"}},
			"terms":  "made for measuring"}}},
		"designations.yaml": m{
			"designations": []m{{"ref": "W2.1", "list": "List of the bench", "name": "The Front", "listed": "2024-07-01"}},
			"matches":      []m{{"party": designated, "ref": "W2.1", "decided": true, "by": "the bench", "reason": "made for measuring"}}},
		"instruments/truce.yaml": m{"id": "truce", "kind": "agreement", "names": names("The truce"), "adopted": "2023-01-01",
			"adopted_place": "W2", "adopted_by": all, "parties": roles,
			"entries": []m{{"at": "2023-01-01", "says": "the text", "confidence": "A"}},
			"summary": "One provision for each area.", "confidence": "A", "provisions": provisions},
		"areas/areas.geojson": m{"type": "FeatureCollection", "features": features},
	}
	for name, v := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		b, err := json.Marshal(v)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, append(b, '\n'), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func date(at int64) string { return time.Unix(at, 0).UTC().Format(time.DateOnly) }

// Opponent is the party on the other side of an incident: the next but the
// actor's own. W2 names one side only.
func Opponent(party string, n int) string {
	i := slices.IndexFunc(partyKinds, func(p struct{ id, word, kind string }) bool { return p.id == party })
	return partyKinds[(i+1+n%(len(partyKinds)-1))%len(partyKinds)].id
}

// unitOf is a unit of a party, as a source would name it.
func unitOf(party string) string {
	for _, p := range partyKinds {
		if p.id == party {
			return "Northern " + p.word
		}
	}
	return ""
}
