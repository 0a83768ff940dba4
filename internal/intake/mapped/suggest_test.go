package mapped_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline/internal/intake/mapped"
)

func TestSuggest(t *testing.T) {
	for _, tc := range []struct {
		name, table string // columns and rows, divided by |
		want        string
	}{
		{"English, as ACLED heads its columns", `
event_id_cnty|event_date|time_precision|event_type|sub_event_type|actor1|actor2|admin1|location|latitude|longitude|source|notes|fatalities
SYR1|06 May 2017|1|Battles|Clash|A|B|Hama|Harbnafsah|34.9012|36.6012|SOHR|text|2
SYR2|07 May 2017|1|Battles|Clash|A|B|Hama|Harbnafsah|34.9012|36.6012|SOHR|text|0`, `
source: ""
about: "how far off points may be was not told: set where.radius_m to what the source says"
number: [event_id_cnty]
when:
  date: event_date
  formats: [D MMMM YYYY]
where:
  longitude: longitude
  latitude: latitude
  name: location
  admin1: admin1
  radius_m: 5000.0
who:
  side_a: [actor1]
  side_b: [actor2]
what:
  kind: [event_type]
  words: notes
deaths:
  best: fatalities
origins:
  columns: [source]
`},
		{"French, from a start to an end", `
Identifiant|Date de début|Date de fin|Gouvernorat|Localité|Type d'incident|Auteur|Nombre de morts
1|06/05/2017|13/05/2017|Hama|Harbnafsah|Tir|A|2
1|06/05/2017|13/05/2017|Hama|Harbnafsah|Tir|A|2`, `
source: ""
about: "Identifiant repeats, so that numbers are derived from the content of rows; the day and the month of Date de début cannot be told apart (DD/MM/YYYY or MM/DD/YYYY): check when.formats"
when:
  start: Date de début
  end: Date de fin
  formats: [DD/MM/YYYY]
where:
  name: Localité
  admin1: Gouvernorat
who:
  side_a: [Auteur]
what:
  kind: ["Type d'incident"]
deaths:
  best: Nombre de morts
`},
		{"Arabic", `
الرقم|التاريخ|الوقت|المحافظة|المكان|النوع|عدد القتلى|المصدر
1|٢٥/٠٥/٢٠١٧|14:30|حماة|حربنفسه|قصف||شبكة`, `
source: ""
number: [الرقم]
when:
  date: التاريخ
  time: الوقت
  formats: [DD/MM/YYYY]
where:
  name: المكان
  admin1: المحافظة
what:
  kind: [النوع]
deaths:
  best: عدد القتلى
origins:
  columns: [المصدر]
`},
		{"Russian, with a name for the month", `
№|Дата|Провинция|Населённый пункт|Вид нарушения|Погибшие
1|5 мая 2017 г.|Хама|Хазерма|обстрел|2`, `
source: ""
when:
  date: Дата
  formats: ["D MMMM YYYY 'г.'"]
where:
  name: Населённый пункт
  admin1: Провинция
what:
  kind: [Вид нарушения]
deaths:
  best: Погибшие
`},
		{"Turkish, the two coordinates under each other's heading", `
Olay Tarihi|İl|Enlem|Boylam|Açıklama
25.05.2017|Hama|136,6012|34,9012|metin`, `
source: ""
about: "longitude and latitude seem to have each other's heading: check where; how far off points may be was not told: set where.radius_m to what the source says"
when:
  date: Olay Tarihi
  formats: [DD.MM.YYYY]
where:
  longitude: Enlem
  latitude: Boylam
  admin1: İl
  radius_m: 5000.0
what:
  words: Açıklama
`},
		{"no headings that say anything", `
a|b|c|d
x|2017-05-06|34.9012|36.6012`, `
source: ""
about: "c and d were taken for latitude and longitude by their values: check where; how far off points may be was not told: set where.radius_m to what the source says"
when:
  date: b
  formats: [ISO]
where:
  longitude: d
  latitude: c
  radius_m: 5000.0
`},
		{"no date anywhere", "a|b\n1|2", `
source: ""
about: "no column of dates was found: name it under when"
when: {}
`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var rows [][]string
			for line := range strings.Lines(strings.TrimSpace(tc.table)) {
				rows = append(rows, strings.Split(strings.TrimSpace(line), "|"))
			}
			m := mapped.Suggest(rows[0], rows[1:])
			if diff := cmp.Diff(strings.TrimPrefix(tc.want, "\n"), string(m.YAML())); diff != "" {
				t.Error(diff)
			}
			if m.Source = "a"; m.When.Date+m.When.Start == "" {
				return
			}
			if back, err := mapped.ParseMapping(m.YAML()); err != nil || cmp.Diff(m, back) != "" {
				t.Errorf("the suggestion does not read back: %v", err)
			}
		})
	}
}

func TestDateFormats(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"06/05/2017|13/05/2017", "DD/MM/YYYY"},
		{"06/05/2017|05/13/2017", "MM/DD/YYYY"},
		{"06/05/2017|01/02/2017", "DD/MM/YYYY or MM/DD/YYYY"},
		{"06/05/2017|2017-05-06", ""},
		{"2017-05-06 14:30|2017-05-06", "ISO"},
		{"6.5.2017 14:30", "DD.MM.YYYY HH:mm"},
		{"5/13/2017 2:30 PM", "MM/DD/YYYY HH:mm A"},
		{"yesterday", ""},
		{"", ""},
	} {
		if got := strings.Join(mapped.DateFormats(strings.Split(tc.in, "|")), " or "); got != tc.want {
			t.Errorf("%q is written as %q, want %q", tc.in, got, tc.want)
		}
	}
}
