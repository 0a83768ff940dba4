package casedir_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/intake/casedir"
)

const fordNews = "readings/ford_news.yaml"

// TestExampleReading holds the example's reading against its text, which stands
// in a comment of the file.
func TestExampleReading(t *testing.T) {
	files := example(t)
	var text string
	for line := range strings.Lines(string(files[fordNews].Data)) {
		if strings.HasPrefix(line, "# THE FORD") {
			text = strings.TrimSpace(strings.TrimPrefix(line, "# "))
		}
	}
	r := load(t, files).Readings[0]
	sum := sha256.Sum256([]byte(text))
	if got := hex.EncodeToString(sum[:]); got != r.Text || len(text) != r.Bytes {
		t.Errorf("the text has the hash %s and %d bytes, and the reading says %s and %d", got, len(text), r.Text, r.Bytes)
	}
	var got, want []document.Span
	for _, p := range document.Read("ford_news", text, document.Options{}).Proposals {
		if p.Kind == document.ActKind {
			got = append(got, p.Span, *p.Fields.ContentSpan)
		}
	}
	for _, a := range r.Acts {
		want = append(want, a.Span)
		for _, said := range a.Says {
			want = append(want, *said.Content)
		}
		if a.Verdict == "rejected" { // nothing is said of its content
			want = append(want, document.Span{Start: 142, End: 171, RuneStart: 142, RuneEnd: 171})
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the reader proposes other acts than the example decides: %s", d)
	}
}

// TestPassages says where a provision is said to stand.
func TestPassages(t *testing.T) {
	const act = "{bs: 65, be: 71, rs: 65, re: 71}"
	content := document.Span{Start: 72, End: 119, RuneStart: 72, RuneEnd: 119}
	for _, tc := range []struct {
		name, old, with string
		want            map[instrument.ProvisionID][]document.Span
	}{
		{"the act with its content", "", "", map[instrument.ProvisionID][]document.Span{
			"ford_1": {{Start: 65, End: 119, RuneStart: 65, RuneEnd: 119}}, "ford_2": {{Start: 176, End: 226, RuneStart: 176, RuneEnd: 226}},
		}},
		{"the act alone, where no content is named", ", content: {bs: 72, be: 119, rs: 72, re: 119}", "", map[instrument.ProvisionID][]document.Span{
			"ford_1": {{Start: 65, End: 71, RuneStart: 65, RuneEnd: 71}}, "ford_2": {{Start: 176, End: 226, RuneStart: 176, RuneEnd: 226}},
		}},
		{"content before its act", "content: {bs: 72, be: 119, rs: 72, re: 119}", "content: {bs: 19, be: 64, rs: 19, re: 64}", map[instrument.ProvisionID][]document.Span{
			"ford_1": {{Start: 19, End: 71, RuneStart: 19, RuneEnd: 71}}, "ford_2": {{Start: 176, End: 226, RuneStart: 176, RuneEnd: 226}},
		}},
		{"the content of each, where one act says two, and a second passage of what is said again",
			"{provision: ford_1, content: {bs: 72, be: 119, rs: 72, re: 119}}",
			"{provision: ford_1, content: {bs: 72, be: 119, rs: 72, re: 119}}\n      - {provision: ford_2, content: {bs: 20, be: 30, rs: 20, re: 30}}",
			map[instrument.ProvisionID][]document.Span{
				"ford_1": {content}, "ford_2": {{Start: 20, End: 30, RuneStart: 20, RuneEnd: 30}, {Start: 176, End: 226, RuneStart: 176, RuneEnd: 226}},
			}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			files := example(t)
			replace(t, files, fordNews, tc.old, tc.with)
			got := make(map[instrument.ProvisionID][]document.Span)
			for _, p := range load(t, files).Facts.Instruments[0].Provisions {
				for _, at := range p.Passages {
					got[p.ID] = append(got[p.ID], at.Span)
					if at.Document != "ford_news" || len(at.Text) != 64 || !strings.HasPrefix(at.Act, "ford_news#a00") {
						t.Errorf("passage %+v does not name its text and act", at)
					}
				}
			}
			if d := cmp.Diff(tc.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestReadingReadsWhatIsWritten(t *testing.T) {
	files := example(t)
	replace(t, files, fordNews, "runes: 227 ", "runes: 220 ")
	replace(t, files, fordNews, `note: ""`, "note: more")
	replace(t, files, fordNews, "id: a002", "id: x001")
	replace(t, files, fordNews, "verdict: rejected", "verdict: added\n    says: [{provision: ford_3}]")
	replace(t, files, fordNews, "{bs: 133, be: 141, rs: 133, re: 141}", "{bs: 133, be: 141, rs: 131, re: 139}")
	replace(t, files, fordNews, "{bs: 176, be: 184, rs: 176, re: 184}", "{bs: 176, be: 184, rs: 172, re: 180}")
	replace(t, files, fordNews, "rs: 185, re: 226", "rs: 181, re: 219")
	replace(t, files, "instruments/ford_agreement.yaml", "  - id: ford_2", "  - id: ford_3\n    label: thanks\n    text: thanks\n    force: welcomes\n    addressee: [lake_republic]\n\n  - id: ford_2")
	replace(t, files, fordNews, "speaker: [north_council]\n    addressee: []", "speaker: [north_council]\n    addressee: [lake_republic]")
	r := load(t, files).Readings[0]
	if r.ID != "ford_news" || r.Publisher != "Ford Radio" || r.On != "2024-03-01" || r.Language != "en" || r.Reader != "1" || r.Runes != 220 ||
		r.ReviewedBy != "analyst" || r.ReviewedOn != "2024-04-01" || r.Note != "more" || r.Licence == "" || r.Title == "" || len(r.Sources) != 1 {
		t.Errorf("the reading is %+v", r)
	}
	want := casedir.ReadAct{
		ID: "x001", Span: document.Span{Start: 133, End: 141, RuneStart: 131, RuneEnd: 139}, Verdict: "added", Force: instrument.Welcomes,
		Speaker: r.Acts[1].Speaker, Addressee: r.Acts[1].Addressee, Says: []casedir.Said{{Provision: "ford_3"}},
		Note: "thanks, from which nothing follows for anybody",
	}
	if d := cmp.Diff(want, r.Acts[1]); d != "" || len(want.Speaker) != 1 || len(want.Addressee) != 1 {
		t.Errorf("the act that was added: %s", d)
	}
}

func TestReadingsMayBeLeftOut(t *testing.T) {
	files := example(t)
	delete(files, fordNews)
	c := load(t, files)
	if len(c.Readings) != 0 || len(c.Facts.Instruments[0].Provisions[0].Passages) != 0 {
		t.Errorf("a case without readings has %+v", c.Readings)
	}
	if c.Digest == load(t, example(t)).Digest {
		t.Error("a reading is part of the case, and the digest is the same without it")
	}
}
