package publication

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

// ProvisionColumns are the columns of a table of provisions, one row a
// provision. New columns are added at the end.
var ProvisionColumns = [...]string{
	"provision_id", "instrument_id", "instrument", "adopted", "paragraph", "label", "text", "force",
	"obligor", "addressee", "beneficiary", "area_ids", "conduct", "from", "to",
	"deadline_on", "deadline_within", "deadline_clock", "deadline_words", "recurrence",
	"exceptions", "caveats", "themes", "measure", "left_out", "passages", "confidence",
}

// A RegisterRow is a provision with its instrument, as tables and files of
// provisions have it. Its JSON names are ProvisionColumns.
type RegisterRow struct {
	Provision   instrument.ProvisionID `json:"provision_id"`
	Instrument  instrument.ID          `json:"instrument_id"`
	Name        string                 `json:"instrument"` // in English
	Adopted     string                 `json:"adopted"`    // local date
	Paragraph   string                 `json:"paragraph"`
	Label       string                 `json:"label"`
	Text        string                 `json:"text"`
	Force       instrument.Force       `json:"force"`
	Obligor     []party.ID             `json:"obligor"`
	Addressee   []party.ID             `json:"addressee"`
	Beneficiary []party.ID             `json:"beneficiary"`
	Areas       []place.AreaID         `json:"area_ids"`
	Conduct     []instrument.ActID     `json:"conduct"`
	From        *time.Time             `json:"from"` // with the offset of the case's zone; null: the instrument's term
	To          *time.Time             `json:"to"`   // exclusive

	On     string `json:"deadline_on"`     // local date
	Within string `json:"deadline_within"` // ISO 8601 duration
	Clock  string `json:"deadline_clock"`  // what it is counted from
	Words  string `json:"deadline_words"`

	Recurrence string               `json:"recurrence"` // ISO 8601 duration
	Exceptions []string             `json:"exceptions"`
	Caveats    []string             `json:"caveats"`
	Themes     []string             `json:"themes"`
	Measure    string               `json:"measure"`
	LeftOut    []string             `json:"left_out"` // what the text does not say: missing.area, ...
	Passages   []instrument.Passage `json:"passages"` // where texts say it
	Confidence truceline.Confidence `json:"confidence"`
}

// RegisterRows are the provisions of a register, or of one instrument of it, in
// the order of the register.
func RegisterRows(reg *observance.Register, of instrument.ID) []RegisterRow {
	zoned := func(t time.Time) *time.Time {
		if t.IsZero() {
			return nil
		}
		return new(t.In(reg.Zone()))
	}
	var out []RegisterRow
	for _, in := range reg.Facts.Instruments {
		if of != "" && in.ID != of {
			continue
		}
		for _, p := range in.Provisions {
			r := RegisterRow{
				Provision: p.ID, Instrument: in.ID, Name: in.Names.In("en"), Adopted: in.Adopted,
				Paragraph: p.Paragraph, Label: p.Label, Text: p.Text, Force: p.Force,
				Obligor: some(p.Obligor), Addressee: some(p.Addressee), Beneficiary: some(p.Beneficiary),
				Areas: some(p.Areas), Conduct: some(p.Conduct), From: zoned(p.From), To: zoned(p.To),
				Recurrence: p.Recurrence, Exceptions: []string{}, Caveats: some(p.Caveats), Themes: some(p.Themes), Measure: p.Measure,
				LeftOut: some(p.LeftOut()), Passages: some(p.Passages), Confidence: p.Confidence,
			}
			if d := p.Deadline; d != nil {
				r.On, r.Within, r.Clock, r.Words = d.On, d.Within, d.ClockStart, d.Words
			}
			for _, x := range p.Exceptions {
				r.Exceptions = append(r.Exceptions, x.Text)
			}
			out = append(out, r)
		}
	}
	return out
}

// ProvisionsCSV writes the provisions of a register, or of one instrument of it,
// as CSV with a header line. Lists are joined by ";", a passage is written as
// its document and bytes ("joint-statement-ccd29cb5:93-118"); a cell of text
// that a spreadsheet would take for a formula starts with an apostrophe.
func ProvisionsCSV(w io.Writer, reg *observance.Register, of instrument.ID) error {
	out := csv.NewWriter(w)
	out.Write(ProvisionColumns[:]) // the error is kept until Error
	for _, r := range RegisterRows(reg, of) {
		out.Write(r.cells())
	}
	out.Flush()
	return out.Error()
}

// cells are the row in the order of ProvisionColumns.
func (r RegisterRow) cells() []string {
	at := func(t *time.Time) string {
		if t == nil {
			return ""
		}
		return t.Format(time.RFC3339)
	}
	passages := make([]string, len(r.Passages))
	for i, p := range r.Passages {
		passages[i] = fmt.Sprintf("%s:%d-%d", p.Document, p.Start, p.End)
	}
	return []string{
		safe(string(r.Provision)), safe(string(r.Instrument)), safe(r.Name), safe(r.Adopted), safe(r.Paragraph), safe(r.Label), safe(r.Text), safe(string(r.Force)),
		safe(join(r.Obligor)), safe(join(r.Addressee)), safe(join(r.Beneficiary)), safe(join(r.Areas)), safe(join(r.Conduct)), at(r.From), at(r.To),
		safe(r.On), safe(r.Within), safe(r.Clock), safe(r.Words), safe(r.Recurrence),
		safe(join(r.Exceptions)), safe(join(r.Caveats)), safe(join(r.Themes)), safe(r.Measure), safe(join(r.LeftOut)), safe(join(passages)), safe(string(r.Confidence)),
	}
}

// ProvisionsJSONL writes the provisions of a register, or of one instrument of
// it, as JSON, one RegisterRow a line.
func ProvisionsJSONL(w io.Writer, reg *observance.Register, of instrument.ID) error {
	buf := bufio.NewWriter(w)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	for _, r := range RegisterRows(reg, of) {
		if err := enc.Encode(r); err != nil {
			return err
		}
	}
	return buf.Flush()
}
