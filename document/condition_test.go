package document

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// conditionsOf is the conditions of a text as "words: type".
func conditionsOf(text string) []string {
	var out []string
	for _, p := range Read("t", text, Options{}).Proposals {
		if p.Kind == ConditionKind {
			out = append(out, p.Text+": "+p.Fields.Type)
		}
	}
	return out
}

func TestConditions(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"to the comma before the main clause", "If a side opens fire, it shall answer for it.", []string{"If a side opens fire: condition"}},
		{"to the end of the sentence", "The side will go home only if the other goes as well.", []string{"only if the other goes as well: condition"}},
		{"but only if", "It accepts a pause, but only if the shelling ends and the road opens.", []string{"but only if the shelling ends and the road opens: condition"}},
		{"what another clause ends", "It would stop, provided that the guns were withdrawn, and asked for monitors.", []string{"provided that the guns were withdrawn: condition"}},
		{"a list goes on", "Aid shall pass without discrimination, delay or conditions, and reach all.", []string{"without discrimination, delay or conditions: caveat"}},
		{"a list of nouns in a clause", "No side may act if peace, order and calm are in danger, however small.", []string{"if peace, order and calm are in danger: condition"}},
		{"words between commas after the marker", "It will leave if, in the view of the monitors, the other has left.", []string{"if, in the view of the monitors, the other has left: condition"}},
		{"a body between commas before its verb", "In the event that the panel, through its chair, decides otherwise, the parties shall wait.", []string{"In the event that the panel, through its chair, decides otherwise: condition"}},
		{"hedges are none", "They shall, if necessary, where feasible and as appropriate, meet; losses (if any) are shared.", nil},
		{"a question is none", "He asked if the road was open.", nil},
		{"once with a clause", "The post closes once the mines are gone; once again it was late, at least once a year.", []string{"once the mines are gone: condition"}},
		{"upon opens a sentence", "Upon the arrival of the monitors, fire ceases. They called upon all and agreed upon it.", []string{"Upon the arrival of the monitors: condition"}},
		{"subject to after a mark", "Flights may resume, subject to the consent of the host. Persons subject to the ban stay.", []string{"subject to the consent of the host: condition"}},
		{"should before its subject", "Should any side fail to comply, the guarantors meet. They should wait.", []string{"Should any side fail to comply: condition"}},
		{"in the case of what goes wrong", "It will act in the case of a breach of the truce. In the case of the north it will not.", []string{"in the case of a breach of the truce: condition"}},
		{"under no circumstances governs its clause", "It said that under no circumstances should the zones harm the unity, calm and order of Marrow.", []string{"under no circumstances should the zones harm the unity, calm and order of Marrow: caveat"}},
		{"under any circumstances does not", "They undertake never under any circumstances to lay mines.", []string{"under any circumstances: caveat"}},
		{"even if", "It will strike even if there is a pause, which all want.", []string{"even if there is a pause: caveat"}},
		{"nothing in this article", "Nothing in this article, read with the next, shall harm the rights of a side.", []string{"Nothing in this article, read with the next, shall harm the rights of a side: caveat"}},
		{"without prejudice to", "The post stays, without prejudice to the rights of both sides and their kin, for now.", []string{"without prejudice to the rights of both sides and their kin: caveat"}},
		{"exceptions", "Notwithstanding paragraph 1, lorries may pass, except as provided for in paragraph 2.", []string{"Notwithstanding paragraph 1: exception", "except as provided for in paragraph 2: exception"}},
		{"with the exception of", "All posts close with the exception of the two at Tarn.", []string{"with the exception of the two at Tarn: exception"}},
		{"a scope ends with who decides", "It fights groups as designated by the Council of Elders in Marrow.", []string{"as designated by the Council of Elders: scope"}},
		{"described is no scope", "It fights groups as described in the annex and as appropriate.", nil},
		{"until is none", "It stays until all mines are gone.", nil},
		{"brackets are passed over", "It stays if the north (Tarn, Lumar) is calm; else it goes.", []string{"if the north (Tarn, Lumar) is calm: condition"}},
		{"a letter before a bracket is no end", "It is forbidden unless marked under paragraph 1b) of the annex.", []string{"unless marked under paragraph 1b) of the annex: condition"}},
		{"a quotation ends it", "It \"will stop if the other stops\", he said.", []string{"if the other stops: condition"}},
		{"another marker ends it", "It stays if all agree unless the host objects.", []string{"if all agree: condition", "unless the host objects: condition"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(conditionsOf(tc.text), tc.want); diff != "" {
				t.Errorf("%s(-got +want):\n%s", tc.text, diff)
			}
		})
	}
}

func TestMarkersAreWellFormed(t *testing.T) {
	seen := make(map[string]bool)
	for _, m := range markers {
		if m.words != strings.ToLower(m.words) || m.words != strings.Join(strings.Fields(m.words), " ") {
			t.Errorf("%q is not in lower case or padded", m.words)
		}
		if seen[m.words] {
			t.Errorf("%q stands twice", m.words)
		}
		seen[m.words] = true
		switch m.typ {
		case conditionType, caveatType, exceptionType, scopeType:
		default:
			t.Errorf("%q has type %q", m.words, m.typ)
		}
	}
}
