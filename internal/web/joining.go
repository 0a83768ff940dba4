package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/desk"
)

// joiningPage is all that joining.html may refer to: pairs of reports that may
// be of one event and wait for a person.
type joiningPage struct {
	frame
	Rows       []waitingRow
	From, To   int // which of them are shown, counted from 1
	Total      int
	Prev, Next string
	By         string
	Reason     string
	Action     string
	Weights    string
	Done       *doneNote
}

// A waitingRow is the likeliest pair of reports of two incidents. Left and Right
// are all reports of the one that are likely of the event of one of the other.
type waitingRow struct {
	N           int
	Pair        pairTable
	InA, InB    link
	IDA, IDB    incident.ID
	Left, Right []string
	More        int // further pairs of the same two incidents
}

// A doneNote is what was decided last, with a way to take it back.
type doneNote struct {
	What, Left, Right string
	Incident          link
	ID                string
	Undone            bool
}

const joiningRows = 20

// longestWait is the longest period whose pairs are compared for one page.
const longestWaitDays = 400

func (s *Server) joining(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "joining")
	if err != nil {
		return err
	}
	ctx := r.Context()
	if err := s.settleSpan(ctx, &f); err != nil {
		return err
	}
	if f.Span.To.Sub(f.Span.From).Hours() > 24*longestWaitDays {
		return truceline.Invalid("to", "the period is longer than %d days; ask for a shorter one", longestWaitDays)
	}
	offset, err := parseOffset(f.query)
	if err != nil {
		return err
	}
	waiting, err := s.desk.Proposals(ctx, f.Span, f.Known)
	if err != nil {
		return err
	}
	weights, err := s.desk.Weights(ctx, f.Known)
	if err != nil {
		return err
	}
	p := joiningPage{frame: f, By: remembered(r), Weights: weights.Version, Action: f.With("done", "", "stands", "")}
	rows := waitingRows(waiting)
	p.Total = len(rows)
	if offset >= len(rows) { // the last of the page were decided
		offset = max(0, (len(rows)-1)/joiningRows*joiningRows)
	}
	if offset > 0 {
		p.Prev = f.With("offset", positive(offset-joiningRows), "done", "", "stands", "")
	}
	if len(rows) > offset+joiningRows {
		p.Next = f.With("offset", strconv.Itoa(offset+joiningRows), "done", "", "stands", "")
	}
	rows = rows[offset:min(len(rows), offset+joiningRows)]
	p.From, p.To = offset+1, offset+len(rows)
	if err := s.fillPairs(r, f, rows); err != nil {
		return err
	}
	for _, row := range rows {
		p.Rows = append(p.Rows, row.waitingRow)
	}
	if p.Done, err = s.done(r, f); err != nil {
		return err
	}
	return s.render(w, "joining", p)
}

// A waitingPair is a row with the proposal that it is made of.
type waitingPair struct {
	waitingRow
	best desk.Proposal
}

// waitingRows puts the pairs of the same two incidents into one row, in the
// order of the best of them.
func waitingRows(proposals []desk.Proposal) []waitingPair {
	at := make(map[[2]incident.ID]int)
	var out []waitingPair
	for _, p := range proposals {
		if p.InB < p.InA {
			p.A, p.B, p.InA, p.InB = p.B, p.A, p.InB, p.InA
		}
		key := [2]incident.ID{p.InA, p.InB}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, waitingPair{waitingRow{IDA: p.InA, IDB: p.InB}, p})
		} else {
			out[i].More++
		}
		row := &out[i]
		if !slices.Contains(row.Left, p.A) {
			row.Left = append(row.Left, p.A)
		}
		if !slices.Contains(row.Right, p.B) {
			row.Right = append(row.Right, p.B)
		}
	}
	return out
}

// fillPairs asks for the reports of some rows and sets them beside each other.
func (s *Server) fillPairs(r *http.Request, f frame, rows []waitingPair) error {
	var ids []string
	for _, row := range rows {
		ids = append(ids, row.best.A, row.best.B)
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	views, err := s.desk.Reports(r.Context(), slices.Compact(ids), f.Known)
	if err != nil {
		return err
	}
	byID := make(map[string]ReportView, len(views))
	for _, v := range views {
		byID[v.Report.ID()] = v
	}
	for i := range rows {
		row := &rows[i]
		row.N = i
		row.Pair = f.pair(byID[row.best.A], byID[row.best.B], row.best.Score, row.best.Linked, row.best.Parts)
		row.InA = link{Word: string(row.IDA), Href: f.incidentURL(row.IDA)}
		row.InB = link{Word: string(row.IDB), Href: f.incidentURL(row.IDB)}
	}
	return nil
}

// done is the decision that the address names, if it names one.
func (s *Server) done(r *http.Request, f frame) (*doneNote, error) {
	id := f.query.Get("done")
	if id == "" {
		return nil, nil
	}
	all, err := s.desk.Joinings(r.Context(), f.Known)
	if err != nil {
		return nil, err
	}
	for _, d := range slices.Backward(all) {
		if d.ID == id {
			row := f.joinRow(d)
			// Where it was decided may have gone into another since.
			stands := cmp.Or(incident.ID(f.query.Get("stands")), d.Incident)
			return &doneNote{
				What: row.What, Left: row.Left, Right: row.Right, ID: d.ID, Undone: d.Undone,
				Incident: link{Word: string(stands), Href: f.incidentURL(stands)},
			}, nil
		}
	}
	return nil, truceline.NotFound("there is no decision %q on reports", id)
}

// decidePair records whether two reports that were proposed are of one event or
// of two, or takes that back, and leads on to the next pair.
func (s *Server) decidePair(w http.ResponseWriter, r *http.Request) error {
	f, v, by, err := s.deciding(w, r, "joining")
	if err != nil {
		return err
	}
	if id := v.Get("undo"); id != "" {
		out, err := s.desk.Undo(r.Context(), by, id)
		if err != nil {
			return err
		}
		http.Redirect(w, r, f.With("done", id, "stands", string(out.Stands)), http.StatusSeeOther)
		return nil
	}
	reason, err := reasonOf(v, false)
	if err != nil {
		return err
	}
	n := cmp.Or(v.Get("one"), v.Get("two"))
	of := func(what string) []string { return v[what+"."+n] }
	var out desk.Joined
	switch in := of("in"); {
	case n == "" || len(in) != 2:
		return truceline.Invalid("pair", "say of which pair you decide, and whether it is one event or two")
	case v.Get("one") != "":
		out, err = s.desk.Merge(r.Context(), by, reason, incident.ID(in[0]), incident.ID(in[1]))
	default:
		out, err = s.desk.Apart(r.Context(), by, reason, of("a"), of("b"))
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, f.With("done", out.Decision, "stands", string(out.Stands))+fmt.Sprintf("#pair-%s", url.PathEscape(n)), http.StatusSeeOther)
	return nil
}
