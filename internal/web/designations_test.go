package web

import (
	"encoding/csv"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/sanctions"
)

func TestDecisionsOnDesignations(t *testing.T) {
	const match, who = "/designations/match", "by=duty+editor"
	const files = "/designations/files/decide"
	digest := fixtureDigest("c")
	for _, tc := range []struct {
		name, target, form string
		status             int
		asked, to, says    string
	}{
		{"a party is the subject of an entry", match, who + "&party=front&ref=XX.1&list=sample&on=2018-02-01&verdict=same&name=The+Front&reason=its++own+words", 303,
			"duty editor decides front same XX.1 (The Front): its own words", "/designations/XX.1?done=front&list=sample&on=2018-02-01#matches", ""},
		{"a reference with a slash, on a page in Arabic", match + "?lang=ar", who + "&party=front&ref=XX/2+%3Da&list=sample&verdict=other&reason=x", 303,
			"duty editor decides front other XX/2 =a (): x", "/designations/XX%2F2%20=a?done=front&lang=ar&list=sample#matches", ""},
		{"a decision is taken back", match + "/undo", who + "&party=front&ref=XX.1&list=sample&reason=wrong+entry", 303,
			"duty editor undoes front XX.1: wrong entry", "/designations/XX.1?done=front&list=sample#matches", ""},
		{"a file is accepted", files, who + "&do=accept&digest=" + digest + "&reason=looked+at", 303, "duty editor accepts true " + digest + ": looked at", "/designations/files#f-" + digest, ""},
		{"a file is set aside", files, who + "&do=aside&digest=" + digest + "&reason=no", 303, "duty editor accepts false " + digest + ": no", "/designations/files#f-" + digest, ""},

		{"a match without a reason", match, who + "&party=front&ref=XX.1&verdict=same", 400, "", "", "reason: say why"},
		{"a match of nobody", match, who + "&ref=XX.1&verdict=same&reason=x", 400, "", "", "party: say of which party"},
		{"a party that is not there", match, who + "&party=moon&ref=XX.1&verdict=same&reason=x", 400, "", "", "the register has no party"},
		{"no verdict", match, who + "&party=front&ref=XX.1&reason=x", 400, "", "", "verdict: say whether"},
		{"an entry that is not there", match, who + "&party=front&ref=none&verdict=same&reason=x", 404, "", "", "no list on record has an entry"},
		{"nobody says who decides", match, "party=front&ref=XX.1&verdict=same&reason=x", 400, "", "", "by: say who decides"},
		{"taking back without a reason", match + "/undo", who + "&party=front&ref=XX.1", 400, "", "", "reason: say why"},
		{"on a page as it was known then", match + "?known=2026-11-01", who + "&party=front&ref=XX.1&verdict=same&reason=x", 400, "", "", "known: this address shows"},
		{"a file without a reason", files, who + "&do=accept&digest=" + digest, 400, "", "", "reason: say why"},
		{"a file of which nothing is said", files, who + "&digest=" + digest + "&reason=x", 400, "", "", "do: say whether"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := newFixture(t)
			w := submit(New(f, slog.New(slog.DiscardHandler)).Handler(), tc.target, tc.form, "")
			if w.Code != tc.status || !strings.Contains(w.Body.String(), tc.says) {
				t.Fatalf("status %d, want %d saying %q\n%s", w.Code, tc.status, tc.says, w.Body)
			}
			got := strings.Join(f.asked, "; ")
			if got != tc.asked {
				t.Errorf("the desk was asked %q, want %q", got, tc.asked)
			}
			if got := w.Header().Get("Location"); got != tc.to {
				t.Errorf("it leads to %q, want %q", got, tc.to)
			}
		})
	}
}

// What a page of another site sends is not taken, and a record that is open for
// reading only offers no form.
func TestNobodyElseDecidesOnDesignations(t *testing.T) {
	f := newFixture(t)
	h := New(f, slog.New(slog.DiscardHandler)).Handler()
	const form = "by=x&party=front&ref=XX.1&verdict=same&reason=y&do=accept&digest=a"
	targets := []string{"/designations/match", "/designations/match/undo", "/designations/files/decide"}
	for _, target := range targets {
		r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(form))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusForbidden {
			t.Errorf("%s from another site: status %d, want 403", target, w.Code)
		}
	}
	f.readOnly = true
	for _, target := range targets {
		if w := submit(h, target, form, ""); w.Code != http.StatusServiceUnavailable {
			t.Errorf("%s: status %d, want 503", target, w.Code)
		}
	}
	for _, target := range []string{"/designations/XX.1", "/designations/files"} {
		_, _, body := get(t, h, target, "text/html")
		if strings.Contains(body, `method="post"`) || !strings.Contains(body, "open for reading only") {
			t.Errorf("%s offers a form, or does not say why there is none", target)
		}
	}
	if f.asked != nil {
		t.Errorf("the desk was asked %v", f.asked)
	}
}

// designated are the references of the CSV of a day, each with its answer.
func designated(t *testing.T, h http.Handler, query string) []string {
	t.Helper()
	code, _, body := get(t, h, "/designations.csv?"+query, "*/*")
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil || code != 200 {
		t.Fatalf("%s: status %d, %v\n%s", query, code, err, body)
	}
	var out []string
	for _, r := range rows[1:] {
		if !strings.HasPrefix(r[2], "XP.") {
			out = append(out, r[2]+" "+r[7])
		}
	}
	return out
}

func TestDesignationsOnADay(t *testing.T) {
	h := newHandler(t)
	for _, tc := range []struct {
		name, query string
		want        []string
	}{
		{"before the first file the stated days speak", "on=2014-05-13", []string{"XX.9 yes", "XX/2 =a yes"}},
		{"an entry from its day of listing", "on=2014-05-14", []string{"XX.1 yes", "XX.9 yes", "XX/2 =a yes"}},
		{"one that went between two files may still be there", "on=2017-12-01", []string{"XX.1 yes", "XX.9 yes", "XX/2 =a unknown"}},
		{"by the newest file it is gone, and another came", "on=2018-03-10", []string{"XX.1 yes", "XX.3 yes", "XX.9 yes"}},
		{"a later day is answered by the newest file", "on=2025-01-01", []string{"XX.1 yes", "XX.3 yes", "XX.9 yes"}},
		{"only what the case states", "on=2018-03-10&list=case", []string{"XX.9 yes"}},
		{"only vessels", "on=2018-03-10&kind=vessel", []string{"XX.3 yes"}},
		{"only those matched to a party", "on=2018-03-10&matched=yes", []string{"XX.1 yes"}},
		{"by words of a name that it had that day", "on=2018-03-10&q=assembly+FRONT", []string{"XX.1 yes"}},
		{"and not by those of a name that it had not yet", "on=2017-07-03&q=assembly", nil},
		{"by a name in its own script", "on=2018-03-10&q=%D8%A7%D9%84%D8%AC%D8%A8%D9%87%D8%A9", []string{"XX.1 yes"}},
		{"by the reference", "on=2018-03-10&q=xx.3", []string{"XX.3 yes"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, designated(t, h, tc.query)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	t.Run("without a day it is the last of the case", func(t *testing.T) {
		_, _, body := get(t, h, "/designations", "text/html")
		if !strings.Contains(body, `name="on" value="2018-03-16"`) {
			t.Error("the page does not speak of 16 March 2018")
		}
	})
	t.Run("no cell is a formula", func(t *testing.T) {
		_, _, body := get(t, h, "/designations.csv?on=2017-07-03", "*/*")
		if strings.Contains(body, ",=Gone") || !strings.Contains(body, "'=Gone & away") {
			t.Error("a name that begins with = is a formula")
		}
	})
	t.Run("JSON names the files and who is matched", func(t *testing.T) {
		_, _, body := get(t, h, "/designations.json?on=2018-03-10&matched=yes", "*/*")
		var day struct {
			On      string
			Files   []struct{ State string }
			Entries []struct {
				Reference      string
				Same, Proposed []string
			}
		}
		if err := json.Unmarshal([]byte(body), &day); err != nil {
			t.Fatal(err)
		}
		if len(day.Files) != 4 || len(day.Entries) != 1 || !cmp.Equal(day.Entries[0].Same, []string{"front"}) || !cmp.Equal(day.Entries[0].Proposed, []string{"brigade"}) {
			t.Errorf("got %+v", day)
		}
	})
}

// The pages say what an answer rests on, and keep to themselves what is personal.
func TestWhatDesignationsRestOn(t *testing.T) {
	h := newHandler(t)
	for _, tc := range []struct {
		target string
		says   []string
		not    []string
	}{
		{"/designations?on=2019-01-01", []string{"3 July 2017</bdi>", "the newest file that counts is of 10 March 2018; the day asked for is later", "it is not current", "A file waits for a person", "95 % of the entries are gone", "no file of it counts yet"}, nil},
		{"/designations?on=2018-03-10&list=sample&kind=entity", []string{`<bdi class="original" dir="auto">الجبهة</bdi>`, `href="/parties/front"`, `href="/parties/brigade"`}, []string{`href="/parties/gov"`}},
		{"/designations?on=2018-03-10&q=XX.", []string{"<bdi>Sample list</bdi></small>", "<bdi>Another list</bdi></small>"}, nil},
		{"/designations?on=2010-01-01", []string{"the first file is of 3 July 2017"}, []string{"the day asked for is later"}},
		{"/designations/XX.1?on=2018-02-01", []string{"Assembly of the Front", "20 February 2018", "birth changed", "taken back later", "takes decision 1 back", "its own &lt;announcement&gt;", "not decided"}, []string{"1970-01-01", "1971-02-02", "secret comment"}},
		{"/designations/changes?from=2017-07-04&to=2018-03-10", []string{"removed from the list", "added to the list", "birth changed"}, []string{"1971-02-02", "1970-01-01"}},
		{"/designations/screen?name=the+frnt&on=2018-02-01", []string{"Only a person", "share of the score", "/designations/XX.1?list=sample&amp;name=", "is its subject"}, []string{"secret"}},
		{"/parties/front", []string{"/movement?group=front", "XX.1", `class="designated"`}, nil},
	} {
		_, _, body := get(t, h, tc.target, "text/html")
		for _, s := range tc.says {
			if !strings.Contains(body, s) {
				t.Errorf("%s lacks %q", tc.target, s)
			}
		}
		for _, s := range tc.not {
			if strings.Contains(body, s) {
				t.Errorf("%s says %q", tc.target, s)
			}
		}
	}
}

// Without a file of a list the case alone speaks, and the pages say so.
func TestDesignationsWithoutAList(t *testing.T) {
	f := newFixture(t)
	f.noLists = true
	h := New(f, slog.New(slog.DiscardHandler)).Handler()
	if diff := cmp.Diff([]string{"XX.1 yes", "XX.9 yes"}, designated(t, h, "on=2018-03-10")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, target := range []string{"/designations", "/designations/changes", "/designations/files", "/designations/screen?name=front"} {
		code, _, body := get(t, h, target, "text/html")
		if code != 200 || !strings.Contains(body, "No file of a list has been imported") {
			t.Errorf("%s: status %d, or it does not say that no list was imported", target, code)
		}
	}
	if _, _, body := get(t, h, "/designations/screen?name=front", "text/html"); !strings.Contains(body, "There is no list to search") {
		t.Error("the search does not say that there is nothing to search")
	}
}

// A name in the first file that holds an entry may have come with the entry: that
// it was taken in later is never sure.
func TestNamesThatMayHaveComeWithTheListing(t *testing.T) {
	c := sanctions.Course{Entry: sanctions.Entry{Ref: "XX.1"}, Stands: sanctions.Span{From: "2018-02-01", SureFrom: "2018-02-01"}, Called: []sanctions.Called{
		{Name: sanctions.Name{Text: "with it"}, Span: sanctions.Span{From: "2018-02-01", SureFrom: "2018-02-01"}},
		{Name: sanctions.Name{Text: "with it or later"}, Span: sanctions.Span{From: "2018-02-01", SureFrom: "2018-02-10"}, Basis: "a"},
		{Name: sanctions.Name{Text: "later"}, Span: sanctions.Span{From: "2018-02-05", SureFrom: "2018-02-10"}, Basis: "b"},
	}}
	var got []string
	for _, x := range (frame{}).courseChanges(nil, "l", "L", &c, "2018-01-01", "2018-12-31") {
		got = append(got, strings.TrimSpace(x.kind+" "+strings.Join(x.Changes, ", ")+" "+x.sure.String()))
	}
	if diff := cmp.Diff([]string{"added  yes", "name_in with it or later unknown", "name_in later yes"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A file of a list is handed out under the name with which it came.
func TestOriginalOfAList(t *testing.T) {
	_, head, _ := get(t, newHandler(t), "/originals/"+fixtureDigest("d"), "*/*")
	if got := head.Get("Content-Disposition"); !strings.Contains(got, "national.csv") {
		t.Errorf("it comes as %s", got)
	}
}

// A name without end is refused on the page itself.
func TestScreenRefuses(t *testing.T) {
	h := newHandler(t)
	for name, says := range map[string]string{strings.Repeat("%D8%A8", 1001): "1001 characters", "%E2%80%AE": "it holds no letter"} {
		code, _, body := get(t, h, "/designations/screen?name="+name, "text/html")
		if code != http.StatusBadRequest || !strings.Contains(body, says) || !strings.Contains(body, `name="name"`) {
			t.Errorf("status %d, or the page lacks %q or its form", code, says)
		}
	}
	if code, _, _ := get(t, h, "/designations/screen?name="+strings.Repeat("%D8%A8", 1000), "text/html"); code != 200 {
		t.Errorf("1000 letters: status %d", code)
	}
}

func TestDayRanges(t *testing.T) {
	for _, tc := range []struct {
		name        string
		w           dayRange
		first, last sanctions.Date
		want        truceline.Answer
	}{
		{"a day in the period", dayRange{"2018-02-01", "2018-02-01"}, "2018-02-01", "2018-02-28", truceline.Yes},
		{"the last day is one of them", dayRange{"2018-02-28", "2018-02-28"}, "2018-02-01", "2018-02-28", truceline.Yes},
		{"the day after", dayRange{"2018-03-01", "2018-03-01"}, "2018-02-01", "2018-02-28", truceline.No},
		{"days that begin before it", dayRange{"2018-01-31", "2018-02-02"}, "2018-02-01", "2018-02-28", truceline.Unknown},
		{"days that end after it", dayRange{"2018-02-28", "2018-03-01"}, "2018-02-01", "2018-02-28", truceline.Unknown},
		{"no last day is known", dayRange{"2018-02-02", ""}, "2018-02-01", "2018-02-28", truceline.Unknown},
		{"over before it began", dayRange{"", "2018-01-31"}, "2018-02-01", "2018-02-28", truceline.No},
	} {
		if got := tc.w.within(tc.first, tc.last); got != tc.want {
			t.Errorf("%s: got %v, want %v", tc.name, got, tc.want)
		}
	}
}

// Values that may be personal do not leave the file; those of names and days of
// the list do.
func TestOpenChanges(t *testing.T) {
	got := frame{}.openChanges([]string{
		`name "A \"B\" (aka)" added`, `birth "1975, Aleppo" added`, `birth "1976" added`, `document changed from "1" to "2"`, `comments changed`,
		`ENTITY/PHONE "+1 \"x\"" taken away`, `listed changed from "2001" to "2002"`, `The two entries were consolidated into this entity on 20 November 2013`,
	})
	want := []string{`name "A \"B\" (aka)" added`, "birth added", "document changed", "comments changed", "ENTITY/PHONE taken away",
		`listed changed from "2001" to "2002"`, `The two entries were consolidated into this entity on 20 November 2013`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
