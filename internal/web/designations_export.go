package web

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/publication"
	"github.com/truceline/truceline/sanctions"
)

// exportURL is the address of the list of a day as a file.
func (f frame) exportURL(ext string, on sanctions.Date) string {
	pairs := []string{"on", string(on)}
	for _, k := range [...]string{"list", "regime", "kind", "q", "matched"} {
		pairs = append(pairs, k, f.query.Get(k))
	}
	return f.Link("/designations."+ext, pairs...)
}

// A listedEntry is an entry of a day in a file: none of its details beside its
// names and dates, since a list holds personal data.
type listedEntry struct {
	List     string         `json:"list"`
	Ref      string         `json:"reference"`
	Name     string         `json:"name"`
	Original []string       `json:"original,omitempty"` // in its own script
	Kind     string         `json:"kind,omitempty"`
	Regime   string         `json:"regime,omitempty"`
	Answer   string         `json:"answer"` // yes or unknown: whether it stood on the day
	Stands   sanctions.Span `json:"stands"`
	Amended  sanctions.Date `json:"amended,omitempty"`
	Same     []party.ID     `json:"same,omitempty"`     // parties decided to be its subject
	Proposed []party.ID     `json:"proposed,omitempty"` // and those of which nobody has decided
	Basis    []string       `json:"basis,omitempty"`
}

// A listedDay is the whole of such a file.
type listedDay struct {
	Case    string         `json:"case"`
	On      sanctions.Date `json:"on"`
	Known   string         `json:"known"` // RFC 3339
	Files   []listedFile   `json:"files"`
	Entries []listedEntry  `json:"entries"`
}

// A listedFile is a file of a list with what it counts for.
type listedFile struct {
	List   string         `json:"list"`
	Title  string         `json:"title,omitempty"`
	On     sanctions.Date `json:"on"`
	Digest string         `json:"digest"`
	State  string         `json:"state"`
	Why    []string       `json:"why,omitempty"`
}

// listedAsked are the entries of the day that the address asks for, for a file.
func (s *Server) listedAsked(r *http.Request) (listedDay, error) {
	f, rows, on, err := s.designationsAsked(r)
	if err != nil {
		return listedDay{}, err
	}
	a, err := f.designationAsks()
	if err != nil {
		return listedDay{}, err
	}
	known := f.Known
	if known.IsZero() {
		known = f.Head.Known
	}
	out := listedDay{Case: f.Head.Case.ID, On: on, Known: f.Stamp(known), Files: []listedFile{}, Entries: []listedEntry{}}
	for _, x := range f.files {
		out.Files = append(out.Files, listedFile{x.List, x.Title, x.On, x.Digest, string(x.State), x.Why})
	}
	for _, row := range rows {
		if !a.takes(row) {
			continue
		}
		e := listedEntry{
			List: row.list, Ref: row.Ref, Name: row.Name, Original: row.Original, Kind: string(row.course.Kind), Regime: row.course.Regime,
			Answer: row.says.String(), Stands: row.course.Stands, Amended: row.amended, Basis: row.Basis,
		}
		for _, m := range row.Matched {
			switch {
			case m.Same:
				e.Same = append(e.Same, m.id)
			case m.Open:
				e.Proposed = append(e.Proposed, m.id)
			}
		}
		out.Entries = append(out.Entries, e)
	}
	return out, nil
}

// designationsJSON writes the list of a day with the files that it rests on.
func (s *Server) designationsJSON(w http.ResponseWriter, r *http.Request) error {
	day, err := s.listedAsked(r)
	if err != nil {
		return err
	}
	attach(w, "application/json", "designations.json")
	return ignoreGone(json.NewEncoder(w).Encode(day))
}

// designationsCSV writes the same entries as rows.
func (s *Server) designationsCSV(w http.ResponseWriter, r *http.Request) error {
	day, err := s.listedAsked(r)
	if err != nil {
		return err
	}
	attach(w, "text/csv; charset=utf-8", "designations.csv")
	out := csv.NewWriter(w)
	rows := [][]string{{"on", "list", "reference", "name", "original", "kind", "regime", "answer", "from", "sure_from", "sure_to", "to", "amended", "same", "proposed", "basis"}}
	for _, e := range day.Entries {
		rows = append(rows, []string{
			string(day.On), e.List, e.Ref, e.Name, strings.Join(e.Original, "; "), e.Kind, e.Regime, e.Answer,
			string(e.Stands.From), string(e.Stands.SureFrom), string(e.Stands.SureTo), string(e.Stands.To), string(e.Amended),
			joined(e.Same), joined(e.Proposed), strings.Join(e.Basis, "; "),
		})
	}
	for _, row := range rows {
		for i := range row {
			row[i] = publication.SafeCell(row[i])
		}
	}
	return ignoreGone(out.WriteAll(rows))
}

// joined are ids in one cell.
func joined(ids []party.ID) string {
	var out []string
	for _, id := range ids {
		out = append(out, string(id))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
