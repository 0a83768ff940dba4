package gold

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/truceline/truceline/document"
)

// written is a record as it is written: a proposal, but that its paragraph is a
// number where it is one, as in the annotated texts.
type written struct {
	Doc  string        `json:"doc"`
	ID   string        `json:"id"`
	Kind document.Kind `json:"kind"`
	document.Span
	Text   string        `json:"text"`
	Fields writtenFields `json:"fields"`
	Rule   string        `json:"rule,omitempty"`
}

type writtenFields struct {
	document.Fields
	Para json.RawMessage `json:"para,omitempty"` // in place of the embedded one
}

// Write writes proposals as records, one a line, in their order. Read reads
// them back as they were, but that a byte of a text that belongs to no rune is
// written as U+FFFD.
func Write(w io.Writer, ps []document.Proposal) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, p := range ps {
		para, err := paragraph(p.Fields.Para)
		if err != nil {
			return fmt.Errorf("writing annotation %s: %w", p.ID, err)
		}
		rec := written{p.Doc, p.ID, p.Kind, p.Span, p.Text, writtenFields{p.Fields, para}, p.Rule}
		if err := enc.Encode(rec); err != nil {
			return fmt.Errorf("writing annotation %s: %w", p.ID, err)
		}
	}
	return nil
}

// paragraph is the JSON of a paragraph's number: nothing, 4, or "4 bis".
func paragraph(s string) (json.RawMessage, error) {
	if s == "" {
		return nil, nil
	}
	if n, err := strconv.Atoi(s); err == nil && strconv.Itoa(n) == s {
		return json.RawMessage(s), nil
	}
	return json.Marshal(s)
}
