package bulletin_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/bulletin"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// The texts of these tests are of our own invention, in the manner of the
// bulletins that the two parts of the joint commission were counted in.

var areas = map[string][]place.AreaID{
	"Hama": {"SY05"}, "Daraa": {"SY12"}, "Aleppo": {"SY02"}, "Latakia": {"SY06"}, "Idlib": {"SY07"}, "Homs": {"SY04"},
	"Damascus": {"SY01", "SY03"}, "Deir ez-Zor": {"SY09"}, "Upper valley of Hama": {"SY05"},
	"Хама": {"SY05"}, "Алеппо": {"SY02"}, "Латакия": {"SY06"}, "Идлиб": {"SY07"}, "Дамаск": {"SY01", "SY03"}, "Хомс": {"SY04"},
}

func options(t testing.TB) bulletin.Options {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Damascus")
	if err != nil {
		t.Fatal(err)
	}
	return bulletin.Options{
		Sources: map[report.SourceID]report.Counted{
			"ru":     {Names: []string{"Russian part"}, Metric: "violations registered", Origin: "Russian MoD"},
			"tr":     {Names: []string{"Turkish part"}, Metric: "violations registered", Origin: "Russian MoD"},
			"centre": {Names: []string{"Russian Centre for Reconciliation"}, Metric: "shellings", Origin: "Russian MoD"},
			"river":  {Names: []string{"River Watch"}, Metric: "breaches"},
		},
		Areas: func(name string) []place.AreaID { return areas[name] },
		Zone:  zone,
		On:    "2018-01-04",
	}
}

// short prints claims one a line: source, number, count, area, flags, and the
// words that it was read from.
func short(text string, b bulletin.Bulletin) []string {
	var out []string
	for _, p := range b.Claims {
		c := p.Claim
		n := fmt.Sprint(c.Count)
		if c.Uncounted {
			n = "?"
		}
		_, number, _ := strings.Cut(c.Number, "/")
		line := fmt.Sprintf("%s %s = %s", c.Source, number, n)
		flags := slices.DeleteFunc(slices.Clone(c.Flags), func(f string) bool { return f == "no number is given" })
		if len(flags) > 0 {
			line += " !" + strings.Join(flags, " !")
		}
		out = append(out, line+" | "+strings.Join(strings.Fields(text[p.Start:p.End]), " "))
	}
	return out
}

func read(t testing.TB, text string, opts bulletin.Options) bulletin.Bulletin {
	t.Helper()
	b, err := bulletin.Read(text, opts)
	if err != nil {
		t.Fatalf("Read = %v", err)
	}
	return b
}

func TestCounts(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"a total and its parts by dashes", "The Russian part of the commission registered 5 violations: Hama - 4, Daraa - 1.",
			[]string{"ru total = 5 | 5 violations", "ru SY05 = 4 | Hama - 4", "ru SY12 = 1 | Daraa - 1"}},
		{"parts in brackets, both sides in one sentence", "The Russian side recorded 3 cases of firing in Aleppo (2) and Latakia (1), the Turkish side registered four incidents in the provinces of Hama (3) and Damascus (1).",
			[]string{"ru total = 3 | 3 cases", "ru SY02 = 2 | Aleppo (2)", "ru SY06 = 1 | Latakia (1)", "tr total = 4 | four incidents", "tr SY05 = 3 | Hama (3)", "tr SY01|SY03 = 1 | Damascus (1)"}},
		{"parts with the number in front", "The Turkish part registered six ceasefire violations: four in Hama, one in Deir ez-Zor and one in Idlib.",
			[]string{"tr total = 6 | six ceasefire violations", "tr SY05 = 4 | four in Hama", "tr SY09 = 1 | one in Deir ez-Zor", "tr SY07 = 1 | one in Idlib"}},
		{"all of them in one province", "The Turkish side registered two violations in the province of Idlib.",
			[]string{"tr total = 2 | two violations", "tr SY07 = 2 | two violations in the province of Idlib"}},
		{"provinces without numbers are counted together", "The Russian part registered nine violations in the provinces of Aleppo, Latakia and Hama.",
			[]string{"ru total = 9 | nine violations", "ru SY02|SY06|SY05 = 9 | nine violations in the provinces of Aleppo, Latakia and Hama"}},
		{"one each", "The Russian part registered three violations: one each in Hama, Homs and Daraa.",
			[]string{"ru total = 3 | three violations", "ru SY05 = 1 | Hama", "ru SY04 = 1 | Homs", "ru SY12 = 1 | Daraa"}},
		{"one number for two provinces", "The Russian part registered five violations, three in Hama and Homs, two in Daraa.",
			[]string{"ru total = 5 | five violations", "ru SY05|SY04 = 3 | three in Hama and Homs", "ru SY12 = 2 | two in Daraa"}},
		{"a list on lines of its own", "The Turkish part registered 11 violations:\n- Hama – 8;\n- Idlib – 3.",
			[]string{"tr total = 11 | 11 violations", "tr SY05 = 8 | Hama – 8", "tr SY07 = 3 | Idlib – 3"}},
		{"nothing was registered", "The Russian part registered no violations. The Turkish side has not registered any violations.",
			[]string{"ru total = 0 | no violations", "tr total = 0 | not registered any violations"}},
		{"by whom stands behind", "Five violations were registered by the Turkish part: Hama - 5.",
			[]string{"tr total = 5 | Five violations", "tr SY05 = 5 | Hama - 5"}},
		{"the area stands in front", "In Idlib province the Turkish part registered two violations.",
			[]string{"tr total = 2 | two violations", "tr SY07 = 2 | two violations"}},
		{"a bare number after the verb, and a side with a dash", "The Russian part registered four, the Turkish - 7.",
			[]string{"ru total = 4 | four", "tr total = 7 | 7"}},
		{"parts and no total", "Turkish part: Hama - 4, Daraa - 1.",
			[]string{"tr SY05 = 4 | Hama - 4", "tr SY12 = 1 | Daraa - 1"}},
		{"two counts of areas are no total", "The Turkish part registered four violations in Hama and five violations in Idlib.",
			[]string{"tr SY05 = 4 | four violations in Hama", "tr SY07 = 5 | five violations in Idlib"}},
		{"an area that goes on in small letters", "The Russian part registered 5 violations: Upper valley of Hama - 4, Daraa - 1.",
			[]string{"ru total = 5 | 5 violations", "ru SY05 = 4 | Upper valley of Hama - 4", "ru SY12 = 1 | Daraa - 1"}},
		{"a part that the case does not know", "The Russian part registered 5 violations: Hama - 4, Atlantis - 1.",
			[]string{"ru total = 5 | 5 violations", "ru SY05 = 4 | Hama - 4", "ru Atlantis = 1 !Atlantis is not an area of the case | Atlantis - 1"}},
		{"parts that do not add up", "The Turkish part registered 11 violations: Hama - 8, Idlib - 2.",
			[]string{"tr total = 11 !its parts add up to 10, not to 11 | 11 violations", "tr SY05 = 8 | Hama - 8", "tr SY07 = 2 | Idlib - 2"}},
		{"about", "The Russian part registered about 30 violations.",
			[]string{"ru total = 30 !the number is said to be approximate | 30 violations"}},
		{"tens in words", "The Russian part registered twenty-one violations, and the Turkish part twenty two violations.",
			[]string{"ru total = 21 | twenty-one violations", "tr total = 22 | twenty two violations"}},
		{"some were confirmed by the other side", "The Russian part registered 2 violations. The Turkish part registered 15 violations, two of which were confirmed by the Russian side.",
			[]string{"ru total = 2 | 2 violations", "tr total = 15 | 15 violations", "ru confirmed/turkish-part = 2 | two of which were confirmed"}},
		{"the other side confirmed none", "The Turkish part registered 15 violations. The Russian side confirmed none of them.",
			[]string{"tr total = 15 | 15 violations", "ru confirmed/turkish-part = 0 | confirmed none"}},
		{"more are confirmed than were registered", "The Turkish part registered 1 violation; 3 were confirmed by the Russian part.",
			[]string{"tr total = 1 | 1 violation", "ru confirmed/turkish-part = 3 !more are confirmed than the 1 that were registered | 3 were confirmed"}},
		{"a source of the case by its own name", "River Watch counted 12 breaches: Hama (12).",
			[]string{"river total = 12 | 12 breaches", "river SY05 = 12 | Hama (12)"}},
		{"nobody is named", "Over the day 15 violations were registered: Hama - 15.",
			[]string{" total = 15 !the text does not say whose count this is, or the case has no source of that name | 15 violations", " SY05 = 15 !the text does not say whose count this is, or the case has no source of that name | Hama - 15"}},
		{"other numbers are no counts", "In the past 24 hours the Russian part registered 2 violations in Hama. Some 39 patients were treated in 14 settlements; 2,518 settlements joined.",
			[]string{"ru total = 2 | 2 violations", "ru SY05 = 2 | 2 violations in Hama"}},
		{"Russian: both parts", "Российская часть представительства российско-турецкой комиссии зафиксировала 9 нарушений в провинциях Алеппо – 4, Латакия – 3, Хама – 2. Турецкая часть зафиксировала четыре случая нарушения: Дамаск (1), Идлиб (3).",
			[]string{"ru total = 9 | 9 нарушений", "ru SY02 = 4 | Алеппо – 4", "ru SY06 = 3 | Латакия – 3", "ru SY05 = 2 | Хама – 2", "tr total = 4 | четыре случая", "tr SY01|SY03 = 1 | Дамаск (1)", "tr SY07 = 3 | Идлиб (3)"}},
		{"Russian: cases of names", "Российская сторона зафиксировала пять нарушений: два в Латакии, два в Хаме и одно в провинции Идлиб.",
			[]string{"ru total = 5 | пять нарушений", "ru SY06 = 2 | два в Латакии", "ru SY05 = 2 | два в Хаме", "ru SY07 = 1 | одно в провинции Идлиб"}},
		{"Russian: nothing", "Турецкая сторона нарушений не зафиксировала. Российской стороной не зафиксировано ни одного нарушения.",
			[]string{"tr total = 0 | не зафиксировала", "ru total = 0 | не зафиксировано ни одного нарушения"}},
		{"Russian: the passive", "Двадцать одно нарушение зафиксировано турецкой стороной, из них три подтверждены российской стороной.",
			[]string{"tr total = 21 | Двадцать одно нарушение", "ru confirmed/turkish-part = 3 | три подтверждены"}},
		{"Russian: one each", "Российская часть зафиксировала три нарушения: по одному в Хаме, Алеппо и Латакии.",
			[]string{"ru total = 3 | три нарушения", "ru SY05 = 1 | Хаме", "ru SY02 = 1 | Алеппо", "ru SY06 = 1 | Латакии"}},
		{"Russian: a noun with a colon", "Нарушений за сутки: 7.",
			[]string{" total = 7 !the text does not say whose count this is, or the case has no source of that name | Нарушений за сутки: 7"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, short(tc.text, read(t, tc.text, options(t)))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAClaimIsComplete(t *testing.T) {
	opts := options(t)
	opts.Via, opts.ViaURL = "An agency", "https://a.example/1"
	text := "MOSCOW, January 3, 2018. The Turkish part registered 4 violations: Damascus - 4."
	got := read(t, text, opts)
	zone := opts.Zone
	claim := report.Claim{
		Source: "tr", Number: "2018-01-03/total", Bulletin: "2018-01-03", Via: "An agency", ViaURL: "https://a.example/1",
		Origin: "Russian MoD", Metric: "violations registered", Published: "2018-01-03", Dated: "day", Count: 4, Total: true,
		Period:   truceline.Interval{From: time.Date(2018, 1, 2, 0, 0, 0, 0, zone).UTC(), To: time.Date(2018, 1, 4, 0, 0, 0, 0, zone).UTC()},
		Received: report.Digest([]byte(text)),
	}
	part := claim
	part.Number, part.Areas, part.AreaName, part.Total = "2018-01-03/SY01|SY03", []place.AreaID{"SY01", "SY03"}, "Damascus", false
	at := strings.Index(text, "4 violations")
	in := strings.Index(text, "Damascus")
	want := bulletin.Bulletin{Lang: "en", Claims: []bulletin.Proposal{
		{Claim: claim, Start: at, End: at + len("4 violations")},
		{Claim: part, Start: in, End: in + len("Damascus - 4")},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDatesAndPeriods(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		on         string
		want       []string // published, dated, period in local time, flags of each total
	}{
		{"a dateline", "MOSCOW, January 3, 2018. The Turkish part registered 4 violations.", "",
			[]string{"2018-01-03 day 2018-01-02T00/2018-01-04T00"}},
		{"day, month and year", "3 January 2018\nThe Turkish part registered 4 violations.", "",
			[]string{"2018-01-03 day 2018-01-02T00/2018-01-04T00"}},
		{"in figures with full stops", "Bulletin, 03.01.2018\nThe Turkish part registered 4 violations.", "",
			[]string{"2018-01-03 day 2018-01-02T00/2018-01-04T00"}},
		{"Russian", "3 января 2018 года. Турецкая часть зафиксировала 4 нарушения.", "",
			[]string{"2018-01-03 day 2018-01-02T00/2018-01-04T00"}},
		{"the day that was counted stands in the sentence", "January 3, 2018\nOn January 2 the Turkish part registered 4 violations.", "",
			[]string{"2018-01-03 day 2018-01-02T00/2018-01-03T00"}},
		{"several days in one text", "January 2, 2018\nThe Turkish part registered 4 violations.\n\nJanuary 3, 2018\nThe Turkish part registered 5 violations.", "",
			[]string{"2018-01-02 day 2018-01-01T00/2018-01-03T00", "2018-01-03 day 2018-01-02T00/2018-01-04T00"}},
		{"several days in sentences", "On January 2, 2018 the Turkish part registered 4 violations. On January 3 the Turkish part registered 5 violations.", "",
			[]string{"2018-01-02 day 2018-01-01T00/2018-01-03T00", "2018-01-03 day 2018-01-02T00/2018-01-04T00"}},
		{"the year is that of reading", "On January 3 the Turkish part registered 4 violations.", "2018-02-01",
			[]string{"2018-01-03 day 2018-01-02T00/2018-01-04T00"}},
		{"a day later in the year was in the year before", "On December 30 the Turkish part registered 4 violations.", "2018-02-01",
			[]string{"2017-12-30 day 2017-12-29T00/2017-12-31T00"}},
		{"no date but that of reading", "The Turkish part registered 4 violations.", "2018-02-01",
			[]string{"2018-02-01 inferred 2018-01-31T00/2018-02-02T00"}},
		{"no date at all", "The Turkish part registered 4 violations.", "",
			[]string{" unknown /"}},
		{"a day without a year", "On January 3 the Turkish part registered 4 violations.", "",
			[]string{" unknown / !the text names the day 3.01 and no year"}},
		{"the date of a memorandum is none of a bulletin", "Under the memorandum signed on May 4, 2017 the Turkish part registered 4 violations.", "2018-02-01",
			[]string{"2018-02-01 inferred 2018-01-31T00/2018-02-02T00"}},
		{"the wrong weekday", "Friday, January 12, 2017\nThe Turkish part registered 4 violations.", "",
			[]string{"2017-01-12 day 2017-01-11T00/2017-01-13T00 !2017-01-12 is a Thursday, and the text calls it a Friday"}},
		{"seven hours", "January 3, 2018\nIn the past seven hours the Turkish part registered 4 violations.", "",
			[]string{"2018-01-03 day 2018-01-02T17/2018-01-04T00 !the period is 7 hours, not a day"}},
		{"twenty-four hours are a day", "January 3, 2018\nIn the past 24 hours the Turkish part registered 4 violations.", "",
			[]string{"2018-01-03 day 2018-01-02T00/2018-01-04T00"}},
		{"Russian: seven hours", "3 января 2018 г. За семь часов турецкая часть зафиксировала 4 нарушения.", "",
			[]string{"2018-01-03 day 2018-01-02T17/2018-01-04T00 !the period is 7 hours, not a day"}},
		{"Russian: a day and night", "3 января 2018 г. За прошедшие сутки турецкая часть зафиксировала 4 нарушения.", "",
			[]string{"2018-01-03 day 2018-01-02T00/2018-01-04T00"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			opts := options(t)
			opts.On = tc.on
			var got []string
			for _, p := range read(t, tc.text, opts).Claims {
				c, from, to := p.Claim, "", ""
				if !c.Period.From.IsZero() {
					from, to = c.Period.From.In(opts.Zone).Format("2006-01-02T15"), c.Period.To.In(opts.Zone).Format("2006-01-02T15")
				}
				line := fmt.Sprintf("%s %s %s/%s", c.Published, c.Dated, from, to)
				if len(c.Flags) > 0 {
					line += " !" + strings.Join(c.Flags, " !")
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHeadlines(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		flag       string
	}{
		{"the sum of both", "Ten ceasefire violations registered in Syria\n\nThe Russian part registered 4 violations. The Turkish part registered 6 violations.", ""},
		{"the number of one side", "Russia registers four ceasefire violations\n\nThe Russian part registered 4 violations. The Turkish part registered 6 violations.", ""},
		{"another number", "Russia registers 15 ceasefire violations in Syria\nThe Russian part registered 14 violations.", "the headline says 15, the body 14"},
		{"another number than either", "В Сирии пять нарушений за сутки\nРоссийская часть зафиксировала 4 нарушения. Турецкая часть зафиксировала 3 нарушения.", "the headline says 5, the body 4 and 3"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for _, p := range read(t, tc.text, options(t)).Claims {
				if got := strings.Join(p.Claim.Flags, "; "); got != tc.flag {
					t.Errorf("%s: flags %q, want %q", p.Claim.Number, got, tc.flag)
				}
			}
		})
	}
}

func TestAHeadlineAloneIsACount(t *testing.T) {
	text := "Turkish part registers 7 violations in Syria\nNothing else is said."
	if diff := cmp.Diff([]string{"tr total = 7 | 7 violations"}, short(text, read(t, text, options(t)))); diff != "" {
		t.Error(diff)
	}
}

func TestSettlements(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
		alleged    string
	}{
		{"how often stands in front", "According to the Russian Centre for Reconciliation, militants shelled twice in Dayr al-Foo, once in Bar Sanjar in Latakia province.",
			[]string{"centre Latakia/Dayr al-Foo = 2 | Dayr al-Foo", "centre Latakia/Bar Sanjar = 1 | Bar Sanjar"}, "militants"},
		{"how often stands behind", "The Russian Centre for Reconciliation said illegal armed groups shelled Kafr Foo (three times), Barqana twice and Jubb-ez-Baz in the province of Hama.",
			[]string{"centre Hama/Kafr Foo = 3 | Kafr Foo (three times)", "centre Hama/Barqana = 2 | Barqana twice", "centre Hama/Jubb-ez-Baz = ? | Jubb-ez-Baz"}, "illegal armed groups"},
		{"the province stands in front", "Militants shelled settlements in the province of Latakia: Kafr Foo, Barqana (2); in the province of Hama: Jubb-ez-Baz.",
			[]string{" Latakia/Kafr Foo = ? | Kafr Foo", " Latakia/Barqana = 2 | Barqana (2)", " Hama/Jubb-ez-Baz = ? | Jubb-ez-Baz"}, "Militants"},
		{"one number for several names is of none", "Militants shelled twice in Kafr Foo and Barqana in Latakia.",
			[]string{" Latakia/Kafr Foo = ? !one number stands before several names, so that the number of each is not given | Kafr Foo", " Latakia/Barqana = ? !one number stands before several names, so that the number of each is not given | Barqana"}, "Militants"},
		{"Russian", "Боевики обстреляли населенные пункты Кафр-Фу (дважды), Баркана в провинции Латакия.",
			[]string{" Латакия/Кафр-Фу = 2 | Кафр-Фу (дважды)", " Латакия/Баркана = ? | Баркана"}, "Боевики"},
		{"a town that shares its province's name", "Militants shelled Hama city once.",
			[]string{" Hama = ? | Hama"}, "Militants"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := read(t, tc.text, options(t))
			for i := range b.Claims {
				c := &b.Claims[i].Claim
				if c.Alleged != tc.alleged || c.Metric != "shellings" {
					t.Errorf("%s is laid to %q by %q, want %q by shellings", c.Number, c.Alleged, c.Metric, tc.alleged)
				}
				c.Flags = slices.DeleteFunc(c.Flags, func(f string) bool { return strings.HasPrefix(f, "the text does not say whose") })
			}
			if diff := cmp.Diff(tc.want, short(tc.text, b)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestASettlementIsPlacedByTheLexicon(t *testing.T) {
	opts := options(t)
	opts.Where = func(name, admin1 string) (place.Place, []string) {
		return place.Place{Point: place.Point{Lon: 36, Lat: 35.7, RadiusM: 2000}, Name: name, Basis: "a village of " + admin1}, []string{"two villages have this name"}
	}
	got := read(t, "Militants shelled Barqana twice in Latakia province.", opts).Claims[0].Claim
	want := &place.Place{Point: place.Point{Lon: 36, Lat: 35.7, RadiusM: 2000}, Name: "Barqana", Basis: "a village of SY06"}
	if diff := cmp.Diff(want, got.Where); diff != "" {
		t.Error(diff)
	}
	if !slices.Contains(got.Flags, "two villages have this name") {
		t.Errorf("flags %q do not hold what was left open", got.Flags)
	}
}

func TestProblems(t *testing.T) {
	for _, tc := range []struct{ name, text, on, want string }{
		{"no text", " \n", "", "text: the text is empty"},
		{"no count", "The commission met in Ankara.", "", "text: no count was found in the text; a bulletin says for example that a side registered 15 violations, or that it registered none"},
		{"not UTF-8", "\xff", "", "text: the text is not valid UTF-8; save it as UTF-8 and read it again"},
		{"too long", strings.Repeat("x", 256<<10+1), "", "text: the text holds more than 256 KiB; give one bulletin, or a few days of them"},
		{"a date of reading that is none", "x", "3/1/2018", `on: "3/1/2018" is not a date written as year-month-day, like 2018-01-03`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := bulletin.Read(tc.text, bulletin.Options{On: tc.on})
			if err == nil || err.Error() != tc.want {
				t.Errorf("Read = %v, want %q", err, tc.want)
			}
		})
	}
}

// TestWhatIsWrittenIsRead writes bulletins of random counts and reads them back.
func TestWhatIsWrittenIsRead(t *testing.T) {
	opts := options(t)
	rapid.Check(t, func(rt *rapid.T) {
		names := []string{"Hama", "Daraa", "Aleppo", "Latakia", "Idlib", "Homs"}
		lang := rapid.SampledFrom([]string{"The %s part registered %d violations: ", "The %s side has recorded %d ceasefire violations in the provinces of: "}).Draw(rt, "form")
		sep := rapid.SampledFrom([][2]string{{" - ", ""}, {" – ", ""}, {" (", ")"}, {": ", ""}}).Draw(rt, "sep")
		var text strings.Builder
		var want []string
		for i, side := range []string{"Russian", "Turkish"} {
			source := []string{"ru", "tr"}[i]
			chosen := rapid.SliceOfNDistinct(rapid.SampledFrom(names), 1, 4, rapid.ID).Draw(rt, "areas")
			sum := 0
			var parts, says []string
			for _, n := range chosen {
				k := rapid.IntRange(0, 40).Draw(rt, "count")
				sum += k
				parts = append(parts, n+sep[0]+fmt.Sprint(k)+sep[1])
				says = append(says, fmt.Sprintf("%s %s = %d", source, areas[n][0], k))
			}
			fmt.Fprintf(&text, lang, side, sum)
			text.WriteString(strings.Join(parts, ", ") + ". ")
			want = append(append(want, fmt.Sprintf("%s total = %d", source, sum)), says...)
		}
		b, err := bulletin.Read(text.String(), opts)
		if err != nil {
			rt.Fatal(err)
		}
		var got []string
		for _, line := range short(text.String(), b) {
			claim, _, _ := strings.Cut(line, " |")
			got = append(got, claim)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatalf("%s\n%s", text.String(), diff)
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add("The Russian part registered 5 violations: Hama - 4, Daraa - 1.")
	f.Add("January 3, 2018\n\nТурецкая часть зафиксировала 11 нарушений: по одному в Хаме и Идлибе; 2 подтверждены российской стороной.")
	f.Add("Militants shelled twice in Kafr Foo in Latakia. 03.01.2018 7 hours")
	f.Add("In Idlib province the Turkish part registered no violations. Turkish part: Hama - 4")
	opts := options(f)
	opts.Where = func(name, admin1 string) (place.Place, []string) { return place.Place{Name: name, Basis: "b"}, nil }
	f.Fuzz(func(t *testing.T, text string) {
		b, err := bulletin.Read(text, opts)
		if err != nil {
			if truceline.KindOf(err) != truceline.InvalidKind {
				t.Fatalf("Read = %v, which is not a Problem", err)
			}
			return
		}
		seen := map[string]bool{}
		for _, p := range b.Claims {
			c := p.Claim
			if p.Start < 0 || p.Start >= p.End || p.End > len(text) {
				t.Fatalf("span %d to %d of %d bytes", p.Start, p.End, len(text))
			}
			if c.Bulletin == "" || c.Count < 0 || c.Uncounted && c.Count != 0 || seen[c.ID()] || c.Period.Empty() {
				t.Fatalf("half a claim: %+v", c)
			}
			seen[c.ID()] = true
		}
		again, _ := bulletin.Read(text, opts)
		if diff := cmp.Diff(b, again); diff != "" {
			t.Fatal(diff)
		}
	})
}
