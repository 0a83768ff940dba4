package web

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/locale"
)

// actPage is all that act.html may refer to.
type actPage struct {
	frame
	Doc     documentPart
	Card    *card // nil where an act is added
	Quote   quotation
	Form    actForm
	History []decisionRow
	Problem string
}

// A decisionRow is one decision of an act.
type decisionRow struct{ Seq, Verdict, By, At, Note string }

// act shows one act with the form in which it is corrected; "new" one that was
// missed.
func (s *Server) act(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "act")
	if err != nil {
		return err
	}
	view, err := s.desk.Reading(r.Context(), DocumentID(r.PathValue("id")), f.Known)
	if err != nil {
		return err
	}
	v := url.Values{"force": {""}, "mode": {string(document.Direct)}, "section": {string(cmp.Or(view.Reading.Section, document.Statement))}, "speaker": {view.Reading.Speakers}}
	if id := r.PathValue("act"); id != "new" {
		a, ok := find(standings(view), id)
		if !ok {
			return truceline.NotFound("the text %s has no act %q", view.Document.ID, id)
		}
		v = formOf(view.Content, a)
	}
	return s.renderAct(w, r, http.StatusOK, f, view, v, remembered(r), "")
}

// renderAct shows the form of an act with some values in it and, if they were
// refused, why.
func (s *Server) renderAct(w http.ResponseWriter, r *http.Request, status int, f frame, view ReadingView, v url.Values, by, problem string) error {
	p := actPage{frame: f, Doc: f.documentPart(view), Form: f.actForm(view.Document.ID, by, v), Problem: problem}
	p.Name, p.Title = "act", f.T("act.add")
	var err error
	if a, ok := find(standings(view), v.Get("act")); ok {
		c := f.card(view, a)
		p.Card, p.Title = &c, c.Does+": "+c.Words
		p.Quote = f.quote(view.Content, a)
		if p.History, err = s.history(r.Context(), f, view.Document.ID, a.ID); err != nil {
			return err
		}
	}
	return s.write(w, status, "act", p)
}

// history is every decision of an act, the latest first.
func (s *Server) history(ctx context.Context, f frame, id DocumentID, proposal string) ([]decisionRow, error) {
	ds, err := s.desk.DecisionHistory(ctx, id, proposal)
	if err != nil {
		return nil, err
	}
	var out []decisionRow
	for _, d := range ds {
		out = append(out, decisionRow{
			Seq: strconv.Itoa(d.Seq), Verdict: f.T(locale.Key("verdict." + string(cmp.Or(d.Verdict, desk.Undecided)))),
			By: d.By, At: f.Instant(d.Decided), Note: d.Note,
		})
	}
	slices.Reverse(out)
	return out, nil
}

// A quotation is the words of a passage with a little of what stands around it.
type quotation struct{ Before, Words, After string }

// quoteAround is how many bytes around a passage are shown, at most.
const quoteAround = 160

// quote is the words of an act and of what it says, as the text has them.
func (f frame) quote(text string, s standing) quotation {
	start, end := s.Start, s.End()
	if c := s.Fields.ContentSpan; c != nil {
		start = min(start, c.Start)
	}
	return quoted(text, start, end)
}

// quoted is a passage of a text with the words around it, up to the ends of its
// lines.
func quoted(text string, start, end int) quotation {
	if start < 0 || start > end || end > len(text) {
		return quotation{}
	}
	before := text[max(0, start-quoteAround):start]
	if i := strings.LastIndexAny(before, "\r\n"); i >= 0 {
		before = before[i+1:]
	} else if start > quoteAround {
		_, before, _ = strings.Cut(before, " ")
		before = "… " + before
	}
	after := text[end:min(len(text), end+quoteAround)]
	if i := strings.IndexAny(after, "\r\n"); i >= 0 {
		after = after[:i]
	} else if end+quoteAround < len(text) {
		if i := strings.LastIndexByte(after, ' '); i >= 0 {
			after = after[:i]
		}
		after += " …"
	}
	return quotation{Before: before, Words: text[start:end], After: after}
}
