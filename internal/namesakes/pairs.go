package namesakes

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/truceline/truceline/sanctions/screening"
)

// A Pair is two names of which a person said whether they are of one subject.
type Pair struct {
	Group string // where the pair comes from
	Kind  screening.Kind
	A, B  string
	Same  bool
	Why   string // the category that the file gives: "Word Reordering"
}

// pairColumns are those of a file of pairs that are read, in the order of Pair.
var pairColumns = []string{"case_group", "schema", "name1", "name2", "is_match", "category"}

// kindsOfSchemas are the kinds of the schemas of FollowTheMoney. A LegalEntity
// may be a person or an organisation.
var kindsOfSchemas = map[string]screening.Kind{
	"Person": screening.Person, "Company": screening.Entity, "Organization": screening.Entity, "LegalEntity": "",
	"Vessel": screening.Vessel, "Airplane": screening.Vessel,
}

// ReadPairs reads a CSV with the columns case_group, schema, name1, name2,
// is_match and category, in any order, beside any others.
func ReadPairs(r io.Reader) ([]Pair, error) {
	in := csv.NewReader(r)
	header, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("reading the header of the pairs: %w", err)
	}
	var at [6]int
	for i, name := range pairColumns {
		if at[i] = slices.Index(header, name); at[i] < 0 {
			return nil, fmt.Errorf("the pairs have no column %s", name)
		}
	}
	var out []Pair
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := in.FieldPos(0)
		kind, ok := kindsOfSchemas[row[at[1]]]
		if !ok {
			return nil, fmt.Errorf("line %d: the schema %q is none of a name's", line, row[at[1]])
		}
		same, err := strconv.ParseBool(row[at[4]])
		if err != nil {
			return nil, fmt.Errorf("line %d: is_match is %q, not true or false", line, row[at[4]])
		}
		out = append(out, Pair{Group: row[at[0]], Kind: kind, A: row[at[2]], B: row[at[3]], Same: same, Why: row[at[5]]})
	}
}
