package mapped

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/lexicon"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// Read gives the rows of a table in order. An error ends it: a Problem with the
// mapping or the file, a missing column first of all, or the error of ctx.
// Reports share slices with one another; nobody may write to them.
func Read(ctx context.Context, rows *csvrows.Reader, m Mapping, lex lexicon.Lexicon) iter.Seq2[csvrows.Item, error] {
	rd, err := newReader(rows, m, lex)
	if err != nil {
		return csvrows.Failed[csvrows.Item](err)
	}
	return csvrows.Each(ctx, rows, rd.item, csvrows.Refused)
}

// A reader turns rows of one file into items.
type reader struct {
	m       Mapping
	lex     lexicon.Lexicon
	source  report.SourceID
	zone    *time.Location
	dates   []csvrows.Notation
	clocks  []csvrows.Notation
	box     *box
	numbers csvrows.Numbers
	codes   map[string]string   // by folded word
	parties map[string]party.ID // by folded name, as the mapping says
	origins map[string][]string
	places  map[[2]string]found
}

// A found is an answer of Lexicon.Where, kept because names repeat.
type found struct {
	place   place.Place
	remarks []string
}

// maxKept is how many answers a reader keeps of each kind.
const maxKept = 50_000

func newReader(rows *csvrows.Reader, m Mapping, lex lexicon.Lexicon) (*reader, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	if err := rows.Require(m.columns()...); err != nil {
		return nil, err
	}
	if lex.Source.ID != "" && lex.Source.ID != m.Source {
		return nil, truceline.Invalid("source", "the mapping is for reports of %s, not of %s", m.Source, lex.Source.ID)
	}
	rd := &reader{
		m: m, lex: lex, source: m.Source, zone: lex.Location(), box: m.box(lex.Country),
		codes:   make(map[string]string, len(m.What.Vocabulary)),
		parties: make(map[string]party.ID, len(m.Who.Names)),
		origins: map[string][]string{}, places: map[[2]string]found{},
	}
	if m.When.Zone != "" {
		var err error
		if rd.zone, err = time.LoadLocation(m.When.Zone); err != nil {
			return nil, truceline.Invalid("when.zone", "%q is no time zone", m.When.Zone)
		}
	}
	var err error
	if rd.dates, err = notations("when.formats", orElse(m.When.Formats, "ISO")); err != nil {
		return nil, err
	}
	if rd.clocks, err = notations("when.time_formats", orElse(m.When.TimeFormats, clockForms...)); err != nil {
		return nil, err
	}
	for word, code := range m.What.Vocabulary {
		rd.codes[fold(word)] = code
	}
	for _, name := range sortedKeys(m.Who.Names) {
		id := party.ID("")
		if lex.Actor != nil {
			id = lex.Actor(m.Who.Names[name], "")
		}
		if id == "" {
			return nil, truceline.Invalid("who.names."+name, "%q is neither the id nor a name of one party of the case", m.Who.Names[name])
		}
		rd.parties[fold(name)] = id
	}
	return rd, nil
}

// clockForms are how times of day are written unless the mapping says.
var clockForms = []string{"HH:mm", "HH:mm:ss", "HHmm"}

func orElse(given []string, otherwise ...string) []string {
	if len(given) == 0 {
		return otherwise
	}
	return given
}

// fold is how words are compared: in lower case, with single spaces.
func fold(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

// A draft is a row on its way to a report.
type draft struct {
	row     *csvrows.Row
	report  report.Report
	remarks []string
}

func (d *draft) remark(format string, args ...any) {
	d.remarks = append(d.remarks, fmt.Sprintf(format, args...))
}

// item reads one row.
func (rd *reader) item(row *csvrows.Row) csvrows.Item {
	m := rd.m
	d := &draft{row: row, report: report.Report{
		Source: rd.source, Received: row.Digest, Form: report.Unsaid,
		Observed: m.Constants.Observed, Lang: m.Constants.Lang,
	}}
	if m.Who.Form != "" {
		d.report.Form = m.Who.Form
	}
	rd.when(d)
	rd.where(d)
	rd.who(d)
	rd.what(d)
	rd.deaths(d)
	rd.repeats(d)
	rd.judge(d)
	d.report.Number = rd.numbers.Take(row, number(row, m.Number))
	if refusal := row.Refused(); refusal != nil {
		return csvrows.Item{Line: row.Line, Refusal: refusal}
	}
	d.report.Remarks = slices.Concat(row.Remarks(), d.remarks)
	return csvrows.Item{Line: row.Line, Report: d.report}
}

// number joins the columns of a row's id, or is "" if all are empty.
func number(row *csvrows.Row, columns []string) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = row.Text(c)
	}
	if s := strings.Join(parts, "/"); strings.Trim(s, "/") != "" {
		return strings.Clone(s)
	}
	return ""
}

// cells are the texts of some columns of a row that are not empty, divided at a
// separator if there is one.
func cells(row *csvrows.Row, columns []string, separator string) []string {
	var out []string
	for _, c := range columns {
		text := row.Text(c)
		if separator == "" {
			separator = "\x00" // which no table holds
		}
		for part := range strings.SplitSeq(text, separator) {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, strings.Clone(part))
			}
		}
	}
	return out
}
