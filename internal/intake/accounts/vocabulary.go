package accounts

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/report"
)

// A Vocabulary says what the words of tables mean in a case: first by what a
// file of words says of them for their source, then by the names and codes that
// the case knows. Its zero value knows nothing.
type Vocabulary struct {
	Catalogue *instrument.Catalogue // of the case; nil knows no act
	Roll      *party.Roll           // of the case; nil knows no party
	words     map[word]string       // what a file says: an act or a party
}

// word is a word of a source: "kind" or "actor".
type word struct {
	source report.SourceID
	part   string
	folded string
}

// Add reads a file of words: the columns source, part (kind or actor), words
// and case, which is an act or a party of the case, or empty for a word that
// stays what it is. Rows of other parts are passed over. A row that names no
// act or party of the case is a Problem.
func (v *Vocabulary) Add(ctx context.Context, rows *csvrows.Reader) error {
	if err := rows.Require("source", "part", "words", "case"); err != nil {
		return err
	}
	if v.words == nil {
		v.words = make(map[word]string)
	}
	for {
		row, err := rows.Next(ctx)
		refusal, refused := errors.AsType[*csvrows.Refusal](err)
		switch {
		case refused: // without one of its words the others may mean something else
			return truceline.Invalid("vocabulary", "%v", refusal)
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		meant := strings.Clone(row.Text("case"))
		known := meant == ""
		switch part := row.Text("part"); part {
		case "kind":
			known = known || v.act(meant)
		case "actor":
			known = known || v.party(meant)
		default:
			continue
		}
		if !known {
			row.Refuse("case", "neither an act nor a party of the case")
			return truceline.Invalid("vocabulary", "%v", row.Refused())
		}
		v.words[word{report.SourceID(row.Text("source")), row.Text("part"), incident.FoldName(row.Text("words"))}] = meant
	}
}

func (v *Vocabulary) act(id string) bool {
	if v.Catalogue == nil {
		return false
	}
	_, ok := v.Catalogue.Act(instrument.ActID(id))
	return ok
}

func (v *Vocabulary) party(id string) bool {
	if v.Roll == nil {
		return false
	}
	_, ok := v.Roll.Party(party.ID(id))
	return ok
}

// kinds are the acts that words of a source mean, with those above them.
func (v *Vocabulary) kinds(source report.SourceID, words []string) incident.Terms {
	var t incident.Terms
	for _, w := range words {
		id, said := v.words[word{source, "kind", w}]
		if !said && v.Catalogue != nil {
			if act, ok := v.Catalogue.Meaning(string(source) + ":" + w); ok {
				id = string(act.ID)
			} else if act, ok := v.Catalogue.Act(instrument.ActID(strings.ReplaceAll(w, " ", "_"))); ok {
				id = string(act.ID)
			}
		}
		if id == "" {
			t.Named = append(t.Named, w)
			continue
		}
		t.Named = append(t.Named, id)
		for _, up := range v.Catalogue.Above(instrument.ActID(id)) {
			t.Above = append(t.Above, string(up))
		}
	}
	return incident.Terms{Named: incident.Sorted(t.Named), Above: incident.Sorted(t.Above)}
}

// sides are the parties that names of a source mean, with what they belong to.
func (v *Vocabulary) sides(source report.SourceID, names []string) incident.Terms {
	var t incident.Terms
	for _, n := range names {
		folded := incident.FoldName(n)
		meant, said := v.words[word{source, "actor", folded}]
		id := party.ID(meant)
		if !said && v.Roll != nil {
			id, _ = v.Roll.Name(n)
		}
		if id == "" {
			if folded != "" {
				t.Named = append(t.Named, folded)
			}
			continue
		}
		t.Named = append(t.Named, incident.PartyTerm(id))
		for _, up := range v.Roll.Above(id) {
			t.Above = append(t.Above, incident.PartyTerm(up))
		}
	}
	return incident.Terms{Named: incident.Sorted(t.Named), Above: incident.Sorted(t.Above)}
}
