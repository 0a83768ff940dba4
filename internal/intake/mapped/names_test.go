package mapped_test

import (
	"strings"
	"testing"

	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/lexicon"
	"github.com/truceline/truceline/internal/intake/mapped"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/report"
)

func TestNamesMeanThePartiesThatTheMappingSays(t *testing.T) {
	lex := lexicon.Lexicon{Source: report.Source{ID: "ministry"}, Actor: func(name, _ string) party.ID {
		switch name {
		case "opposition", "The Opposition":
			return "opposition"
		case "Army":
			return "army"
		}
		return ""
	}}
	m := mapped.Mapping{Source: "ministry", When: mapped.When{Date: "day"}, Who: mapped.Who{
		SideA: []string{"a"}, SideB: []string{"b"}, Names: map[string]string{"Armed  gangs": "opposition"},
	}}
	rows, err := csvrows.Open(strings.NewReader("day,a,b\n2017-05-06,Army,armed gangs\n2017-05-06,gunmen,The Opposition\n"), csvrows.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []party.ID
	for item, err := range mapped.Read(t.Context(), rows, m, lex) {
		if err != nil || item.Refusal != nil {
			t.Fatal(err, item.Refusal)
		}
		got = append(got, item.Report.SideA[0].Party, item.Report.SideB[0].Party)
	}
	if want := [4]party.ID{"army", "opposition", "", "opposition"}; len(got) != 4 || [4]party.ID(got) != want {
		t.Errorf("parties %q, want %q", got, want)
	}
	m.Who.Names["gunmen"] = "nobody"
	rows, err = csvrows.Open(strings.NewReader("day,a,b\n"), csvrows.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range mapped.Read(t.Context(), rows, m, lex) {
		if want := `who.names.gunmen: "nobody" is neither the id nor a name of one party of the case`; err == nil || err.Error() != want {
			t.Errorf("Read = %v, want %q", err, want)
		}
	}
}
