package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/lexicon"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/place/gazetteer"
	"github.com/truceline/truceline/publication"
)

// placeCmd is about places by name.
type placeCmd struct {
	Resolve placeResolveCmd `cmd:"" help:"Say which place of the gazetteer a name means, in any script and spelling."`
}

type placeResolveCmd struct {
	Name         string `arg:"" optional:"" help:"Name of a place. Leave it out with --file."`
	Near         string `placeholder:"LON,LAT" help:"Where it is said to be, longitude first."`
	Admin1       string `name:"admin1" placeholder:"P" help:"Division in which it is said to lie: a P-code or a name; several joined by |."`
	Case         string `placeholder:"DIR" help:"Case folder, or the name of a case that comes with the program. Default: astana."`
	Record       string `placeholder:"DIR" help:"Take the gazetteer of this record instead."`
	File         string `placeholder:"F.csv" help:"Resolve a column of a table, a row of CSV for each of its rows."`
	NameColumn   string `placeholder:"C" help:"With --file: the column of the names."`
	Admin1Column string `name:"admin1-column" placeholder:"C" help:"With --file: the column of the divisions."`
	JSON         bool   `name:"json" help:"Print JSON; with --file, a line for each row."`
}

// Help is the examples and what the verdicts mean.
func (placeResolveCmd) Help() string {
	return "Example: truceline place resolve Jubb-ez-Zarur --admin1 Latakia\n" +
		"Example: truceline place resolve --file claims.csv --name-column place_as_reported --admin1-column province_as_reported\n\n" +
		"resolved: the name means one place. ambiguous: it may mean several, or one that is doubtful, and a person chooses. " +
		"unknown: no place has a name like it. docs/places.md gives the method and how often it is right."
}

// Run resolves one name or a column of them.
func (c placeResolveCmd) Run(ctx context.Context, e env) error {
	var near *place.Point
	if c.Near != "" {
		lon, lat, err := lonLat(c.Near)
		if err != nil {
			if p, ok := errors.AsType[*truceline.Problem](err); ok {
				p.Field = "--near"
			}
			return err
		}
		near = &place.Point{Lon: lon, Lat: lat}
	}
	switch {
	case c.File == "" && strings.TrimSpace(c.Name) == "":
		return truceline.Invalid("NAME", "no name is given; name a place, or a table with --file")
	case c.File != "" && c.Name != "":
		return truceline.Invalid("--file", "stands beside the name %q; give one of the two", c.Name)
	case c.File != "" && c.NameColumn == "":
		return truceline.Invalid("--name-column", "is missing; name the column of %s that holds the names of places", c.File)
	case c.Case != "" && c.Record != "":
		return truceline.Invalid("--record", "stands beside --case; give one of the two")
	}
	l, err := c.lexicon(ctx)
	if err != nil {
		return err
	}
	if c.File != "" {
		return c.table(ctx, e, l, near)
	}
	ids, bad := divisions(l, c.Admin1)
	if bad != "" {
		return truceline.NotFound("the case has no area %q, or several; give a P-code such as SY06, or the name of a governorate", bad)
	}
	row := resolved(c.Name, c.Admin1, l.Place(c.Name, gazetteer.Hint{Near: near, Admin1: ids}))
	if c.JSON {
		return printJSON(e.stdout, row)
	}
	row.print(e.stdout)
	return nil
}

// lexicon is how the case, or the record, reads the names of places.
func (c placeResolveCmd) lexicon(ctx context.Context) (lexicon.Lexicon, error) {
	if c.Record != "" {
		d, err := record{c.Record}.read(ctx)
		if err != nil {
			return lexicon.Lexicon{}, err
		}
		defer d.Close()
		l, err := d.Lexicon(ctx, "")
		if err == nil && l.Place == nil {
			err = truceline.NotFound("the record has no gazetteer; name one in case.yaml and load the case again with truceline init")
		}
		return l, err
	}
	name := c.Case
	if name == "" {
		name = "astana"
	}
	files, err := caseFiles(name)
	if err != nil {
		return lexicon.Lexicon{}, err
	}
	folder, err := casedir.Load(files)
	if err != nil {
		return lexicon.Lexicon{}, err
	}
	if len(folder.Gazetteer) == 0 {
		return lexicon.Lexicon{}, truceline.NotFound("the case %q has no gazetteer; name one in case.yaml, as docs/case-format.md says", name)
	}
	reg, err := observance.Compile(folder.Facts, folder.Location)
	if err != nil {
		return lexicon.Lexicon{}, err
	}
	l := desk.LexiconOf(reg)
	l.Place = gazetteer.New(folder.Gazetteer).Resolve
	return l, nil
}

// divisions are the areas that words joined by | mean, and the first word that
// means none.
func divisions(l lexicon.Lexicon, words string) (ids []place.AreaID, bad string) {
	for word := range strings.SplitSeq(words, "|") {
		if word = strings.TrimSpace(word); word == "" {
			continue
		}
		id, _, ok := l.Area(word)
		if !ok {
			return nil, word
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return slices.Compact(ids), ""
}

// A placeRow is what a name means, as it is printed.
type placeRow struct {
	Name       string              `json:"name"`
	Admin1     string              `json:"admin1"` // as given
	Verdict    gazetteer.Verdict   `json:"verdict"`
	Reason     string              `json:"reason"`
	Candidates []placeRowCandidate `json:"candidates"` // best first; of a name that means one place, that place first
}

type placeRowCandidate struct {
	ID         string           `json:"id"`
	Name       string           `json:"name"`    // the usual one
	Matched    string           `json:"matched"` // the spelling that matched
	Lang       string           `json:"lang,omitempty"`
	Kind       string           `json:"kind"`
	Admin1     place.AreaID     `json:"admin1,omitempty"`
	Lon        float64          `json:"lon"`
	Lat        float64          `json:"lat"`
	Population int              `json:"population,omitempty"`
	Score      float64          `json:"score"`
	DistanceM  *float64         `json:"distance_m,omitempty"`
	InAdmin1   truceline.Answer `json:"in_admin1"`
}

func resolved(name, admin1 string, r gazetteer.Resolution) placeRow {
	out := placeRow{Name: name, Admin1: admin1, Verdict: r.Verdict, Reason: r.Reason, Candidates: []placeRowCandidate{}}
	for _, c := range r.Candidates {
		row := placeRowCandidate{
			ID: c.Entry.ID, Name: c.Entry.Usual(), Matched: c.Name.Text, Lang: c.Name.Lang, Kind: c.Entry.Kind, Admin1: c.Entry.Admin1,
			Lon: c.Entry.Lon, Lat: c.Entry.Lat, Population: c.Entry.Population, Score: thousandth(c.Score), InAdmin1: c.InAdmin1,
		}
		if c.DistanceM >= 0 {
			m := float64(int64(c.DistanceM + 0.5))
			row.DistanceM = &m
		}
		out.Candidates = append(out.Candidates, row)
	}
	return out
}

// thousandth cuts a likeness, so that one that is printed as 1 is 1.
func thousandth(x float64) float64 { return float64(int(x*1000)) / 1000 }

// print writes the row for a person.
func (r placeRow) print(w io.Writer) {
	fmt.Fprintf(w, "%s: %s: %s\n", r.Name, r.Verdict, r.Reason)
	for _, c := range r.Candidates {
		also := ""
		if c.Matched != c.Name {
			also = " (" + c.Matched + ")"
		}
		fmt.Fprintf(w, "  %.3f %s %s%s, %s, %v,%v", c.Score, c.ID, c.Name, also, orNone(string(c.Admin1)), c.Lon, c.Lat)
		if c.InAdmin1 != truceline.Unknown {
			fmt.Fprintf(w, ", where it is said to be: %s", c.InAdmin1)
		}
		if c.DistanceM != nil {
			fmt.Fprintf(w, ", %.1f km", *c.DistanceM/1000)
		}
		fmt.Fprintln(w)
	}
}

func orNone(s string) string {
	if s == "" {
		return "no division"
	}
	return s
}

// placeColumns are the columns that --file prints. id, matched, score,
// distance_m and in_admin1 are of the one place that is meant, and empty if
// none is; candidates are "id score", best first, joined by "; ".
var placeColumns = []string{"name", "admin1", "verdict", "id", "matched", "score", "distance_m", "in_admin1", "candidates", "reason"}

// table resolves a column of a table.
func (c placeResolveCmd) table(ctx context.Context, e env, l lexicon.Lexicon, near *place.Point) error {
	f, err := os.Open(c.File)
	if err != nil {
		return &truceline.Problem{Kind: truceline.InvalidKind, Field: c.File, Msg: "the file cannot be read; check its name and permissions", Err: err}
	}
	defer f.Close()
	rows, err := csvrows.Open(f, csvrows.Options{Name: c.File})
	if err != nil {
		return err
	}
	columns := []string{c.NameColumn}
	if c.Admin1Column != "" {
		columns = append(columns, c.Admin1Column)
	}
	if err := rows.Require(columns...); err != nil {
		return err
	}
	buf := bufio.NewWriterSize(e.stdout, 1<<16)
	out, lines := csv.NewWriter(buf), json.NewEncoder(buf)
	lines.SetEscapeHTML(false)
	if !c.JSON {
		out.Write(placeColumns) // the error is kept until Error
	}
	counts := make(map[gazetteer.Verdict]int)
	n, refused := 0, 0
	for {
		row, err := rows.Next(ctx)
		if errors.Is(err, io.EOF) {
			break
		}
		if r, ok := errors.AsType[*csvrows.Refusal](err); ok {
			refused++
			fmt.Fprintf(e.stderr, "%s, %v\n", c.File, r)
			continue
		}
		if err != nil {
			return err
		}
		n++
		name, admin1 := row.Text(c.NameColumn), c.Admin1
		if c.Admin1Column != "" {
			admin1 = row.Text(c.Admin1Column)
		}
		ids, bad := divisions(l, admin1)
		r := resolved(name, admin1, l.Place(name, gazetteer.Hint{Near: near, Admin1: ids}))
		if bad != "" {
			r.Reason += fmt.Sprintf("; %q is no area of the case, or several", bad)
		}
		counts[r.Verdict]++
		if c.JSON {
			if err := lines.Encode(r); err != nil {
				return err
			}
			continue
		}
		out.Write(r.cells())
	}
	out.Flush()
	if err := errors.Join(out.Error(), buf.Flush()); err != nil {
		return err
	}
	fmt.Fprintf(e.stderr, "%s: %d mean one place, %d may mean several, %d mean none in the gazetteer%s\n",
		plural(n, "name", "names"), counts[gazetteer.Resolved], counts[gazetteer.Ambiguous], counts[gazetteer.Unknown], notRead(refused))
	return nil
}

func notRead(n int) string {
	if n == 0 {
		return ""
	}
	return "; " + plural(n, "row", "rows") + " could not be read"
}

// cells are the row in the order of placeColumns.
func (r placeRow) cells() []string {
	list := make([]string, len(r.Candidates))
	for i, c := range r.Candidates {
		list[i] = fmt.Sprintf("%s %.3f", c.ID, c.Score)
	}
	id, matched, score, distance, in := "", "", "", "", ""
	if r.Verdict == gazetteer.Resolved {
		c := r.Candidates[0]
		id, matched, score = c.ID, c.Matched, fmt.Sprintf("%.3f", c.Score)
		in = c.InAdmin1.String()
		if c.DistanceM != nil {
			distance = strconv.FormatFloat(*c.DistanceM, 'f', 0, 64)
		}
	}
	out := []string{r.Name, r.Admin1, string(r.Verdict), id, matched, score, distance, in, strings.Join(list, "; "), r.Reason}
	for i := range out {
		out[i] = publication.SafeCell(out[i])
	}
	return out
}
