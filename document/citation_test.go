package document

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// instrumentsOf is the instruments of a text as "words: type norm".
func instrumentsOf(text string) []string {
	var out []string
	for _, p := range Read("t", text, Options{}).Proposals {
		if p.Kind == InstrumentKind {
			out = append(out, p.Text+": "+p.Fields.Type+" "+p.Fields.Norm)
		}
	}
	return out
}

func TestInstruments(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		// Resolutions.
		{"the body stays outside", "They recalled UN Security Council resolution 1701.", []string{"resolution 1701: unsc_resolution S/RES/1701(2006)"}},
		{"an abbreviation is the head", "It must fit UNSCR 2254.", []string{"UNSCR 2254: unsc_resolution S/RES/2254(2015)"}},
		{"a list of numbers and years", "Recalling its resolutions 1556 (2004), 1591 (2005) and 1769 (2007),", []string{
			"1556 (2004): unsc_resolution S/RES/1556(2004)", "1591 (2005): unsc_resolution S/RES/1591(2005)", "1769 (2007): unsc_resolution S/RES/1769(2007)"}},
		{"the head of a single one is in its span", "In resolution 1591 (2005) of 29 March 2005 and 1769 of 31 July 2007 it did so.", []string{
			"resolution 1591 (2005): unsc_resolution S/RES/1591(2005)", "1769: unsc_resolution S/RES/1769(2007)"}},
		{"explanations stand between", "Recalling resolutions 1325 (2000) on women, peace and security, and 1612 (2005) on children,", []string{
			"1325 (2000): unsc_resolution S/RES/1325(2000)", "1612 (2005): unsc_resolution S/RES/1612(2005)"}},
		{"a misprinted year is mended", "See resolution 2118 (2113) again.", []string{"resolution 2118 (2113): unsc_resolution S/RES/2118(2013)"}},
		{"a number beyond the table has no year", "See resolution 3999 again.", []string{"resolution 3999: unsc_resolution S/RES/3999"}},
		{"a number and a year that do not fit are none", "Some 300 (2012) were counted, and 17 (2005).", nil},
		{"the General Assembly's", "See General Assembly resolution 46/182 and resolution ES-11/1.", []string{"resolution 46/182: un_document A/RES/46/182", "resolution ES-11/1: un_document A/RES/ES-11/1"}},
		{"a symbol of a resolution", "See S/RES/2401(2018) again.", []string{"S/RES/2401(2018): unsc_resolution S/RES/2401(2018)"}},
		{"the text itself is none", "This resolution and the present Agreement stand; so does the above-mentioned resolution.", nil},
		{"a draft with its adjectives", "Envoys saw a two-page draft resolution.", []string{"two-page draft resolution: draft Draft resolution"}},

		// Statements, reports, letters.
		{"days stand for statements", "Recalling its presidential statements of 3 August 2011 and 21 March 2012,", []string{
			"3 August 2011: prst S/PRST/2011/16", "21 March 2012: prst S/PRST/2012/6"}},
		{"symbols in brackets are second mentions", "Recalling the statements of its President dated 2 June 2031 (S/PRST/2031/4) and 5 July 2031 (S/PRST/2031/9),", []string{
			"2 June 2031: prst S/PRST/2031/4", "S/PRST/2031/4: prst S/PRST/2031/4", "5 July 2031: prst S/PRST/2031/9", "S/PRST/2031/9: prst S/PRST/2031/9"}},
		{"a statement with its day before it", "They must heed the 2 June 2031 statement by the President of the Security Council (S/PRST/2031/4) in full.", []string{
			"2 June 2031 statement by the President of the Security Council: prst S/PRST/2031/4", "S/PRST/2031/4: prst S/PRST/2031/4"}},
		{"a report with title, day and symbol", "Having read the report of the Secretary-General on Marrow of 4 May 2031 (S/2031/88), it sighed.", []string{
			"report of the Secretary-General on Marrow of 4 May 2031: report S/2031/88", "S/2031/88: un_document S/2031/88"}},
		{"a report that only its symbol tells", "As shown in the panel's final report (S/2031/88), it did.", []string{"final report: report S/2031/88", "S/2031/88: un_document S/2031/88"}},
		{"a report without either is none", "The mission shall submit a report on the camps and his next report.", nil},
		{"to report is a verb", "It asks them to report to it on 5 May 2031 and to take note of 6 May 2031.", nil},
		{"a letter whose symbol stands far", "Noting the letter dated 5 May 2031 of the Secretary-General, sent to the President of the Council (S/2031/9),", []string{
			"letter dated 5 May 2031 of the Secretary-General: letter S/2031/9", "S/2031/9: un_document S/2031/9"}},
		{"a symbol with brackets", "They issued communiqué PSC/PR/COMM.(DCCXII) at last.", []string{"communiqué PSC/PR/COMM.(DCCXII): communique PSC/PR/COMM.(DCCXII)"}},
		{"a slash makes no symbol", "The NLM/A and HIV/AIDS are no papers.", nil},

		// Agreements.
		{"a name before the noun", "The Tarn Peace Agreement holds.", []string{"Tarn Peace Agreement: agreement Tarn Peace Agreement"}},
		{"generic words name nothing", "The Peace Agreement holds, and the Agreement and the Memorandum do.", nil},
		{"a day after the noun", "Under the Memorandum of 4 May 2031 on the creation of quiet zones in Marrow, reaffirmed since, they stay.", []string{
			"Memorandum of 4 May 2031 on the creation of quiet zones in Marrow: memorandum Memorandum of 4 May 2031 on the creation of quiet zones in Marrow"}},
		{"a day before the noun", "The 4 May 2031 agreement holds.", []string{"4 May 2031 agreement: agreement Agreement of 4 May 2031"}},
		{"a title with its parties", "The Agreement between the Republic of Norland and the Kingdom of Sudria concerning Marrow (West Tarn) holds.", []string{
			"Agreement between the Republic of Norland and the Kingdom of Sudria concerning Marrow (West Tarn): agreement Agreement between the Republic of Norland and the Kingdom of Sudria concerning Marrow (West Tarn)"}},
		{"a title in quotation marks", "They signed the “Agreement on Calm, Passage, and Return” in May.", []string{"Agreement on Calm, Passage, and Return: agreement Agreement on Calm, Passage, and Return"}},
		{"a small agreement needs its day", "The agreement between Norland and Sudria signed in Lumar on 6 May 2031 binds; a prisoner agreement does not.", []string{
			"agreement between Norland and Sudria signed in Lumar on 6 May 2031: agreement agreement between Norland and Sudria signed in Lumar on 6 May 2031"}},
		{"everybody knows the Charter", "Under Chapter VII of the Charter of the United Nations it acts.", []string{"Charter of the United Nations: charter UN Charter"}},
		{"Chapter VII is of one Charter", "Acting under Chapter VII of the Charter, it did; the Charter stands.", []string{"Charter: charter UN Charter"}},
		{"amended on a day", "See the Geneva Conventions of 12 August 1949 and the Tarn Protocol, as amended on 3 May 1996, here.", []string{
			"Geneva Conventions of 12 August 1949: treaty Geneva Conventions", "Tarn Protocol, as amended on 3 May 1996: protocol Tarn Protocol, as amended on 3 May 1996"}},
		{"a name without its day means the one with", "The Lumar Communiqué of 30 June 2031 stands. The Lumar Communiqué binds.", []string{
			"Lumar Communiqué of 30 June 2031: communique Lumar Communique of 30 June 2031", "Lumar Communiqué: communique Lumar Communique of 30 June 2031"}},
		{"an abbreviation that the text gives", "The Tarn Peace Agreement (TPA) holds. The TPA is dead; the JPSM is not.", []string{
			"Tarn Peace Agreement: agreement Tarn Peace Agreement", "TPA: agreement Tarn Peace Agreement"}},
		{"the text's own title is none", "Agreement between Norland and Sudria on Calm\n\n1. All fire ceases.", nil},
		{"a lost line break and other marks", "the Geneva\r\nCommuniqu\u00e9 of 30\u00a0June 2012", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.name == "a lost line break and other marks" {
				tc.want = []string{"Geneva\r\nCommuniqu\u00e9 of 30\u00a0June 2012: communique Geneva Communique of 30 June 2012"}
				tc.text = "They endorsed the whole of what stands in " + tc.text + ", as they said."
			}
			if diff := cmp.Diff(instrumentsOf(tc.text), tc.want); diff != "" {
				t.Errorf("%s(-got +want):\n%s", tc.text, diff)
			}
		})
	}
}

func TestPartsOfInstruments(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"as asked in paragraph 26 of resolution 1874 (2009)", "paragraph 26"},
		{"under paragraphs 2, 5 and 7 of its resolution 2374 (2017)", "paragraphs 2, 5 and 7"},
		{"under Article 41 of Chapter VII of the UN Charter", "Chapter VII"},
		{"as in Annex 1-A of the Tarn Peace Agreement", "Annex 1-A"},
		{"under its resolution 2374 (2017)", ""},
	} {
		got := "none"
		for _, p := range Read("t", tc.text, Options{}).Proposals {
			if p.Kind == InstrumentKind {
				got = p.Fields.Pin
			}
		}
		if got != tc.want {
			t.Errorf("%q points to %q, want %q", tc.text, got, tc.want)
		}
	}
}

func TestDatesOfInstruments(t *testing.T) {
	const text = "Recalling resolution 1874 (2009) of 12 June 2009, the report of the Chair of 4 May 2031 and the attack of 5 May 2031,"
	want := []string{"12 June 2009: citation 2009-06-12", "4 May 2031: citation 2031-05-04", "5 May 2031: event 2031-05-05"}
	if diff := cmp.Diff(datesOf(text, ""), want); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
}

func TestDraftsHaveASideAndADay(t *testing.T) {
	const text = "The Council met on Friday. It rejected Russia's draft resolution. The Russian delegation had shown a short draft resolution."
	for _, p := range Read("t", text, Options{On: "2031-03-03"}).Proposals {
		if p.Kind == InstrumentKind && p.Fields.Norm != "Russian draft resolution of 28 February 2031" {
			t.Errorf("%q is %q", p.Text, p.Fields.Norm)
		}
	}
}

func TestResolutionYears(t *testing.T) {
	last := 0
	for i, n := range lastResolutions {
		if n <= last {
			t.Errorf("%d ends with %d, the year before with %d", firstResolutionYear+i, n, last)
		}
		last = n
	}
	for _, tc := range []struct{ n, want int }{
		{1, 1946}, {15, 1946}, {16, 1947}, {242, 1967}, {338, 1973}, {687, 1991}, {1244, 1999}, {1325, 2000}, {1701, 2006},
		{2139, 2014}, {2254, 2015}, {2401, 2018}, {2735, 2024}, {0, 0}, {-5, 0}, {9999, 0},
	} {
		if got := resolutionYear(tc.n); got != tc.want {
			t.Errorf("resolution %d is of %d, want %d", tc.n, got, tc.want)
		}
	}
}

// instrumentTypes are those of the guideline.
var instrumentTypes = map[string]bool{
	resolutionType: true, prstType: true, documentType: true, charterType: true, agreementType: true, memorandumType: true,
	protocolType: true, communiqueType: true, reportType: true, letterType: true, decisionType: true, treatyType: true,
	referenceType: true, standardType: true, draftType: true,
}

func TestTablesOfInstrumentsAreWellFormed(t *testing.T) {
	if knownInstruments[0].norm != "UN Charter" {
		t.Errorf("the first known instrument is %q", knownInstruments[0].norm)
	}
	seen := make(map[string]bool)
	for _, k := range knownInstruments {
		if !instrumentTypes[k.typ] || k.norm == "" {
			t.Errorf("%q: type %q, norm %q", k.names, k.typ, k.norm)
		}
		for name := range strings.SplitSeq(k.names, ";") {
			if name == "" || name != strings.TrimSpace(name) || seen[strings.ToLower(name)] {
				t.Errorf("%q is empty, padded or stands twice", name)
			}
			if strings.ToUpper(name) != name && strings.ToLower(name) != name {
				t.Errorf("%q is neither an abbreviation nor in lower case", name)
			}
			seen[strings.ToLower(name)] = true
		}
	}
	for _, h := range heads {
		if !instrumentTypes[h.typ] || seen[h.phrase] || h.phrase != strings.ToLower(h.phrase) {
			t.Errorf("head %q of type %q", h.phrase, h.typ)
		}
		seen[h.phrase] = true
	}
	var before date
	for _, s := range knownStatements {
		if !s.on.full() || !s.on.valid() || !before.before(s.on) && before.year != 0 {
			t.Errorf("%v does not come after %v", s.on, before)
		}
		if !strings.HasPrefix(s.symbol, "S/PRST/"+strconv.Itoa(s.on.year)+"/") {
			t.Errorf("%s is of %v", s.symbol, s.on)
		}
		before = s.on
	}
	for _, k := range knownDates {
		if !instrumentTypes[k.typ] || !k.on.valid() || !strings.Contains(k.norm, longDate(k.on)) {
			t.Errorf("%q is of %v", k.norm, k.on)
		}
	}
}
