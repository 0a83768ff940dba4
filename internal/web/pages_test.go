package web

import (
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"html"

	"github.com/truceline/truceline/internal/locale"
)

// pages has, for every template, addresses that execute it.
var pages = map[string][]string{
	"situation": {"/", "/?from=2018-02-01&to=2018-03-01", "/?known=2026-11-01", "/?from=2017-01-01&to=2018-03-17"},
	"incidents": {"/incidents", "/incidents?area=area_north&sure=unknown", "/incidents?lead=violation", "/incidents?settles=area", "/incidents?offset=10", "/incidents?fact=refuted",
		"/incidents?source=monitor", "/incidents?accounts=several&disputed=place"},
	"incident":       {"/incidents/i-ucdp-ged-1003", "/incidents/i-ucdp-ged-1009", "/incidents/i-ucdp-ged-1013", "/incidents/i-ucdp-ged-1003?known=2026-11-01"},
	"moved":          {"/incidents/i-monitor-77"},
	"contradictions": {"/contradictions?from=2018-02-01&to=2018-02-28", "/contradictions?from=2018-02-01&to=2018-02-28&aspect=place&a=ucdp-ged&b=monitor", "/contradictions?aspect=kind"},
	"joining":        {"/joining?from=2018-02-01&to=2018-02-28", "/joining", "/joining?from=2018-02-01&to=2018-02-28&done=j-1", "/joining?from=2018-01-01&to=2018-01-28&done=j-3", "/joining?known=2026-11-01&from=2018-02-01&to=2018-02-28"},
	"ledgers": {"/ledgers", "/ledgers?from=2018-02-01&to=2018-03-17", "/ledgers?from=2017-01-01&to=2018-03-17&a=ucdp-ged&b=monitor&also=centre&also=origin:Reuters", "/ledgers?from=2018-02-01&to=2018-03-17&a=talker&b=walker",
		"/ledgers?from=2018-02-01&to=2018-03-17&a=guarantor&b=origin:SOHR&area=SY07", "/ledgers?from=2018-02-01&to=2018-03-17&a=guarantor&b=talker", "/ledgers?from=2016-01-01&to=2016-01-03", "/ledgers?known=2026-11-01&from=2018-02-01&to=2018-03-17&a=ucdp-ged&b=rest"},
	"ledgers_records": {"/ledgers/records?from=2018-02-01&to=2018-03-17&a=ucdp-ged&b=monitor&cell=contradictory&over=place", "/ledgers/records?from=2018-02-01&to=2018-03-17&a=origin:SOHR&b=rest&cell=only_a&in=SY07",
		"/ledgers/records?from=2018-02-01&to=2018-03-17&a=talker&b=walker&claim=talker:B3/%5B%5D", "/ledgers/records?from=2018-02-01&to=2018-03-17&a=origin:SOHR&b=rest&cell=all&sure=unknown&day=none", "/ledgers/records?from=2016-01-01&to=2016-01-03"},
	"ledgers_counts":   {"/ledgers/counts?from=2018-02-01&to=2018-03-17&a=talker&b=walker", "/ledgers/counts?from=2018-02-01&to=2018-03-17&a=talker&b=rest&comparable=no&by=b", "/ledgers/counts?from=2016-01-01&to=2016-01-03"},
	"movement":         {"/movement", "/movement?areas=zone&quiet=1&from=2018-01-01&to=2018-03-16", "/movement?group=XX.1&areas=district", "/movement?group=front&known=2018-03-12&from=2018-01-01&to=2018-03-16", "/movement?from=2016-01-01&to=2016-03-01"},
	"movement_records": {"/movement/records?of=XX.1&area=SY07&month=2018-02", "/movement/records?of=XX.1&what=listed&answer=yes", "/movement/records?of=XX.1&what=possible&area=SY09&month=2018-03", "/movement/records?what=all&area=SY07&month=2018-02", "/movement/records?of=XX.1&what=set&turn=vanished&area=SY07&month=2018-03"},
	"applied":          {"/applied", "/applied?at=36.45,35.65&on=2018-03-01", "/applied?at=North&on=2018-03-01&party=gov", "/applied?at=nowhere", "/applied?at=36,91"},
	"reads":            {"/read", "/read?known=2026-11-01"},
	"reading":          {"/read/communique-1", "/read/communique-2", "/read/communique-1?known=2026-11-01"},
	"act":              {"/read/communique-1/acts/a001", "/read/communique-1/acts/a002", "/read/communique-1/acts/x001", "/read/communique-1/acts/new", "/read/communique-1/acts/a003?known=2026-11-01"},
	"beside":           {"/read/communique-1/beside/communique-2", "/read/communique-2/beside/communique-1"},
	"conflict":         {"/read/communique-1/decide POST accept=a001.7", "/read/communique-1/decide POST act=a002&seq=1&verdict=corrected&words=call+upon&force=demand&mode=direct&section=statement&themes=weapons&themes=economy"},
	"register":         {"/register"},
	"instrument":       {"/register/memo", "/register/res", "/register/statement"},
	"areas":            {"/areas"},
	"area":             {"/areas/area_north", "/areas/SY09"},
	"parties":          {"/parties"},
	"party":            {"/parties/brigade", "/parties/front", "/parties/opposition", "/parties/gov", "/parties/guarantor"},
	"designations": {"/designations", "/designations?on=2018-03-16&offset=50", "/designations?on=2010-01-01", "/designations?on=2019-01-01&matched=yes&regime=Sample&kind=entity&q=front+%D8%A7%D9%84%D8%AC%D8%A8%D9%87%D8%A9&list=sample",
		"/designations?on=2018-02-01&regime=none&list=case", "/designations?known=2026-11-01"},
	"designations_changes": {"/designations/changes", "/designations/changes?from=2001-01-01&to=2018-12-31", "/designations/changes?from=2017-07-01&to=2018-03-31&what=amended&list=sample", "/designations/changes?what=removed&from=2018-01-01&to=2018-01-02"},
	"designations_screen":  {"/designations/screen", "/designations/screen?name=the+front&on=2018-03-01&party=front", "/designations/screen?name=sheep&kind=vessel", "/designations/screen?name=zzz"},
	"designations_entry":   {"/designations/XX.1", "/designations/XX.1?list=sample&on=2018-02-01&party=front&name=The+Front&done=front", "/designations/XX%2F2%20=a?list=sample", "/designations/XX.9?list=case", "/designations/XX.3?on=2017-01-01", "/designations/XX.1?list=case&known=2026-11-01"},
	"designations_files":   {"/designations/files", "/designations/files?known=2026-11-01"},
	"sources":              {"/sources", "/sources?from=2018-02-01&to=2018-03-01", "/sources?known=2026-11-01"},
	"source":               {"/sources/ucdp-ged", "/sources/monitor", "/sources/centre"},
	"source_reports":       {"/sources/ucdp-ged/reports", "/sources/ucdp-ged/reports?offset=10", "/sources/ucdp-ged/reports?origin=SOHR&only=yes&origins=1&with=monitor&apart=yes&place=exact&time=day&month=2018-02&name=%3Cgang%3E&alone=yes&unknown=yes&odd=yes&judged=yes&repeat=yes&folded=yes", "/sources/monitor/reports", "/sources/monitor/reports?name=nobody"},
	"source_claims":        {"/sources/monitor/claims", "/sources/monitor/claims?month=2018-02&odd=yes", "/sources/centre/claims"},
	"report":               {"/reports/monitor:77", "/reports/centre:=12%2Fa", "/reports/monitor:77?known=2026-11-01"},
	"intake":               {"/intake", "/intake?done=" + fixtureFile, "/intake?known=2026-11-01"},
	"taken":                {"/intake/" + fixtureFile, "/intake/" + fixtureText},
	"trial": {"/intake POST format=csv&digest=" + fixtureFile, "/intake POST format=csv&do=take&source=monitor&mapping=a&digest=" + fixtureFile, "/intake POST format=ged&digest=" + fixtureFile,
		"/intake POST format=bulletin&digest=" + fixtureText, "/intake POST format=bulletin&digest=" + fixtureFile, "/intake POST format=claims&on=2018-02-11&digest=" + fixtureFile,
		"/intake POST format=list&digest=" + fixtureFile, "/intake POST format=list&list=bad&digest=" + fixtureFile, "/intake POST format=list&do=take&list=sample&title=T&on=2018-08-24&digest=" + fixtureFile, "/intake POST format=list&do=take&digest=" + fixtureFile},
	"publications": {"/publications"},
	"log":          {"/log", "/log?q=41", "/log?q=memo", "/log?q=none", "/log?first=0", "/log?q=99"},
	"problem": {"/nothing-here", "/incidents/none", "/?from=soon", "/sources/none", "/sources/none/reports", "/sources/none/claims", "/reports/none", "/intake/none", "/sources/ucdp-ged/reports?place=far", "/sources/ucdp-ged/reports?odd=no", "/intake POST format=pdf", "/intake POST format=ged&digest=00",
		"/designations?on=soon", "/designations?matched=no", "/designations?offset=x", "/designations/none", "/designations/XX.1?list=none", "/designations/XX.1?on=2018-13-01", "/designations/changes?from=2018-03-02&to=2018-03-01", "/designations/changes?what=all",
		"/designations/screen?name=x&on=x", "/designations/screen?name=x&kind=robot", "/designations/match POST party=front"},
}

func newHandler(t testing.TB) http.Handler {
	return New(newFixture(t), slog.New(slog.DiscardHandler)).Handler()
}

func get(t testing.TB, h http.Handler, target, accept string) (int, http.Header, string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.Header.Set("Accept", accept)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Code, w.Header(), string(body)
}

// ask gets a page as a browser does, or posts a form: "/path POST a=b".
func ask(t testing.TB, h http.Handler, target string) (int, string) {
	t.Helper()
	target, form, post := strings.Cut(target, " POST ")
	if !post {
		code, _, body := get(t, h, target, "text/html")
		return code, body
	}
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(form+"&by=duty+editor"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", "text/html")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// TestPages executes every template in every language. A template that no
// address here executes fails.
func TestPages(t *testing.T) {
	h := newHandler(t)
	files, err := fs.Glob(pageFiles, "page/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name := strings.TrimSuffix(path.Base(f), ".html")
		if !slices.Contains(shared[:], f) && len(pages[name]) == 0 {
			t.Errorf("no address here executes the page %s", name)
		}
	}
	for name, targets := range pages {
		for _, target := range targets {
			for _, lang := range locale.Tags {
				join := "?"
				if strings.Contains(target, "?") {
					join = "&"
				}
				path, posts, _ := strings.Cut(target, " ")
				target := strings.TrimSpace(path + join + "lang=" + lang + " " + posts)
				code, body := ask(t, h, target)
				want := http.StatusOK
				if name == "conflict" {
					want = http.StatusConflict
				}
				if (code == want) == (name == "problem") {
					t.Errorf("%s: status %d\n%s", target, code, body)
					continue
				}
				for _, bad := range []string{"<no value>", "ZgotmplZ", "%!", "(BADINDEX)"} {
					if strings.Contains(body, bad) {
						t.Errorf("%s holds %s", target, bad)
					}
				}
				if !strings.Contains(body, `lang="`+lang+`"`) || !strings.Contains(body, `<main id="main"`) {
					t.Errorf("%s lacks its language or its main part", target)
				}
				if name != "problem" && !strings.Contains(body, `data-page="`+name+`"`) {
					t.Errorf("%s is not the page %s", target, name)
				}
				for _, id := range regexp.MustCompile(`\sid="([^"]*)"`).FindAllStringSubmatch(body, -1) {
					if n := strings.Count(body, id[0]); n > 1 {
						t.Errorf("%s has the id %s %d times", target, id[1], n)
					}
				}
			}
		}
	}
}

var hrefs = regexp.MustCompile(`(?:href|data-areas|data-incidents|data-accounts)="(/[^"]*)"`)

// TestLinks follows every link within the site, from the situation page on.
func TestLinks(t *testing.T) {
	h := newHandler(t)
	seen := map[string]bool{}
	queue := []string{"/", "/?lang=ar&known=2026-11-01"}
	for len(queue) > 0 && len(seen) < 1500 {
		target := queue[0]
		queue = queue[1:]
		target, _, _ = strings.Cut(target, "#")
		if seen[target] {
			continue
		}
		seen[target] = true
		code, head, body := get(t, h, target, "text/html")
		if code != http.StatusOK {
			t.Errorf("%s: status %d", target, code)
		}
		if !strings.HasPrefix(head.Get("Content-Type"), "text/html") {
			continue
		}
		for _, m := range hrefs.FindAllStringSubmatch(body, -1) {
			queue = append(queue, html.UnescapeString(m[1]))
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d addresses were reached", len(seen))
	}
}

var spoken = regexp.MustCompile(`\bT "([a-z0-9_.]+)"`)

// TestWords holds every phrase that a template asks for against the words.
func TestWords(t *testing.T) {
	langs, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(pageFiles, "page/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := fs.ReadFile(pageFiles, f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range spoken.FindAllSubmatch(text, -1) {
			if !langs[0].Has(locale.Key(m[1])) {
				t.Errorf("%s asks for the phrase %q, which the words lack", f, m[1])
			}
		}
	}
}
