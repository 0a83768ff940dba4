package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/sanctions"
	"github.com/truceline/truceline/sanctions/screening"
)

// maxScreened is how long a name may be that is searched for, in characters.
const maxScreened = 1000

// screenPage is all that designations_screen.html may refer to.
type screenPage struct {
	listFrame
	Asked    string
	Party    string         // of which the reader means to decide; empty: of none yet
	On       sanctions.Date // empty: any day
	Kind     choice
	Rests    []listGround
	Stated   int
	Searched bool
	Refused  string // why the name is not searched for
	Leads    []leadRow
	Least    string // score from which a lead is shown
}

// A leadRow is an entry that a name may be of, and why.
type leadRow struct {
	N       int
	Ref     string
	Href    string
	Decide  string // address of the form that decides of it
	List    string
	Primary string
	Name    string // the listed name that fits best
	Score   string
	Bar     float64 // hundredths
	Words   string
	Answer  *answer // of the list on the day; nil: no day was asked
	Matched []matchedParty
	Parts   []partOfName
}

// A partOfName is how a word of the name met a word of the listed one.
type partOfName struct {
	Asked, Listed string
	How           string
	Sentence      string // English
	Fit           string
	FitBar        float64
	Weight        string
}

func (s *Server) screenName(w http.ResponseWriter, r *http.Request) error {
	f, err := s.openLists(r, "designations_screen")
	if err != nil {
		return err
	}
	on, err := f.dayOf("on", "")
	if err != nil {
		return err
	}
	kind := screening.Kind(f.query.Get("kind"))
	kinds := []screening.Kind{screening.Person, screening.Entity, screening.Vessel}
	if kind != "" && !slices.Contains(kinds, kind) {
		return truceline.Invalid("kind", "%q is none of %v; leave it out if the name may be of any", kind, kinds)
	}
	name := strings.TrimSpace(f.query.Get("name"))
	p := screenPage{
		listFrame: f, Asked: name, Party: f.query.Get("party"), On: on, Kind: choice{Name: "kind", Label: f.T("designation.kind")}, Stated: len(f.stated()),
		Rests: f.rests(cmp.Or(on, f.defaultDay())), Searched: name != "", Least: hundredth(screening.DefaultThreshold),
	}
	for _, k := range kinds {
		p.Kind.Options = append(p.Kind.Options, option{string(k), f.kindWord(string(k)), k == kind})
	}
	code := http.StatusOK
	switch n := utf8.RuneCountInString(name); {
	case name == "":
	case n > maxScreened:
		p.Refused, code = f.T("screen.too_long", n, maxScreened), http.StatusBadRequest
		p.Asked, p.Searched = "", false
	default:
		leads, err := s.desk.Screen(r.Context(), screening.Query{Name: name, Kind: kind}, on, f.Known)
		switch kind := truceline.KindOf(err); {
		case err == nil:
		case kind == truceline.NotFoundKind: // no list to search: the page says so below
			p.Refused, p.Searched = f.T("screen.no_list"), false
		case kind == truceline.InvalidKind:
			p.Refused, p.Searched, code = err.Error(), false, http.StatusBadRequest
		default:
			return err
		}
		for i, l := range leads {
			p.Leads = append(p.Leads, f.leadRow(i, l, on))
		}
	}
	return s.write(w, code, "designations_screen", p)
}

// hundredth writes a score as people compare them. What is not all is not
// written as all.
func hundredth(v float64) string {
	if v < 1 && v > 0.99 {
		return "0.99"
	}
	return fmt.Sprintf("%.2f", v)
}

func (f listFrame) leadRow(n int, l desk.ScreenLead, on sanctions.Date) leadRow {
	row := leadRow{
		N: n, Ref: l.Ref, Primary: l.Primary, Name: l.Name, Score: hundredth(l.Score), Bar: 100 * l.Score, Words: f.scoreWords(l.Score),
		Href: f.designationURL(l.List, l.Ref, "on", string(on)), List: l.List, Matched: f.matched(l.Ref),
		Decide: f.designationURL(l.List, l.Ref, "on", string(on), "name", l.Name, "party", f.query.Get("party")) + "#decide",
	}
	if h, ok := f.history(l.List); ok {
		row.List = cmp.Or(h.Title, h.List)
	}
	if on != "" {
		a := f.answer(l.Answer)
		row.Answer = &a
	}
	for _, part := range l.Parts {
		row.Parts = append(row.Parts, partOfName{
			Asked: part.Asked, Listed: part.Listed, How: f.word("screen.how.", string(part.How)), Sentence: part.String(),
			Fit: hundredth(part.Fit), FitBar: 100 * part.Fit, Weight: f.T("percent", fmt.Sprintf("%.0f", 100*part.Weight)),
		})
	}
	return row
}

// scoreWords says how near a name is. The bounds only choose words: whether the
// two are one is for a person to decide.
func (f frame) scoreWords(score float64) string {
	switch {
	case score >= 0.95:
		return f.T("screen.nearly")
	case score >= 0.85:
		return f.T("screen.much")
	}
	return f.T("screen.partly")
}
