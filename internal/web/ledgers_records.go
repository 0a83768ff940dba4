package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/place"
)

// ledgerRecordsPage is all that ledgers_records.html may refer to.
type ledgerRecordsPage struct {
	ledgerFrame
	What       []string // what the number counts, in words
	Rows       []ledgerRecordRow
	From, To   int
	Total      int
	Prev, Next string
	Possible   bool
}

// A ledgerRecordRow is one incident with the reports by which it stands in the
// ledgers.
type ledgerRecordRow struct {
	ID, Href, Days, Place string
	Killed, Best          string // bounds, and the best estimate where they differ
	Reports               []recordReport
	Disputed              []string
}

// A recordReport is a report and the origins that it names.
type recordReport struct {
	Report  link
	Source  string
	Origins string // empty: it names none
}

// readPick reads from the address which incidents are listed.
func (f ledgerFrame) readPick() (pick, error) {
	q := f.query
	k := pick{
		Cell: q.Get("cell"), Sure: q.Get("sure"), In: q.Get("in"), Day: q.Get("day"), Until: q.Get("until"), Exact: q.Get("exact") == yes,
		Over: incident.Dispute(q.Get("over")), Claim: q.Get("claim"), Part: q.Get("part"),
	}
	isDay := func(s string) bool { _, err := time.Parse(time.DateOnly, s); return err == nil }
	cells := append([]string{"all", "a", "b", "one_report"}, ledgerCells[:]...)
	switch {
	case k.Cell != "" && !slices.Contains(cells, k.Cell):
		return k, truceline.Invalid("cell", "%q is none of %v", k.Cell, cells)
	case k.Sure != "" && k.Sure != yes && k.Sure != unknown:
		return k, truceline.Invalid("sure", "%q is neither yes nor unknown", k.Sure)
	case k.In != "" && k.In != outside && f.areas[place.AreaID(k.In)] == nil:
		return k, truceline.Invalid("in", "the register has no area %q", k.In)
	case k.Day != "" && k.Day != noDay && !isDay(k.Day):
		return k, truceline.Invalid("day", "%q is not a date; write it as 2018-03-16", k.Day)
	case k.Until != "" && !isDay(k.Until):
		return k, truceline.Invalid("until", "%q is not a date; write it as 2018-03-16", k.Until)
	case k.Over != "" && !slices.Contains(incident.Disputes, k.Over):
		return k, truceline.Invalid("over", "%q is none of %v", k.Over, incident.Disputes)
	case k.Claim != "" && !f.hasClaim(k.Claim):
		return k, truceline.NotFound("no count %q stands beside these ledgers", k.Claim)
	}
	return k, nil
}

func (f ledgerFrame) hasClaim(id string) bool {
	for i := range f.ledger.Claims {
		if f.ledger.Claims[i].Claim.ID() == id {
			return true
		}
	}
	return false
}

// inWords says which incidents a pick lists.
func (f ledgerFrame) inWords(k pick) []string {
	var out []string
	say := func(key locale.Key, args ...any) { out = append(out, f.T(key, args...)) }
	switch {
	case k.Claim != "":
		say("ledgers.pick.claim", f.claimInWords(k.Claim))
	case k.Part != "":
		var of []int
		for _, w := range strings.Split(k.Part, ".") {
			if i, err := strconv.Atoi(w); err == nil && i >= 0 && i < len(f.ledger.Lists) {
				of = append(of, i)
			}
		}
		say("ledgers.pick.part", f.lists(of...))
	default:
		names := []any{f.NameA(), f.NameB()}
		switch cell := cmp.Or(k.Cell, "all"); cell {
		case "only_b":
			say("ledgers.pick.only", f.NameB(), f.NameA())
		case "only_a":
			say("ledgers.pick.only", names...)
		case "a", "b":
			say("ledgers.pick.side", map[string]string{"a": f.NameA(), "b": f.NameB()}[cell])
		case "independent", "unsaid", "all":
			say(locale.Key("ledgers.pick." + cell))
		default:
			say(locale.Key("ledgers.pick."+cell), names...)
		}
	}
	if k.Over != "" {
		say("ledgers.pick.over", f.disputeWord(k.Over))
	}
	switch {
	case k.In == outside:
		say("ledgers.outside")
	case k.In != "":
		out = append(out, f.AreaName(place.AreaID(k.In)))
	case f.asked.Area != "":
		out = append(out, f.AreaName(f.asked.Area))
	}
	switch {
	case k.Day == noDay:
		say("ledgers.no_day", spreadDays)
	case k.Day != "" && k.Until != "" && k.Until != k.Day:
		say("span.short", k.Day, k.Until)
	case k.Day != "":
		out = append(out, k.Day)
	}
	return out
}

func (f ledgerFrame) claimInWords(id string) string {
	for _, b := range f.ledger.Claims {
		if b.Claim.ID() == id {
			row := f.claimRow(b.Claim)
			where := row.Area
			for _, a := range row.Areas {
				where = strings.TrimPrefix(where+", "+a.Word, ", ")
			}
			return f.Lang.Isolate(f.SourceName(b.Claim.Source)) + ", " + f.Lang.Isolate(row.Period) + ", " + f.Lang.Isolate(where) + ": " + row.Count
		}
	}
	return id
}

func (s *Server) ledgerRecords(w http.ResponseWriter, r *http.Request) error {
	f, err := s.openLedgers(r, "ledgers_records")
	if err != nil {
		return err
	}
	p := ledgerRecordsPage{ledgerFrame: f}
	if f.Empty {
		return s.render(w, "ledgers_records", p)
	}
	k, err := f.readPick()
	if err != nil {
		return err
	}
	offset, err := parseOffset(f.query)
	if err != nil {
		return err
	}
	p.What, p.Possible = f.inWords(k), k.Sure == unknown
	ids := slices.Clone(f.picked(k))
	slices.SortFunc(ids, func(a, b incident.ID) int {
		return cmp.Or(f.ledger.Records[a].When.From.Compare(f.ledger.Records[b].When.From), cmp.Compare(a, b))
	})
	p.Total = len(ids)
	for _, id := range ids[min(offset, len(ids)):min(offset+pageRows, len(ids))] {
		p.Rows = append(p.Rows, f.recordRow(id))
	}
	p.From, p.To, p.Prev, p.Next = f.paging(offset, len(p.Rows), p.Total)
	return s.render(w, "ledgers_records", p)
}

func (f ledgerFrame) recordRow(id incident.ID) ledgerRecordRow {
	rec := f.ledger.Records[id]
	row := ledgerRecordRow{ID: string(id), Href: f.incidentURL(id), Days: rec.Days, Place: cmp.Or(rec.Where, "–"), Killed: bounds(rec.Deaths)}
	switch {
	case rec.Uncounted:
		row.Killed = f.T("deaths.unstated")
	case rec.Deaths.Low != rec.Deaths.High:
		row.Best = f.T("deaths.best", rec.Deaths.Best)
	}
	for _, r := range rec.Registered {
		row.Reports = append(row.Reports, recordReport{
			Report: link{Word: r.Report, Href: f.reportURL(r.Report)}, Source: f.SourceName(r.Source), Origins: strings.Join(r.Origins, ", "),
		})
	}
	for _, a := range incident.Disputes {
		if slices.ContainsFunc(rec.Contradictions, func(c incident.Contradiction) bool { return c.Aspect == a }) {
			row.Disputed = append(row.Disputed, f.disputeWord(a))
		}
	}
	return row
}
