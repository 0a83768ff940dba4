package gazetteer_test

import (
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/place/gazetteer"
)

// astana is the gazetteer of the bundled case. internal/intake/casedir reads
// the same file with its checks; here it is taken as it is.
var astana = sync.OnceValues(func() ([]gazetteer.Entry, error) {
	f, err := os.Open("../../cases/astana/places.csv")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	column := make(map[string]int)
	for i, name := range rows[0] {
		column[name] = i
	}
	var out []gazetteer.Entry
	for _, row := range rows[1:] {
		cell := func(name string) string { return row[column[name]] }
		e := gazetteer.Entry{ID: cell("id"), Kind: cell("kind"), Admin1: place.AreaID(cell("admin1"))}
		e.Names = append(e.Names, gazetteer.Name{Text: cell("name")})
		for _, lang := range []string{"en", "ar", "ru", "tr", "fr", "other"} {
			for _, n := range strings.Split(cell("names_"+lang), "|") {
				if n != "" {
					e.Names = append(e.Names, gazetteer.Name{Lang: strings.TrimSuffix(lang, "other"), Text: n})
				}
			}
		}
		if e.Lon, err = strconv.ParseFloat(cell("lon"), 64); err != nil {
			return nil, err
		}
		if e.Lat, err = strconv.ParseFloat(cell("lat"), 64); err != nil {
			return nil, err
		}
		e.Population, _ = strconv.Atoi(cell("population")) // mostly empty
		out = append(out, e)
	}
	return out, nil
})

var built = sync.OnceValue(func() *gazetteer.Gazetteer {
	entries, err := astana()
	if err != nil {
		panic(err)
	}
	return gazetteer.New(entries)
})

func entries(t testing.TB) []gazetteer.Entry {
	t.Helper()
	es, err := astana()
	if err != nil {
		t.Fatal(err)
	}
	return es
}
