package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/truceline/truceline/cases"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/intake/casedir"
	"github.com/truceline/truceline/internal/locale"
)

// readingKeys are the phrases of the review whose keys are made of values.
func readingKeys() []locale.Key {
	var keys []locale.Key
	add := func(prefix string, values ...string) {
		for _, v := range values {
			keys = append(keys, locale.Key(prefix+v))
		}
	}
	add("act.force.", strs(document.Forces[:])...)
	add("act.mode.", strs(modes[:])...)
	add("act.section.", strs(sections[:])...)
	add("theme.", document.Themes[:]...)
	add("force.", strs(instrument.Forces[:])...)
	add("thing.", "date", "place", "instrument", "quote", "condition")
	for _, v := range desk.Verdicts {
		add("verdict.", string(v))
		add("decided.", string(v))
	}
	add("beside.", string(document.Same), string(document.Changed), string(document.OnlyA), string(document.OnlyB))
	add("say.", says[:]...)
	for _, n := range formNames {
		keys = append(keys, n.key)
	}
	nothing := instrument.Provision{Force: instrument.Commits}
	words, clock := nothing, nothing
	words.Deadline, clock.Deadline = &instrument.Deadline{Words: "soon"}, &instrument.Deadline{Within: "P1D"}
	for _, p := range []instrument.Provision{nothing, words, clock} {
		add("", p.LeftOut()...)
	}
	return keys
}

// newRecord is the site on a record of its own that holds the bundled case.
func newRecord(t testing.TB) http.Handler { return newRecordIn(t, t.TempDir()) }

func newRecordIn(t testing.TB, dir string) http.Handler {
	t.Helper()
	d, err := desk.Create(t.Context(), dir, desk.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	files, ok := cases.Bundled("astana")
	if !ok {
		t.Fatal("the bundled case is gone")
	}
	c, err := casedir.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.LoadCase(t.Context(), "the test", c); err != nil {
		t.Fatal(err)
	}
	return New(d, slog.New(slog.DiscardHandler)).Handler()
}

// madeUp is an invented statement, with line ends of two bytes.
const madeUp = "Joint Statement of the Guarantors on Quiet Roads 𝄞\r\n\r\nAstana, 14 February 2018\r\n\r\n" +
	"The Islamic Republic of Iran, the Russian Federation and the Republic of Turkey as guarantors:\r\n\r\n" +
	"1. Reaffirm their commitment to keep the roads quiet;\r\n\r\n" +
	"2. Agree to open three roads for relief convoys in Idlib by 1 March 2018;\r\n\r\n" +
	"3. Call upon the parties to the conflict to release all detainees within ten days of this statement;\r\n\r\n" +
	"4. Welcome the work of the doctors of Aleppo.\r\n"

// send posts something and returns the answer.
func send(t testing.TB, h http.Handler, target, kind string, body io.Reader, set func(http.Header)) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, target, body)
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Accept", "text/html")
	if set != nil {
		set(r.Header)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// form posts a form as a browser does, by the duty editor if it names nobody.
func form(t testing.TB, h http.Handler, target string, v url.Values) *httptest.ResponseRecorder {
	t.Helper()
	if !v.Has("by") {
		v.Set("by", "duty editor")
	}
	return send(t, h, target, "application/x-www-form-urlencoded", strings.NewReader(v.Encode()), nil)
}

// script posts a form as the page's script does.
func script(t testing.TB, h http.Handler, target string, v url.Values) (int, outcome) {
	t.Helper()
	if !v.Has("by") {
		v.Set("by", "duty editor")
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	w := send(t, h, target, "application/json", bytes.NewReader(b), func(h http.Header) { h.Set("Accept", "application/json") })
	var out outcome
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatalf("%v: %s", err, w.Body)
	}
	return w.Code, out
}

// drop takes a text in and returns the address of its review.
func drop(t testing.TB, h http.Handler, fields map[string]string, name string, data []byte) *httptest.ResponseRecorder {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, v := range fields {
		if err := m.WriteField(k, v); err != nil {
			t.Fatal(err)
		}
	}
	if name != "" {
		f, err := m.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	m.Close()
	return send(t, h, "/read", m.FormDataContentType(), &b, nil)
}

func dropped(t testing.TB, h http.Handler, text string) string {
	t.Helper()
	w := drop(t, h, map[string]string{"by": "duty editor", "on": "2018-02-14"}, "quiet.txt", []byte(text))
	if w.Code != http.StatusSeeOther {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	return w.Header().Get("Location")
}

func TestDrop(t *testing.T) {
	h := newRecord(t)
	by := map[string]string{"by": "duty editor"}
	with := func(pairs ...string) map[string]string {
		m := map[string]string{"by": "duty editor"}
		for i := 0; i < len(pairs); i += 2 {
			m[pairs[i]] = pairs[i+1]
		}
		return m
	}
	for _, tc := range []struct {
		name   string
		fields map[string]string
		file   string
		data   []byte
		status int
		says   string
	}{
		{"a file", by, "quiet.txt", []byte(madeUp), 303, ""},
		{"a text that was pasted, under its title", with("text", "The guarantors agree to meet.\r\n", "title", "Spring meeting"), "", nil, 303, ""},
		{"a text of an instrument of the case", with("text", "The guarantors agree to meet again.", "instrument", "memo_2017_05_04"), "", nil, 303, ""},
		{"nothing", by, "", nil, 400, "there is no text"},
		{"both", with("text", "The guarantors agree."), "quiet.txt", []byte(madeUp), 400, "a file and a pasted text"},
		{"nobody", map[string]string{"text": "The guarantors agree."}, "", nil, 400, "say who decides"},
		{"a name of two lines", map[string]string{"text": "The guarantors agree.", "by": "a\x00b"}, "", nil, 400, "a name is at most"},
		{"a date that is none", with("text", "The guarantors agree.", "on", "soon"), "", nil, 400, "is not a date"},
		{"an instrument that is not there", with("text", "The guarantors agree.", "instrument", "atlantis"), "", nil, 400, "no instrument &#34;atlantis&#34;"},
		{"an empty file", by, "empty.txt", nil, 400, ""},
		{"a file that is too large", by, "large.txt", bytes.Repeat([]byte("word "), (maxFile+2*maxForm)/5), 400, "larger than 32 MB"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := drop(t, h, tc.fields, tc.file, tc.data)
			if w.Code != tc.status || !strings.Contains(w.Body.String(), tc.says) {
				t.Errorf("status %d, want %d and %q\n%s", w.Code, tc.status, tc.says, w.Body)
			}
		})
	}
	_, _, list := get(t, h, "/read", "text/html")
	for _, want := range []string{"Joint Statement of the Guarantors", "Spring meeting.txt", "duty editor"} {
		if !strings.Contains(list, want) {
			t.Errorf("the list lacks %q", want)
		}
	}
	// What a browser sends with two bytes at each line end is taken in as it was typed.
	link := regexp.MustCompile(`/read/spring-meeting-[0-9a-f]+`).FindString(list)
	if _, _, text := get(t, h, link+"/original", "*/*"); text != "The guarantors agree to meet.\n" {
		t.Errorf("the pasted text is %q", text)
	}
}

// TestReview goes the way of an editor without scripts.
func TestReview(t *testing.T) {
	h := newRecord(t)
	at := dropped(t, h, madeUp)
	page := func() string {
		t.Helper()
		code, _, body := get(t, h, at, "text/html")
		if code != http.StatusOK {
			t.Fatalf("status %d\n%s", code, body)
		}
		return body
	}
	n := strings.Count(page(), `<article class="card `)
	if n < 4 {
		t.Fatalf("%d acts are proposed, want at least 4", n)
	}
	has := func(want string) {
		t.Helper()
		if !strings.Contains(page(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	decide := func(v url.Values, status int) string {
		t.Helper()
		w := form(t, h, at+"/decide", v)
		if w.Code != status {
			t.Fatalf("status %d, want %d\n%s", w.Code, status, w.Body)
		}
		return w.Header().Get("Location") + w.Body.String()
	}
	if to := decide(url.Values{"accept": {"a001.0"}}, 303); to != at+"#c-a001" {
		t.Errorf("led to %s", to)
	}
	has("Accepted by duty editor")
	has(fmt.Sprintf("1 of %d acts decided", n))
	decide(url.Values{"undo": {"a001.1"}}, 303)
	has("Decision taken back by duty editor")
	has(fmt.Sprintf("0 of %d acts decided", n))
	decide(url.Values{"reject": {"a002.0"}}, 303)
	has(`class="tag commitment rejected"`)
	decide(url.Values{"refer": {"a003.0.memo_2a"}}, 303)
	has("Says again:")

	conflict := decide(url.Values{"accept": {"a002.0"}, "by": {"night editor"}}, 409)
	for _, want := range []string{"Rejected by duty editor", `name="seq" value="1"`, `name="by" value="night editor"`, `name="verdict" value="accepted"`} {
		if !strings.Contains(conflict, want) {
			t.Errorf("the conflict lacks %q", want)
		}
	}
	refused := decide(url.Values{"act": {"a004"}, "seq": {"0"}, "verdict": {"corrected"}, "words": {"Applaud"}, "force": {"demand"}, "mode": {"direct"}, "section": {"statement"}, "note": {"kept"}}, 400)
	if !strings.Contains(refused, "these words do not stand in the text") || !strings.Contains(refused, `value="kept"`) {
		t.Errorf("a refused form does not say why, or loses what was entered\n%s", refused)
	}
	decide(url.Values{"verdict": {"added"}, "words": {"Quiet Roads 𝄞"}, "force": {"commitment"}, "mode": {"direct"}, "section": {"statement"}, "verb": {"keep quiet"}}, 303)
	has(`id="c-x001"`)
	_, head, body := get(t, h, at+"/reviewed.jsonl", "*/*")
	if !strings.HasPrefix(head.Get("Content-Disposition"), "attachment") || !strings.Contains(body, `"text":"Quiet Roads 𝄞"`) {
		t.Errorf("%v\n%s", head, body)
	}
	for line := range strings.Lines(body) {
		var p document.Proposal
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			t.Fatal(err)
		}
		if madeUp[p.Start:p.End] != p.Text {
			t.Errorf("bytes %d to %d are %q, not %q", p.Start, p.End, madeUp[p.Start:p.End], p.Text)
		}
	}
	_, head, body = get(t, h, at+"/original", "*/*")
	if body != madeUp || head.Get("Content-Type") != "application/octet-stream" || head.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(head.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("the original is not handed out as it came: %v", head)
	}
}

// TestInRegister: what was accepted stands in the register with the words of the
// text, and leads back to them.
func TestInRegister(t *testing.T) {
	h := newRecord(t)
	at := dropped(t, h, madeUp)
	_, body := script(t, h, at+"/decide", url.Values{"act": {"a003"}, "seq": {"0"}, "verdict": {"accepted"}})
	if len(body.Changes) != 1 || !strings.Contains(body.Changes[0].Card, "In the register") {
		t.Fatalf("%+v", body)
	}
	instrument := strings.Replace(at, "/read/", "/register/", 1)
	_, _, page := get(t, h, instrument, "text/html")
	for _, want := range []string{"Call upon the parties to the conflict to release all detainees within ten days", at + `#a003"`, "how it is measured", "calls upon", "/provisions.akn.xml?of="} {
		if !strings.Contains(page, want) {
			t.Errorf("the register lacks %q", want)
		}
	}
	for _, target := range []string{"/provisions.csv", "/provisions.jsonl", "/provisions.akn.xml"} {
		code, head, body := get(t, h, target+"?of="+strings.TrimPrefix(instrument, "/register/"), "*/*")
		if code != 200 || !strings.HasPrefix(head.Get("Content-Disposition"), "attachment") || !strings.Contains(body, "a003") {
			t.Errorf("%s: status %d\n%s", target, code, body)
		}
	}
	if code, _, _ := get(t, h, "/provisions.csv?of=none", "*/*"); code != 400 {
		t.Errorf("an instrument that is not there: status %d", code)
	}
}

// TestScript is what the page's script relies on.
func TestScript(t *testing.T) {
	h := newRecord(t)
	at := dropped(t, h, madeUp)
	look := func(since int64) (out outcome) {
		t.Helper()
		target := at + "/decisions.json"
		if since >= 0 {
			target += fmt.Sprintf("?since=%d", since)
		}
		_, _, body := get(t, h, target, "application/json")
		if err := json.Unmarshal([]byte(body), &out); err != nil {
			t.Fatalf("%v: %s", err, body)
		}
		return out
	}
	all := look(-1)
	if len(all.Changes) < 4 || all.Changes[0].Values.Get("words") == "" || all.Changes[0].Card != "" {
		t.Fatalf("%+v", all)
	}
	if out := look(all.Since); len(out.Changes) != 0 || out.Since != all.Since {
		t.Errorf("nothing was decided, and yet: %+v", out)
	}
	code, first := script(t, h, at+"/decide", url.Values{"act": {"a001"}, "seq": {"0"}, "verdict": {"accepted"}})
	if code != 200 || first.Decided != 1 || first.Changes[0].Seq != 1 || first.Changes[0].Verdict != "accepted" || !strings.Contains(first.Changes[0].Card, `id="c-a001"`) {
		t.Fatalf("%d %+v", code, first)
	}
	if out := look(all.Since); len(out.Changes) != 1 || out.Changes[0].By != "duty editor" || out.Since != first.Since {
		t.Errorf("others do not hear of it: %+v", out)
	}
	if out := look(first.Since); len(out.Changes) != 0 {
		t.Errorf("it is told twice: %+v", out)
	}
	code, torn := script(t, h, at+"/decide", url.Values{"act": {"a001"}, "seq": {"0"}, "verdict": {"rejected"}, "note": {"mine"}, "by": {"night editor"}})
	if code != 409 || torn.Changes[0].Seq != 1 || !strings.Contains(torn.Title, "duty editor") || !strings.Contains(torn.Conflict, `value="mine"`) {
		t.Errorf("%d %+v", code, torn)
	}
	code, _ = script(t, h, at+"/decide", url.Values{"act": {"a099"}, "seq": {"0"}, "verdict": {"accepted"}})
	if code != 404 {
		t.Errorf("an act that is not there: status %d", code)
	}
	_, added := script(t, h, at+"/decide", url.Values{"verdict": {"added"}, "bs": {"49"}, "be": {"53"}, "force": {"demand"}, "mode": {"direct"}, "section": {"statement"}, "verb": {"sing"}})
	if len(added.Changes) != 1 || added.Changes[0].Act != "x001" || added.Changes[0].Values.Get("words") != "𝄞" || added.Decided != 1 {
		t.Fatalf("%+v", added)
	}
	_, gone := script(t, h, at+"/decide", url.Values{"act": {"x001"}, "seq": {"1"}, "verdict": {"undecided"}})
	if len(gone.Changes) != 1 || gone.Changes[0].Values != nil || gone.Changes[0].Card != "" {
		t.Errorf("what was taken back is still there: %+v", gone)
	}
}

func TestGuard(t *testing.T) {
	h := newRecord(t)
	at := dropped(t, h, madeUp)
	accept := url.Values{"accept": {"a001.0"}, "by": {"x"}}.Encode()
	const kind = "application/x-www-form-urlencoded"
	for _, tc := range []struct {
		name, kind, body string
		set              func(http.Header)
		status           int
		says             string
	}{
		{"from a page of another site", kind, accept, func(h http.Header) { h.Set("Sec-Fetch-Site", "cross-site") }, 403, "from a page of another site"},
		{"from another origin, by an old browser", kind, accept, func(h http.Header) { h.Set("Origin", "https://example.org") }, 403, "from a page of another site"},
		{"neither a form nor JSON", "text/plain", accept, nil, 400, "neither a form nor JSON"},
		{"JSON that is none", "application/json", "{", nil, 400, "cannot be read as a form"},
		{"a form that is too large", kind, "note=" + strings.Repeat("x", maxForm), nil, 400, "larger than 1 MB"},
		{"without a name", kind, "accept=a001.0", nil, 400, "say who decides"},
		{"with the name that the browser keeps", kind, "accept=a001.0", func(h http.Header) { h.Set("Cookie", nameCookie+"=%D8%A7%D9%84%D9%85%D8%AD%D8%B1%D8%B1") }, 303, ""},
		{"a verdict that is none", kind, "act=a001&seq=1&verdict=guilty&by=x", nil, 400, "is none of"},
		{"a version that is none", kind, "act=a001&seq=first&verdict=accepted&by=x", nil, 400, "not the number of a version"},
		{"no act", kind, "verdict=accepted&by=x", nil, 400, "of which act"},
		{"a proposed act that is added", kind, "act=a001&seq=1&verdict=added&by=x", nil, 400, "was proposed by the reader"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := send(t, h, at+"/decide", tc.kind, strings.NewReader(tc.body), tc.set)
			if w.Code != tc.status || !strings.Contains(w.Body.String(), tc.says) {
				t.Errorf("status %d, want %d and %q\n%s", w.Code, tc.status, tc.says, w.Body)
			}
		})
	}
	if _, _, page := get(t, h, at, "text/html"); !strings.Contains(page, "Accepted by المحرر") {
		t.Error("the name in the cookie does not stand beside the decision")
	}
}

// TestReadOnly: where nothing can be written no page offers to, and what is sent
// all the same is refused as something that may pass.
func TestReadOnly(t *testing.T) {
	dir := t.TempDir()
	at := dropped(t, newRecordIn(t, dir), madeUp)
	d, err := desk.Open(t.Context(), dir, desk.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	h := New(d, slog.New(slog.DiscardHandler)).Handler()
	for _, target := range []string{"/read", at, at + "/acts/a001"} {
		code, _, page := get(t, h, target, "text/html")
		if code != 200 || strings.Contains(page, `method="post"`) || !strings.Contains(page, "for reading only") {
			t.Errorf("%s: status %d, and it offers to write or does not say why not", target, code)
		}
	}
	if w := form(t, h, at+"/decide", url.Values{"accept": {"a001.0"}}); w.Code != 503 || !strings.Contains(w.Body.String(), "for reading only") {
		t.Errorf("status %d\n%s", w.Code, w.Body)
	}
}

// TestWeight: the page of a long text stays light in every language, whether it
// has an act in every other line or two in each.
func TestWeight(t *testing.T) {
	h := newRecord(t)
	for _, tc := range []struct {
		name string
		line string
		acts int // at least
	}{
		{"as a resolution has them", "%d. Calls upon all parties to the conflict in Idlib to open road %d to the convoys of the relief agencies, to let the doctors of the hospitals pass, and to keep away from it whatever may endanger those who use it;\n\n", 200},
		{"as a declaration has them", "%d. Reaffirm their commitment to road %d and to the bridges, the wells and the mills that it leads to and from which the villages live, and call upon all parties to the conflict in Idlib to open all of it to whoever brings food and medicine, without delay and at no price at all;\n\n", 330},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var b strings.Builder
			for i := 0; b.Len() < 50_000; i++ {
				fmt.Fprintf(&b, tc.line, i+1, i)
			}
			at := dropped(t, h, b.String())
			for _, lang := range locale.Tags {
				code, _, body := get(t, h, at+"?lang="+lang, "text/html")
				if code != 200 || len(body) > 300_000 {
					t.Errorf("%s: status %d, %d bytes", lang, code, len(body))
				}
				if n := strings.Count(body, `<article class="card `); n < tc.acts {
					t.Errorf("only %d acts: the text is not what this is to be tried with", n)
				}
			}
		})
	}
}
