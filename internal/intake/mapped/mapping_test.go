package mapped_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/mapped"
)

func TestParseMapping(t *testing.T) {
	const head = "source: a\nwhen: {date: d}\n"
	for _, tc := range []struct{ name, in, want string }{
		{"the least there is", head, ""},
		{"a key that is a number", head + "where: {longitude: x, latitude: y, precision: {column: p, values: {1: 0, 2: admin1}}}\n", ""},
		{"nothing", " \n", "mapping: the file is empty; docs/intake.md says what a mapping holds"},
		{"an unknown field", head + "were: {}\n", `mapping, line 3: unknown field "were"; docs/intake.md lists the fields`},
		{"an unknown field further in", "source: a\nwhen:\n  date: d\n  format: ISO\n", `mapping, line 4: unknown field "format"; docs/intake.md lists the fields`},
		{"a field twice", head + "source: b\n", `mapping, line 3: mapping key "source" already defined at [1:1]; docs/intake.md lists the fields`},
		{"text where a list belongs", head + "where: {box: no}\n", "mapping, line 3: string was used where sequence is expected; docs/intake.md lists the fields"},
		{"an alias", "source: &a b\n", `mapping, line 1: holds "&", which the format does not use; quote it if it is text`},
		{"not UTF-8", "source: \xff\n", "mapping: not UTF-8; save the file as UTF-8"},
		{"no source", "when: {date: d}\n", "source: say whose reports the rows are: the id of a source of the case"},
		{"no date", "source: a\nwhen: {zone: UTC}\n", "when: name the column that holds the date, as date: or start:"},
		{"two dates", "source: a\nwhen: {date: d, end: e}\n", "when: name date:, or start: and end:, not both"},
		{"a time beside a start", "source: a\nwhen: {start: d, time: e}\n", "when.time: a time needs date: beside it; a start with its time has a format like YYYY-MM-DD HH:mm"},
		{"a notation of Go", "source: a\nwhen: {date: d, formats: [ISO, 02/01/2006]}\n", `when.formats[1]: the notation "02/01/2006" names neither a year nor an hour`},
		{"both orders of day and month", "source: a\nwhen: {date: d, formats: [DD/MM/YYYY, MM/DD/YYYY]}\n", `when.formats: "DD/MM/YYYY" and "MM/DD/YYYY" cannot stand together: 5/6/2017 is either`},
		{"a time that is none", "source: a\nwhen: {date: d, time: t, time_formats: [YYYY]}\n", `when.time_formats[0]: "YYYY" is no time of day`},
		{"no such zone", "source: a\nwhen: {date: d, zone: Damascus}\n", `when.zone: "Damascus" is no time zone; write its IANA name, like Asia/Damascus or UTC`},
		{"a degree that means nothing", "source: a\nwhen: {date: d, precision: {column: p, values: {'2': about}}}\n", `when.precision.values.2: "about" is none of day, week, month, year, or days to either side as P3D`},
		{"degrees without meaning", "source: a\nwhen: {date: d, precision: {column: p}}\n", "when.precision: name the column: and say under values: what each of its degrees means: day, week, month, year, or days to either side as P3D"},
		{"half a point", head + "where: {longitude: x}\n", "where: name both longitude: and latitude:"},
		{"a point that would be exact", head + "where: {longitude: x, latitude: y}\n", "where.radius_m: say how far off a point may be, in metres, or name the column that says it, as precision:; no point is exact unless its source says so"},
		{"a box upside down", head + "where: {box: [35, 38, 43, 32]}\n", "where.box: a box is [west, south, east, north] in degrees"},
		{"no form", head + "who: {form: three_sided}\n", `who.form: "three_sided" is none of two_sided, one_sided and unsaid`},
		{"a vocabulary of bare words", head + "what: {kind: [k], vocabulary: {Shelling: shelling}}\n", `what.vocabulary.Shelling: "shelling" is no code; write source:code, as the act catalogue does`},
		{"a degree of credibility", head + "credibility: {column: c, values: {A: 7}}\n", "credibility.values.A: 7 is no degree from 1 (confirmed) to 6 (cannot be judged)"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := ""
			if _, err := mapped.ParseMapping([]byte(tc.in)); err != nil {
				got = err.Error()
				if truceline.KindOf(err) != truceline.InvalidKind {
					t.Errorf("%v is not a Problem", err)
				}
			}
			if got != tc.want {
				t.Errorf("ParseMapping = %q, want %q", got, tc.want)
			}
		})
	}
}

func TestTheMappingInTheDocumentation(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "intake.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(b), "## Mapping files")
	_, after, _ = strings.Cut(after, "```yaml\n")
	example, _, ok := strings.Cut(after, "```")
	if !ok {
		t.Fatal("no example stands under Mapping files")
	}
	m, err := mapped.ParseMapping([]byte(example))
	if err != nil {
		t.Fatal(err)
	}
	if m.Source != "monitors" || m.What.Vocabulary["Bombardıman"] != "act:shelling" || m.Who.Names["militanlar"] != "insurgents" || m.Where.Box[3] != 37.4 {
		t.Errorf("the example reads as %+v", m)
	}
}

func TestAMappingReadsBack(t *testing.T) {
	word := rapid.StringMatching(`[a-zА-я0-9:#'"&*\- ]{1,10}`)
	maybe := rapid.OneOf(rapid.Just(""), word)
	words := rapid.SliceOfN(word, 1, 3)
	rapid.Check(t, func(rt *rapid.T) {
		radius := rapid.Float64Range(0, 1e6).Draw(rt, "radius")
		m := mapped.Mapping{
			Source: "a", About: maybe.Draw(rt, "about"), Number: words.Draw(rt, "number"),
			Table: mapped.Table{Kind: csvrows.Tabs, Sheet: maybe.Draw(rt, "sheet"), Header: rapid.IntRange(0, 9).Draw(rt, "header")},
			When: mapped.When{Start: word.Draw(rt, "start"), End: maybe.Draw(rt, "end"), Formats: []string{"DD/MM/YYYY", "D MMMM YYYY 'г.'"}, Zone: "UTC",
				Precision: mapped.Precision{Column: "p", Values: map[string]string{"1": "day", "week's": "P3D"}}},
			Where:     mapped.Where{Longitude: word.Draw(rt, "lon"), Latitude: word.Draw(rt, "lat"), RadiusM: &radius, Box: []float64{-1.5, 2, 3, 4}},
			Who:       mapped.Who{SideA: words.Draw(rt, "side a"), Separator: maybe.Draw(rt, "separator"), Form: "one_sided"},
			What:      mapped.What{Kind: words.Draw(rt, "kind"), Vocabulary: map[string]string{word.Draw(rt, "their word"): "a:" + word.Draw(rt, "code") + "x"}},
			Origins:   mapped.Origins{Columns: words.Draw(rt, "office"), Articles: rapid.Bool().Draw(rt, "articles")},
			Constants: mapped.Constants{Observed: maybe.Draw(rt, "observed"), Credibility: rapid.IntRange(0, 6).Draw(rt, "credibility")},
		}
		got, err := mapped.ParseMapping(m.YAML())
		if err != nil {
			rt.Fatalf("%v\n%s", err, m.YAML())
		}
		if diff := cmp.Diff(m, got); diff != "" {
			rt.Fatalf("%s\n%s", diff, m.YAML())
		}
	})
}

func FuzzParseMapping(f *testing.F) {
	f.Add([]byte("source: a\nwhen: {date: d, formats: [ISO]}\nwhere: {box: [1, 2, 3, 4]}\n"))
	f.Add([]byte("source: &a [*a, *a]\n"))
	f.Add([]byte(strings.Repeat("- ", 40)))
	f.Fuzz(func(t *testing.T, in []byte) {
		m, err := mapped.ParseMapping(in)
		if err != nil {
			if truceline.KindOf(err) != truceline.InvalidKind {
				t.Fatalf("%v is not a Problem", err)
			}
			return
		}
		m.YAML()
	})
}
