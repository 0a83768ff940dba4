package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/sanctions"
)

// verdictWord is what was decided; that nothing stands is a word too.
func (f frame) verdictWord(v desk.MatchVerdict) string {
	return f.word("designation.verdict.", cmp.Or(string(v), "none"))
}

// A matchRow is what stands of a party and an entry, with all that was decided.
type matchRow struct {
	Party   link
	ID      party.ID
	Verdict string
	Same    bool
	Rests   string // on which name; empty: on the entry itself
	By      string
	Reason  string
	OfCase  bool   // what stands is the case's
	Idle    string // why it has no effect; English
	Steps   []matchStep
	CanUndo bool
}

// A matchStep is a decision, or the undoing of one.
type matchStep struct {
	N        int
	Verdict  string
	Undoes   int // the number of the decision that it took back; 0: it is one
	Rests    string
	By       string
	Reason   string
	At       string
	EntryURL string
	Entry    int64
	Undone   bool
}

// matchRows are the parties that the case or a person matched to an entry.
func (f listFrame) matchRows(ref string) []matchRow {
	var out []matchRow
	for _, m := range f.matches {
		if m.Ref != ref {
			continue
		}
		row := matchRow{
			Party: f.partyTo(m.Party), ID: m.Party, Verdict: f.verdictWord(m.Verdict), Same: m.Verdict == desk.MatchSame,
			Rests: m.Name, By: m.By, Reason: m.Reason, OfCase: m.OfCase, Idle: m.Idle,
		}
		for _, e := range m.History {
			row.Steps = append(row.Steps, matchStep{
				N: e.N, Verdict: f.verdictWord(e.Verdict), Undoes: e.Undoes, Rests: e.Name, By: e.By, Reason: e.Reason, At: f.Instant(e.Known),
				Entry: e.Entry, EntryURL: f.entryURL(e.Entry), Undone: e.Undone,
			})
			row.CanUndo = row.CanUndo || e.Undoes == 0 && !e.Undone
		}
		out = append(out, row)
	}
	return out
}

// A matchForm is the form with which a person decides of a party and an entry.
type matchForm struct {
	Action  string
	Ref     string
	List    string
	Groups  []optionGroup // parties by kind
	Names   []option      // that a match can rest on
	Choices []option      // verdicts
	By      string
}

// matchForm offers the parties of the case, those that are never one actor left
// out, and the names that the entry ever had.
func (f listFrame) matchForm(list string, c *sanctions.Course, by string) matchForm {
	m := matchForm{Action: f.Link("/designations/match"), Ref: c.Ref, List: list, By: by}
	chosen := party.ID(f.query.Get("party"))
	kinds := make(map[string][]option)
	var order []string
	for _, pt := range f.facts.Parties {
		if pt.Kind == "class" || pt.Kind == "population" {
			continue
		}
		if kinds[pt.Kind] == nil {
			order = append(order, pt.Kind)
		}
		kinds[pt.Kind] = append(kinds[pt.Kind], option{string(pt.ID), f.PartyName(pt.ID), pt.ID == chosen})
	}
	// Groups come first: they are what a list of groups is matched to.
	slices.SortFunc(order, func(a, b string) int {
		return cmp.Or(-compareBool(a == "armed_group", b == "armed_group"), strings.Compare(f.partyKind(a), f.partyKind(b)))
	})
	for _, kind := range order {
		slices.SortFunc(kinds[kind], func(a, b option) int {
			return cmp.Or(strings.Compare(a.Word, b.Word), strings.Compare(a.Value, b.Value))
		})
		m.Groups = append(m.Groups, optionGroup{f.partyKind(kind), kinds[kind]})
	}
	seen := make(map[string]bool)
	for _, n := range c.Called {
		if n.Quality != sanctions.Primary && !seen[n.Text] {
			seen[n.Text] = true
			m.Names = append(m.Names, option{n.Text, n.Text, n.Text == f.query.Get("name")})
		}
	}
	for _, v := range desk.MatchVerdicts {
		m.Choices = append(m.Choices, option{Value: string(v), Word: f.T(locale.Key("designation.verdict." + string(v)))})
	}
	return m
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// decideMatch records what a person decided of a party and an entry.
func (s *Server) decideMatch(w http.ResponseWriter, r *http.Request) error {
	f, v, by, err := s.deciding(w, r, "designations_entry")
	if err != nil {
		return err
	}
	reason, err := reasonOf(v, true)
	if err != nil {
		return err
	}
	m := desk.MatchDecision{Party: party.ID(v.Get("party")), Ref: v.Get("ref"), Name: v.Get("name"), Verdict: desk.MatchVerdict(v.Get("verdict")), Reason: reason}
	switch {
	case m.Party == "":
		return truceline.Invalid("party", "say of which party you decide")
	case f.parties[m.Party] == nil:
		return truceline.Invalid("party", "the register has no party %q", m.Party)
	case !slices.Contains(desk.MatchVerdicts, m.Verdict):
		return truceline.Invalid("verdict", "say whether it is the same, another, or open")
	}
	if err := s.desk.DecideMatch(r.Context(), by, m); err != nil {
		return err
	}
	return s.toEntry(w, r, f, v)
}

// undoMatch takes back what was decided last of a party and an entry.
func (s *Server) undoMatch(w http.ResponseWriter, r *http.Request) error {
	f, v, by, err := s.deciding(w, r, "designations_entry")
	if err != nil {
		return err
	}
	reason, err := reasonOf(v, true)
	if err != nil {
		return err
	}
	if err := s.desk.UndoMatch(r.Context(), by, party.ID(v.Get("party")), v.Get("ref"), reason); err != nil {
		return err
	}
	return s.toEntry(w, r, f, v)
}

// toEntry leads back to the entry that was decided of.
func (s *Server) toEntry(w http.ResponseWriter, r *http.Request, f frame, v url.Values) error {
	http.Redirect(w, r, f.designationURL(v.Get("list"), v.Get("ref"), "on", v.Get("on"), "done", v.Get("party"))+"#matches", http.StatusSeeOther)
	return nil
}
