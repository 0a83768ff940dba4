package publication_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/publication"
)

// promises is a register of two instruments, one of whose texts is hostile.
func promises(t *testing.T) *observance.Register {
	t.Helper()
	reg, err := observance.Compile(observance.Facts{
		Case: observance.Case{ID: "two_rivers"}, Parties: []party.Party{{ID: "north"}, {ID: "hill"}},
		Instruments: []instrument.Instrument{
			{ID: "memo", Names: truceline.Names{"en": "=Memorandum"}, Adopted: "2024-01-01", Provisions: []instrument.Provision{{
				ID: "memo_1", Instrument: "memo", Paragraph: "-1", Label: "@label", Text: "+text, with\na \"quote\"", Force: instrument.Commits,
				Obligor: []party.ID{"north", "hill"}, Areas: []place.AreaID{"valley"}, From: time.Date(2024, 1, 2, 0, 0, 0, 0, time.UTC),
				Deadline: &instrument.Deadline{Within: "P10D", ClockStart: "=signature"}, Exceptions: []instrument.Exception{{ID: "x1", Text: "\tthe list"}},
				Passages: []instrument.Passage{{Document: "text-1", Span: document.Span{Start: 3, End: 9}}, {Document: "text-2", Span: document.Span{Start: 5, End: 7}}},
			}}},
			{ID: "other", Names: truceline.Names{"en": "Other"}, Provisions: []instrument.Provision{{ID: "other_1", Instrument: "other", Force: instrument.Welcomes}}},
		},
	}, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

func TestProvisionsCSV(t *testing.T) {
	var b bytes.Buffer
	if err := publication.ProvisionsCSV(&b, promises(t), ""); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 3 || len(rows[0]) != len(publication.ProvisionColumns) {
		t.Fatalf("%d rows", len(rows))
	}
	got := make(map[string]string)
	for i, name := range rows[0] {
		if v := rows[1][i]; v != "" {
			got[name] = v
		}
		if v := rows[1][i]; v != "" && strings.ContainsRune("=+-@\t\r", rune(v[0])) {
			t.Errorf("a spreadsheet would run %s: %q", name, v)
		}
	}
	want := map[string]string{
		"provision_id": "memo_1", "instrument_id": "memo", "instrument": "'=Memorandum", "adopted": "2024-01-01", "paragraph": "'-1", "label": "'@label",
		"text": "'+text, with\na \"quote\"", "force": "commits", "obligor": "north;hill", "area_ids": "valley", "from": "2024-01-02T00:00:00Z",
		"deadline_within": "P10D", "deadline_clock": "'=signature", "exceptions": "'\tthe list", "left_out": "missing.addressee;missing.measure",
		"passages": "text-1:3-9;text-2:5-7",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestProvisionsJSONL(t *testing.T) {
	var b bytes.Buffer
	if err := publication.ProvisionsJSONL(&b, promises(t), "other"); err != nil {
		t.Fatal(err)
	}
	if strings.Count(b.String(), "\n") != 1 || strings.Contains(b.String(), "null,\"addressee") {
		t.Errorf("of one instrument: %s", b.String())
	}
	var row map[string]json.RawMessage
	if err := json.Unmarshal(b.Bytes(), &row); err != nil {
		t.Fatal(err)
	}
	for _, name := range publication.ProvisionColumns {
		if _, ok := row[name]; !ok {
			t.Errorf("it lacks %s", name)
		}
	}
	if string(row["obligor"]) != "[]" || string(row["passages"]) != "[]" {
		t.Errorf("empty lists are %s and %s", row["obligor"], row["passages"])
	}
}
