package web

import (
	"cmp"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

// A change is an act as it stands, for a script that keeps the page in step.
type change struct {
	Act     string     `json:"act"`
	Seq     int        `json:"seq"`
	Verdict string     `json:"verdict"`
	By      string     `json:"by"`
	Says    string     `json:"says"`   // who decided what when, in words
	Values  url.Values `json:"values"` // of its form
	Tag     string     `json:"tag"`    // what it does, in words, as the text shows it
	Card    string     `json:"card"`   // its card, as the page draws it; empty if it is drawn already
}

// An outcome is what a decision or a look at the others' came to.
type outcome struct {
	Since   int64    `json:"since"` // ask from here next time
	Decided int      `json:"decided"`
	Acts    int      `json:"acts"`
	Words   string   `json:"words"` // how far the review has come
	Changes []change `json:"changes"`
	// Of a decision that was refused: what is wrong, and what was about to be
	// saved beside what stands, as a form.
	Status   int    `json:"status,omitempty"`
	Title    string `json:"title,omitempty"`
	Conflict string `json:"conflict,omitempty"`
}

// outcome describes the acts that a list of decisions concerns, with their cards
// if the page is to draw them anew.
func (s *Server) outcome(f frame, view ReadingView, of []Decision, cards bool) (outcome, error) {
	acts := standings(view)
	out := outcome{Since: latest(view.Decisions), Changes: []change{}}
	out.Decided, out.Acts = progress(acts)
	out.Words = f.T("read.progress", out.Decided, out.Acts)
	for _, d := range of {
		c := change{Act: local(d.Proposal), Seq: d.Seq, Verdict: string(d.Verdict), By: d.By}
		a, stands := find(acts, c.Act)
		if !stands {
			out.Changes = append(out.Changes, c)
			continue
		}
		c.Seq, c.Verdict, c.Tag, c.Values = a.Decision.Seq, string(a.Verdict()), f.actLayer(a).Tag.Word, formOf(view.Content, a)
		shown := f.card(view, a)
		c.Says = shown.Decided
		if cards {
			var b strings.Builder
			if err := s.pages["reading"].ExecuteTemplate(&b, "card", shown); err != nil {
				return out, err
			}
			c.Card = b.String()
		}
		out.Changes = append(out.Changes, c)
	}
	return out, nil
}

// decide records what somebody decided of an act. A browser is led back to the
// act; a script gets it as it stands now.
func (s *Server) decide(w http.ResponseWriter, r *http.Request) error {
	v, err := posted(w, r)
	if err != nil {
		return err
	}
	unpack(v)
	f, _, err := s.open(r, "reading")
	if err != nil {
		return err
	}
	by, err := signed(w, r, v)
	if err != nil {
		return err
	}
	id := DocumentID(r.PathValue("id"))
	view, err := s.desk.Reading(r.Context(), id, time.Time{})
	if err != nil {
		return err
	}
	seq, dec, err := f.decision(view, standings(view), v)
	if err == nil {
		dec.By = by
		dec, err = s.desk.Decide(r.Context(), seq, dec)
	}
	switch truceline.KindOf(err) {
	case truceline.ConflictKind:
		return s.conflict(w, r, f, v, by, err)
	case truceline.InvalidKind:
		if !wantsJSON(r) && v.Has("force") { // the whole form: what was entered stays in it
			return s.renderAct(w, r, http.StatusBadRequest, f, view, v, by, err.Error())
		}
	}
	if err != nil {
		return err
	}
	if !wantsJSON(r) {
		http.Redirect(w, r, f.Link(readURL(id))+"#c-"+local(dec.Proposal), http.StatusSeeOther)
		return nil
	}
	if view, err = s.desk.Reading(r.Context(), id, time.Time{}); err != nil {
		return err
	}
	out, err := s.outcome(f, view, []Decision{dec}, true)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, out)
}

func writeJSON(w http.ResponseWriter, status int, v outcome) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, err = w.Write(b)
	return ignoreGone(err)
}

// conflictPage is all that conflict.html may refer to.
type conflictPage struct {
	frame
	Doc  documentPart
	Part conflictPart
}

// A conflictPart is what was about to be saved beside what somebody else has
// saved meanwhile.
type conflictPart struct {
	Page   frame
	Msg    string
	Words  string // of the act
	Rows   []rivalValue
	Hidden []pair // the form once more, on top of what stands
	Action string
	Back   string
}

// A rivalValue is a field that the two fill differently.
type rivalValue struct{ Label, Theirs, Mine string }

// conflict shows what stands and what was about to be saved. Nothing that was
// entered is lost: it can be saved on top of what stands.
func (s *Server) conflict(w http.ResponseWriter, r *http.Request, f frame, v url.Values, by string, cause error) error {
	id := DocumentID(r.PathValue("id"))
	view, err := s.desk.Reading(r.Context(), id, time.Time{})
	if err != nil {
		return err
	}
	a, ok := find(standings(view), v.Get("act"))
	if !ok {
		return cause
	}
	part := f.conflictPart(view, a, v, by, cause)
	if !wantsJSON(r) {
		p := conflictPage{frame: f, Doc: f.documentPart(view), Part: part}
		p.Name, p.Title = "conflict", f.T("conflict.title")
		return s.write(w, http.StatusConflict, "conflict", p)
	}
	out, err := s.outcome(f, view, []Decision{{Proposal: a.ID}}, true)
	if err != nil {
		return err
	}
	var b strings.Builder
	if err := s.pages["conflict"].ExecuteTemplate(&b, "rivals", part); err != nil {
		return err
	}
	out.Status, out.Title, out.Conflict = http.StatusConflict, cause.Error(), b.String()
	return writeJSON(w, http.StatusConflict, out)
}

func (f frame) conflictPart(view ReadingView, a standing, v url.Values, by string, cause error) conflictPart {
	p := conflictPart{
		Page: f, Msg: cause.Error(), Words: strings.Join(strings.Fields(a.Text), " "),
		Action: f.Link(readURL(view.Document.ID) + "/decide"), Back: f.Link(readURL(view.Document.ID)) + "#c-" + a.Local(),
	}
	theirs := cmp.Or(f.card(view, a).Decided, f.T("verdict.undecided"))
	p.Rows = append(p.Rows, rivalValue{f.T("conflict.decision"), theirs, f.word("verdict.", v.Get("verdict"))})
	stands := formOf(view.Content, a)
	full := v.Has("force") // the whole form was sent, and not only a button
	for _, n := range formNames {
		if !v.Has(n.name) && !(full && stands.Has(n.name)) {
			continue
		}
		if strings.HasPrefix(n.name, "prov.") && !stands.Has("prov.force") {
			continue // what stands is no provision, with which to compare
		}
		t, m := f.fieldWords(n.name, stands[n.name]), f.fieldWords(n.name, v[n.name])
		if t != m {
			p.Rows = append(p.Rows, rivalValue{f.T(n.key), t, m})
		}
	}
	for _, name := range sortedKeys(v) {
		switch name {
		case "seq", "by":
			continue
		}
		for _, val := range v[name] {
			p.Hidden = append(p.Hidden, pair{name, val})
		}
	}
	p.Hidden = append(p.Hidden, pair{"seq", strconv.Itoa(a.Decision.Seq)}, pair{"by", by})
	return p
}

func sortedKeys(v url.Values) []string {
	var out []string
	for k := range v {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// fieldWords are the values of a field of the form as a person reads them.
func (f frame) fieldWords(name string, values []string) string {
	var out []string
	for _, val := range values {
		if val != "" {
			out = append(out, strings.Join(strings.Fields(f.fieldWord(name, val)), " "))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

func (f frame) fieldWord(name, val string) string {
	switch name {
	case "force", "indirect":
		return f.word("act.force.", val)
	case "mode", "section":
		return f.word("act."+name+".", val)
	case "polarity":
		return f.word("act.", val)
	case "themes":
		return f.word("theme.", val)
	case "restates":
		return f.ProvisionName(instrument.ProvisionID(val))
	case "prov.force":
		return f.word("force.", val)
	case "prov.obligor", "prov.addressee", "prov.beneficiary":
		return f.PartyName(party.ID(val))
	case "prov.area":
		return f.AreaName(place.AreaID(val))
	case "prov.conduct":
		if act := f.acts[instrument.ActID(val)]; act != nil {
			return act.Names.In(f.Lang.Tag)
		}
	}
	return val
}

// decisions answers which acts were decided since a time that an earlier answer
// gave; without one, every act with the values of its form and, where the page
// left out what each would become, with its card.
func (s *Server) decisions(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "reading")
	if err != nil {
		return err
	}
	id, given := DocumentID(r.PathValue("id")), f.query.Get("since")
	var of []Decision
	if given != "" {
		since, err := strconv.ParseInt(given, 10, 64)
		if err != nil {
			return truceline.Invalid("since", "%q is not a number of microseconds; take the one of an earlier answer", given)
		}
		if of, err = s.desk.DecisionsSince(r.Context(), id, time.UnixMicro(since).UTC()); err != nil {
			return err
		}
		if len(of) == 0 {
			return writeJSON(w, http.StatusOK, outcome{Since: since, Changes: []change{}})
		}
	}
	view, err := s.desk.Reading(r.Context(), id, time.Time{})
	if err != nil {
		return err
	}
	if given == "" {
		for _, a := range standings(view) {
			of = append(of, Decision{Proposal: a.ID})
		}
	}
	out, err := s.outcome(f, view, of, given != "" || len(of) > briefAbove)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, out)
}
