// Package bulletin reads the plain text of a bulletin of counts, "The Russian
// part registered 15 violations: Hama - 4, Daraa - 1", in English or Russian,
// and proposes it as claims for a person to confirm.
//
// It reads: one or several days in a text; who registered (the Russian or the
// Turkish part or side, or any name under which the case counts a source);
// totals and parts by area, in figures or words, and that nothing was
// registered, which is zero; counts that somebody confirmed; the period, a day
// unless the text says another number of hours; and lists of settlements with
// how often each was shelled. Sums that do not add up, a headline that says
// another number than the body, a day that falls on another weekday: everything
// is taken as found and flagged, and nothing is corrected.
//
// It reads the forms that such bulletins are written in and no others. What it
// does not understand it leaves out, which is why a person confirms.
package bulletin

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// Options say how the case reads bulletins. The zero value is the published
// default.
type Options struct {
	// Sources are the sources of the case that are counted, by the names under
	// which texts name them: "Russian part", "Russian Centre for Reconciliation".
	Sources map[report.SourceID]report.Counted

	// Source is whose counts they are where the text names nobody. Default "":
	// the claim is proposed without a source, which is flagged.
	Source report.SourceID

	// Areas resolves the name of an area, in the nominative, to the areas of the
	// case that it covers in bulletins; one word may cover several. Nil knows
	// none, so that parts are proposed by name only, which is flagged.
	Areas func(name string) []place.AreaID

	// Where places a settlement by its name and the ids of the areas in which it
	// is said to lie, joined by |, and says in remarks what was left open; the
	// remarks become flags. Nil places none.
	Where func(name, admin1 string) (place.Place, []string)

	// Zone is where the bulletin's dates are days. Default UTC.
	Zone *time.Location

	// On is the local date of the bulletin where the text names none, as
	// 2018-01-03, and helps to find the year where it names none. Default: a text
	// without a date gives claims without one.
	On string

	// Bulletin is its id. Default: its date, or a digest of a text without one.
	Bulletin string

	// Via and ViaURL are who carried it and where it was read.
	Via, ViaURL string
}

// A Bulletin is what was read of a text.
type Bulletin struct {
	Claims []Proposal `json:"claims"`          // in the order of the text
	Lang   string     `json:"lang"`            // BCP 47: en or ru
	Flags  []string   `json:"flags,omitempty"` // what is odd about the text as a whole, in sentences
}

// A Proposal is a claim as a person may confirm it, and the words of the text
// that it was read from: bytes [Start, End) of it.
type Proposal struct {
	Claim report.Claim `json:"claim"`
	Start int          `json:"start"`
	End   int          `json:"end"`
}

// maxText is how many bytes a text may hold.
const maxText = 256 << 10

// Read proposes the claims of a text. A text that is empty, longer than 256 KiB,
// not UTF-8, or without any count is a Problem.
func Read(text string, opts Options) (Bulletin, error) {
	switch {
	case len(text) > maxText:
		return Bulletin{}, truceline.Invalid("text", "the text holds more than 256 KiB; give one bulletin, or a few days of them")
	case !utf8.ValidString(text):
		return Bulletin{}, truceline.Invalid("text", "the text is not valid UTF-8; save it as UTF-8 and read it again")
	case strings.TrimSpace(text) == "":
		return Bulletin{}, truceline.Invalid("text", "the text is empty")
	}
	rd, err := newReader(text, opts)
	if err != nil {
		return Bulletin{}, err
	}
	statements := rd.statements()
	shelled := rd.shelled(statements)
	if len(statements)+len(shelled) == 0 {
		return Bulletin{}, truceline.Invalid("text", "no count was found in the text; a bulletin says for example that a side registered 15 violations, or that it registered none")
	}
	out := Bulletin{Lang: langOf(text), Flags: rd.flags}
	for _, s := range statements {
		out.Claims = append(out.Claims, rd.claims(s)...)
	}
	out.Claims = append(out.Claims, rd.settlements(shelled)...)
	slices.SortStableFunc(out.Claims, func(a, b Proposal) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
	rd.unique(out.Claims)
	return out, nil
}

// langOf is the language that most letters are of.
func langOf(text string) string {
	latin, cyrillic := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		}
	}
	if cyrillic > latin {
		return "ru"
	}
	return "en"
}

// A named source is one that texts name by these words.
type named struct {
	words  []string
	source report.SourceID
}

// reader reads one text.
type reader struct {
	text  string
	opts  Options
	ts    []token
	names []named // the longest first
	dates []date
	taken []bool // tokens that belong to a date
	on    csvrows.Day
	year  int // the only year that the text names, else 0
	flags []string
	all   []event
	// counts are the sentences that hold a count.
	counts map[int]bool
}

func newReader(text string, opts Options) (*reader, error) {
	if opts.Zone == nil {
		opts.Zone = time.UTC
	}
	if opts.Areas == nil {
		opts.Areas = func(string) []place.AreaID { return nil }
	}
	rd := &reader{text: text, opts: opts, ts: tokens(text)}
	if opts.On != "" {
		on, ok := csvrows.ParseDay(opts.On)
		if !ok {
			return nil, truceline.Invalid("on", "%q is not a date written as year-month-day, like 2018-01-03", opts.On)
		}
		rd.on = on
	}
	for id, c := range opts.Sources {
		for _, n := range c.Names {
			var words []string
			for _, t := range tokens(n) {
				words = append(words, t.low)
			}
			if len(words) > 0 {
				rd.names = append(rd.names, named{words, id})
			}
		}
	}
	slices.SortFunc(rd.names, func(a, b named) int {
		if len(a.words) != len(b.words) {
			return len(b.words) - len(a.words)
		}
		if c := slices.Compare(a.words, b.words); c != 0 {
			return c
		}
		return strings.Compare(string(a.source), string(b.source))
	})
	rd.taken = make([]bool, len(rd.ts))
	rd.dates = dates(rd.ts)
	years := map[int]bool{}
	for _, d := range rd.dates {
		for i := d.from; i < d.to; i++ {
			rd.taken[i] = true
		}
		if d.year > 0 && !d.cited {
			years[d.year] = true
			rd.year = d.year
		}
	}
	if len(years) > 1 {
		rd.year = 0
	}
	rd.all, rd.counts = rd.events(), map[int]bool{}
	for _, e := range rd.all {
		if e.kind == count || e.kind == confirmed {
			rd.counts[rd.ts[e.from].sentence] = true
		}
	}
	return rd, nil
}

// datingAt is the day of the bulletin that stands at token i: the last date
// before it that heads a line, or that stands in the sentence of a count.
func (rd *reader) datingAt(i int) dating {
	out := dating{dated: "unknown"}
	head := -1
	for _, d := range rd.dates {
		if d.cited || d.from > i && rd.ts[d.from].sentence > rd.ts[i].sentence {
			continue
		}
		inside := !d.alone && rd.counts[rd.ts[d.from].sentence]
		if !d.heads && !inside {
			continue
		}
		day, flags, ok := rd.dayOf(d)
		if !ok {
			out.flags = append(out.flags, flags...)
			continue
		}
		switch covered := inside && head >= 0 && rd.ts[d.from].paragraph >= head && day != out.published; {
		case covered && rd.ts[d.from].sentence == rd.ts[i].sentence:
			out.covers, out.flags = day, append(out.flags, flags...)
		case covered && !d.heads:
		default:
			out = dating{published: day, dated: "day", flags: flags}
			if !inside {
				head = rd.ts[d.from].paragraph
			}
		}
	}
	if out.published.IsZero() && !rd.on.IsZero() {
		out.published, out.dated = rd.on, "inferred"
	}
	return out
}

// hoursOf is how many hours a count covers: as its sentence says, else
// as the text says before it of the same paragraph or headline; 24 by default.
func (rd *reader) hoursOf(i int) int {
	out := 24
	for _, e := range rd.all {
		if e.kind != hours || e.from > i && rd.ts[e.from].sentence != rd.ts[i].sentence {
			continue
		}
		out = e.n
	}
	return out
}

// frame is what every claim of a text has at token i.
func (rd *reader) frame(source report.SourceID, i int) report.Claim {
	d := rd.datingAt(i)
	counted := rd.opts.Sources[source]
	c := report.Claim{
		Source: source, Bulletin: rd.opts.Bulletin, Via: rd.opts.Via, ViaURL: rd.opts.ViaURL,
		Origin: counted.Origin, Metric: counted.Metric, Dated: d.dated, Published: d.published.String(),
		Received: report.Digest([]byte(rd.text)), Flags: slices.Clone(d.flags),
	}
	if c.Bulletin == "" {
		c.Bulletin = c.Published
	}
	if c.Bulletin == "" {
		c.Bulletin = "undated-" + c.Received[:12]
	}
	if source == "" {
		c.Flags = append(c.Flags, "the text does not say whose count this is, or the case has no source of that name")
	}
	n := rd.hoursOf(i)
	if n != 24 {
		c.Flags = append(c.Flags, fmt.Sprintf("the period is %d hours, not a day", n))
	}
	switch zone := rd.opts.Zone; {
	case !d.covers.IsZero():
		c.Period = truceline.Interval{From: d.covers.Start(zone), To: d.covers.Add(1).Start(zone)}
	case !d.published.IsZero() && n == 24:
		// The 24 hours end at some hour of the day, which is not given.
		c.Period = truceline.Interval{From: d.published.Add(-1).Start(zone), To: d.published.Add(1).Start(zone)}
	case !d.published.IsZero():
		c.Period = truceline.Interval{From: d.published.Start(zone).Add(-time.Duration(n) * time.Hour), To: d.published.Add(1).Start(zone)}
	}
	return c
}

// span is the bytes of tokens [from, to).
func (rd *reader) span(from, to int) (start, end int) {
	return rd.ts[from].start, rd.ts[to-1].end
}

// unique tells claims apart that would have one number: the text then gives two
// numbers for one thing, which is flagged.
func (rd *reader) unique(of []Proposal) {
	seen := map[string]int{}
	for i := range of {
		c := &of[i].Claim
		id := c.ID()
		seen[id]++
		if n := seen[id]; n > 1 {
			c.Number = fmt.Sprintf("%s/%d", c.Number, n)
			c.Flags = append(c.Flags, fmt.Sprintf("the text gives more than one number for this; it is number %d of them", n))
		}
	}
}
