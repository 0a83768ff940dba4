package workload

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strconv"
)

// gedColumns are the columns of the release whose Syrian rows the product
// bundles, in their order.
var gedColumns = []string{
	"id", "year", "active_year", "type_of_violence", "conflict_new_id", "conflict_name", "dyad_new_id", "dyad_name",
	"side_a_new_id", "side_a", "side_b_new_id", "gwnob", "side_b", "number_of_sources", "source_article", "source_office",
	"source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "adm_1", "adm_2", "latitude",
	"longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start",
	"date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best", "high",
}

// WriteGED writes incidents as rows in the form of UCDP GED, one lethal event
// each, at their exact places and on their days. Everything that W2 does not
// say follows from the incident's number, so that the file depends on W2 alone.
func WriteGED(path string, ins []Incident) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	buf := bufio.NewWriterSize(f, 1<<20)
	w := csv.NewWriter(buf)
	if err := w.Write(gedColumns); err != nil {
		return err
	}
	rec := make([]string, len(gedColumns))
	column := map[string]int{}
	for i, name := range gedColumns {
		column[name] = i
	}
	for _, in := range ins {
		fillGED(in, func(name, value string) { rec[column[name]] = value })
		if err := w.Write(rec); err != nil {
			return err
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return err
	}
	if err := buf.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// fillGED sets every column of one row.
func fillGED(in Incident, set func(name, value string)) {
	n := strconv.Itoa
	day := date(in.At)
	lon, lat := strconv.FormatFloat(in.Lon, 'f', -1, 64), strconv.FormatFloat(in.Lat, 'f', -1, 64)
	other := unitOf(Opponent(PartyOf(in.Actor), in.ID))
	headline := fmt.Sprintf("%s: %s near %s %s, %d reported dead", in.Actor, in.Type, lon, lat, in.ID%7+1)
	office, reports := in.Source, 1+in.ID%5/4
	if reports == 2 {
		office += ";second desk"
	}
	set("id", n(in.ID))
	set("year", day[:4])
	set("active_year", "1")
	set("type_of_violence", n(1+in.ID%8/7))
	set("conflict_new_id", "1")
	set("conflict_name", "W2: Government")
	set("dyad_new_id", n(1+slices.Index(attacks, in.Type)+1))
	set("dyad_name", in.Actor+" - "+other)
	set("side_a_new_id", "")
	set("side_a", in.Actor)
	set("side_b_new_id", "")
	set("gwnob", "")
	set("side_b", other)
	set("number_of_sources", n(reports))
	set("source_article", `"`+in.Source+","+day+","+headline+`"`)
	set("source_office", office)
	set("source_date", day)
	set("source_headline", headline)
	set("source_original", in.Source)
	set("where_prec", "1")
	set("where_coordinates", "Place "+n(in.ID%9973)+" village")
	set("adm_1", "")
	set("adm_2", "")
	set("latitude", lat)
	set("longitude", lon)
	set("geom_wkt", "POINT ("+lon+" "+lat+")")
	set("priogrid_gid", n(180000+in.ID%1000))
	set("country", "")
	set("country_id", "")
	set("region", "Middle East")
	set("event_clarity", "1")
	set("date_prec", "1")
	set("date_start", day)
	set("date_end", day)
	civil := in.ID % 3
	set("deaths_a", n(in.ID%2))
	set("deaths_b", "0")
	set("deaths_civilians", n(civil))
	set("deaths_unknown", "1")
	set("low", n(in.ID%2+civil+1))
	set("best", n(in.ID%2+civil+1))
	set("high", n(in.ID%2+civil+2))
}
