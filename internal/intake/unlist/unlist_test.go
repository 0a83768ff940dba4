package unlist_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/listing"
	"github.com/truceline/truceline/internal/intake/listing/listingtest"
	"github.com/truceline/truceline/internal/intake/unlist"
	"github.com/truceline/truceline/sanctions"
	"github.com/truceline/truceline/sanctions/screening"
)

func read(t testing.TB, text string) (sanctions.Snapshot, error) {
	t.Helper()
	return unlist.Read(t.Context(), strings.NewReader(text), unlist.Options{Name: "list.xml"})
}

func TestScenarios(t *testing.T) {
	listingtest.Scenarios(t, func(t testing.TB, text string) (any, error) {
		s, err := read(t, text)
		return struct {
			On      sanctions.Date
			Entries []sanctions.Entry
			Unread  []sanctions.Unread
		}{s.On, s.Entries, s.Unread}, err
	})
}

const head = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<CONSOLIDATED_LIST dateGenerated="2017-07-03T20:27:45.483-04:00">` + "\n"

// person is a whole entry with its DATAID and reference, and more elements.
func person(id, ref, more string) string {
	return "<INDIVIDUAL><DATAID>" + id + "</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>OMAR</FIRST_NAME><SECOND_NAME>TESTI</SECOND_NAME>" +
		"<UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>" + ref + "</REFERENCE_NUMBER><LISTED_ON>2014-05-14</LISTED_ON>" + more + "</INDIVIDUAL>\n"
}

func list(entries ...string) string {
	return head + "<INDIVIDUALS>\n" + strings.Join(entries, "") + "</INDIVIDUALS><ENTITIES/>\n</CONSOLIDATED_LIST>\n"
}

// Each bad file is one clear sentence, and nothing of it is taken.
func TestBadFiles(t *testing.T) {
	good := list(person("1", "QDi.901", ""))
	for _, tc := range []struct{ name, in, want string }{
		{"empty", "", "list.xml: the file is empty; the list is an XML file whose root is CONSOLIDATED_LIST"},
		{"white space", " \n\n ", "list.xml: the file is empty; the list is an XML file whose root is CONSOLIDATED_LIST"},
		{"a declaration alone", `<?xml version="1.0"?>`, "list.xml: the file holds no element; the list is an XML file whose root is CONSOLIDATED_LIST"},
		{"a web page", "<!DOCTYPE html><html><body>404</body></html>", "list.xml: the file is a web page and not the list, as a failed download leaves; fetch the XML again"},
		{"a web page that is XML", `<?xml version="1.0"?><HTML><p/></HTML>`, "list.xml: the file is a web page and not the list, as a failed download leaves; fetch the XML again"},
		{"JSON", `{"id": 1}`, `list.xml: the file is not XML: it begins with "{"; the list is an XML file whose root is CONSOLIDATED_LIST`},
		{"another root", "<sdnList/>", "list.xml: the root of the file is sdnList; that of the UN list is CONSOLIDATED_LIST"},
		{"a document type", "<!DOCTYPE CONSOLIDATED_LIST>" + good, "list.xml, line 1: the file declares a document type, which the list does not have and which can make a small file endless; nothing was taken"},
		{"an entity bomb", `<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>` + "\n<CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>",
			"list.xml, line 1: the file declares a document type, which the list does not have and which can make a small file endless; nothing was taken"},
		{"an entity that nothing declares", strings.Replace(good, "OMAR", "&bomb;", 1), "list.xml, line 4: the XML is broken (invalid character entity &bomb;); nothing was taken: fetch the file again"},
		{"cut off", good[:len(good)-60], "list.xml, line 4: the file ends in the middle of the list, as an interrupted download does; nothing was taken: fetch it again"},
		{"cut off in a tag", good[:len(good)-12], "list.xml, line 6: the file ends in the middle of the list, as an interrupted download does; nothing was taken: fetch it again"},
		{"tags that do not match", strings.Replace(good, "</DATAID>", "</DATUM>", 1), "list.xml, line 4: the XML is broken (element <DATAID> closed by </DATUM>); nothing was taken: fetch the file again"},
		{"bytes that are no UTF-8", strings.Replace(good, "OMAR", "OM\xff\xfeAR", 1), "list.xml, line 4: bytes that are not UTF-8 stand in the file, which says or implies that it is; nothing was taken: fetch it again"},
		{"a control character", strings.Replace(good, "OMAR", "OM\x01AR", 1), `list.xml, line 4: the XML is broken (illegal character code U+0001); nothing was taken: fetch the file again`},
		{"a character set that is not read", strings.Replace(good, "UTF-8", "EBCDIC", 1), `list.xml: the file says that it is in the character set "EBCDIC", which is not read; save it as UTF-8`},
		{"a second root", good + "<CONSOLIDATED_LIST/>", "list.xml, line 7: a second root CONSOLIDATED_LIST stands behind the list; nothing was taken"},
		{"text behind the list", good + "bye", `list.xml, line 7: text stands behind the end of the list ("bye"); nothing was taken`},
		{"one DATAID twice", list(person("1", "QDi.901", ""), person("1", "QDi.902", "")),
			"list.xml, line 5: the entry has the DATAID 1, and so has the one on line 4; nothing was taken, because nothing tells which of them an amendment is to"},
		{"no day", strings.Replace(good, `dateGenerated="2017-07-03T20:27:45.483-04:00"`, "", 1), "list.xml: the file does not say when it was generated; say as of which day it stands"},
		{"too deep", list(person("1", "QDi.901", strings.Repeat("<a>", 40)+strings.Repeat("</a>", 40))), "list.xml, line 4: elements stand more than 32 deep in one another; nothing was taken"},
		{"lists in lists", head + strings.Repeat("<ENTITIES>", 40) + strings.Repeat("</ENTITIES>", 40) + "</CONSOLIDATED_LIST>", "list.xml, line 3: elements stand more than 32 deep in one another; nothing was taken"},
		{"too many elements", list(person("1", "QDi.901", strings.Repeat("<NAME_ORIGINAL_SCRIPT/>", unlist.MaxElements))), "list.xml, line 4: an entry holds more than 20000 elements; nothing was taken"},
		{"an endless text", list(person("1", "QDi.901", "<COMMENTS1>"+strings.Repeat("x", unlist.MaxText+1)+"</COMMENTS1>")), "list.xml, line 4: the element COMMENTS1 holds more than 1 MiB of text; nothing was taken"},
		{"nothing but unknown elements", list(strings.Repeat("<X/>", listing.MaxUnread+1)),
			"list.xml: more than 10000 pieces of the file cannot be read, the first on line 4 (the list has no such element outside its entries); it is not the list that it was taken for, and nothing was taken"},
		{"gzip that ends early", squeeze(t, good)[:120], "list.xml: the gzip file ends too early, as an interrupted download does; nothing was taken: fetch it again"},
		{"no gzip behind its mark", "\x1f\x8b<CONSOLIDATED_LIST/>", "list.xml: the gzip file is damaged; nothing was taken: fetch it again"},
		{"a gzip bomb", squeeze(t, head+strings.Repeat(" ", 40<<20)), "list.xml: the gzip file grows more than 200-fold, which no list does; if it is genuine, unpack it and take the plain file"},
		{"a zip archive", "PK\x03\x04" + good, "list.xml: the file is a zip archive; unpack it and take the list in it"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s, err := read(t, tc.in)
			if err == nil {
				t.Fatalf("read %d entries", len(s.Entries))
			}
			if d := cmp.Diff(tc.want, err.Error()); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
			if truceline.KindOf(err) != truceline.InvalidKind {
				t.Errorf("%v is no Problem", err)
			}
			if len(s.Entries) > 0 {
				t.Errorf("%d entries were taken", len(s.Entries))
			}
		})
	}
}

func squeeze(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The wrappings of a file change nothing of what it says.
func TestWrappings(t *testing.T) {
	plain := list(person("1", "QDi.901", "<NAME_ORIGINAL_SCRIPT>عمر المثال</NAME_ORIGINAL_SCRIPT>"))
	want, err := read(t, plain)
	if err != nil || len(want.Unread) > 0 || len(want.Entries) != 1 {
		t.Fatalf("%+v, %v", want, err)
	}
	wide := func(order func(lo, hi byte) []byte) string {
		var out []byte
		for _, u := range utf16.Encode([]rune("\ufeff" + strings.Replace(plain, "UTF-8", "UTF-16", 1))) {
			out = append(out, order(byte(u), byte(u>>8))...)
		}
		return string(out)
	}
	for name, in := range map[string]string{
		"gzip":                   squeeze(t, plain),
		"a byte order mark":      "\ufeff" + plain,
		"gzip with a mark":       squeeze(t, "\ufeff"+plain),
		"UTF-16LE":               wide(func(lo, hi byte) []byte { return []byte{lo, hi} }),
		"UTF-16BE":               wide(func(lo, hi byte) []byte { return []byte{hi, lo} }),
		"line ends":              strings.ReplaceAll(plain, "\n", "\r\n"),
		"a namespace":            strings.Replace(plain, "<CONSOLIDATED_LIST", `<CONSOLIDATED_LIST xmlns="urn:un" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="x.xsd"`, 1),
		"prefixes":               strings.NewReplacer("</", "</un:", "<INDIVIDUAL", "<un:INDIVIDUAL").Replace(strings.NewReplacer("<DATAID", "<un:DATAID", "<VERSIONNUM", "<un:VERSIONNUM", "<FIRST", "<un:FIRST", "<SECOND", "<un:SECOND", "<UN_", "<un:UN_", "<REF", "<un:REF", "<LISTED", "<un:LISTED", "<NAME", "<un:NAME", "<ENT", "<un:ENT", "<CONSOLIDATED_LIST", `<un:CONSOLIDATED_LIST xmlns:un="urn:un"`).Replace(plain)),
		"entries without groups": strings.NewReplacer("<INDIVIDUALS>", "", "</INDIVIDUALS><ENTITIES/>", "").Replace(plain),
		"comments":               strings.Replace(plain, "<DATAID>", "<!-- one --><DATAID>", 1),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := read(t, in)
			if err != nil {
				t.Fatal(err)
			}
			if got.Digest == want.Digest {
				t.Error("the digest is not that of the file as received")
			}
			got.Digest = want.Digest
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

func TestDay(t *testing.T) {
	for _, tc := range []struct {
		name, stamp string
		on          sanctions.Date
		want        sanctions.Date
		problem     string
	}{
		{"late in New York is that day", "2017-07-03T20:27:45.483-04:00", "", "2017-07-03", ""},
		{"no zone", "2026-07-20T00:00:00", "", "2026-07-20", ""},
		{"a date alone", "2017-07-03", "", "2017-07-03", ""},
		{"the same day is given", "2017-07-03T20:27:45Z", "2017-07-03", "2017-07-03", ""},
		{"another day is given", "2017-07-03T20:27:45Z", "2017-07-04", "", "list.xml: the file says that it was generated on 2017-07-03, and it is given as of 2017-07-04; leave the day out, or look for the file of that day"},
		{"a day is given for a stamp that is none", "Mon Jul 3", "2017-07-03", "2017-07-03", ""},
		{"a stamp that is none", "Mon Jul 3", "", "", "list.xml: the file does not say when it was generated; say as of which day it stands"},
		{"a month", "2017-07", "", "", "list.xml: the file does not say when it was generated; say as of which day it stands"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			in := strings.Replace(list(person("1", "QDi.901", "")), "2017-07-03T20:27:45.483-04:00", tc.stamp, 1)
			s, err := unlist.Read(t.Context(), strings.NewReader(in), unlist.Options{Name: "list.xml", On: tc.on})
			problem := ""
			if err != nil {
				problem = err.Error()
			}
			if s.On != tc.want || problem != tc.problem {
				t.Errorf("on %q, %q; want %q, %q", s.On, problem, tc.want, tc.problem)
			}
		})
	}
}

// An empty list is read, so that a person sees it, and says that it is empty.
func TestEmptyList(t *testing.T) {
	s, err := read(t, head+"<INDIVIDUALS/><ENTITIES/></CONSOLIDATED_LIST>")
	if err != nil {
		t.Fatal(err)
	}
	want := []sanctions.Unread{{Line: 1, Path: "CONSOLIDATED_LIST", Why: "the list holds no entry"}}
	if d := cmp.Diff(want, s.Unread); d != "" || len(s.Entries) > 0 || s.On != "2017-07-03" {
		t.Errorf("-want +got\n%s", d)
	}
}

// A name of ten thousand characters is no name; it is kept, and reported.
func TestEndlessName(t *testing.T) {
	endless := strings.Repeat("ع", 10_000)
	s, err := read(t, list(person("1", "QDi.901", "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>"+endless+"</ALIAS_NAME></INDIVIDUAL_ALIAS>")))
	if err != nil {
		t.Fatal(err)
	}
	e := s.Entries[0]
	if len(e.Names) != 1 || len(s.Unread) != 1 || s.Unread[0].Entry != "QDi.901" || !strings.Contains(s.Unread[0].Why, "a name of 20000 bytes is no name") {
		t.Errorf("names %v, unread %+v", e.Names, s.Unread)
	}
	if n := len([]rune(s.Unread[0].Text)); n != 201 {
		t.Errorf("%d characters of it are shown; want 200 and an ellipsis", n)
	}
	kept := false
	for _, o := range e.Other {
		kept = kept || o.Text == endless
	}
	if !kept {
		t.Error("it is not kept")
	}
}

// Controls of direction are not part of a name; how it was written is.
func TestBidi(t *testing.T) {
	s, err := read(t, list(person("1", "QDi.901", "<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>\u202eAbu \u2066Test\u2069\u202c</ALIAS_NAME></INDIVIDUAL_ALIAS>")))
	if err != nil {
		t.Fatal(err)
	}
	want := sanctions.Name{Text: "Abu Test", Script: "Latn", Quality: sanctions.Low, Within: "\u202eAbu \u2066Test\u2069\u202c"}
	if got := s.Entries[0].Names[1]; got != want {
		t.Errorf("%+q, want %+q", got, want)
	}
}

func TestLooks(t *testing.T) {
	xml := list(person("1", "QDi.901", ""))
	for name, tc := range map[string]struct {
		in   string
		want bool
	}{
		"plain": {xml, true}, "gzip": {squeeze(t, xml)[:64], true}, "a mark": {"\ufeff\n" + xml, true}, "a web page": {"<html>", true},
		"JSON": {`{"id"`, false}, "a table": {"id,name", false}, "nothing": {"", false}, "broken gzip": {"\x1f\x8b", false},
	} {
		if got := unlist.Looks([]byte(tc.in)); got != tc.want {
			t.Errorf("Looks(%s) = %v", name, got)
		}
	}
}

// The real lists are read whole: nothing of them is unread.
func TestRealLists(t *testing.T) {
	shared := os.Getenv("TRUCELINE_SHARED")
	if shared == "" {
		t.Skip("TRUCELINE_SHARED is not set: it is the folder that holds data/un with the lists of the Security Council")
	}
	for _, tc := range []struct {
		on                sanctions.Date
		persons, entities int
		nusra             []sanctions.Date
	}{
		{"2017-07-03", 650, 371, []sanctions.Date{"2017-06-07"}},
		{"2018-08-24", 701, 397, []sanctions.Date{"2017-06-07", "2018-06-05"}},
	} {
		t.Run(string(tc.on), func(t *testing.T) {
			f, err := os.Open(filepath.Join(shared, "data", "un", "un_sc_consolidated_"+string(tc.on)+".xml.gz"))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			s, err := unlist.Read(t.Context(), f, unlist.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if s.On != tc.on || len(s.Unread) > 0 || s.List != "un-sc" {
				t.Errorf("%s on %s with %d unread, the first %+v", s.List, s.On, len(s.Unread), s.Unread[:min(1, len(s.Unread))])
			}
			persons, entities := 0, 0
			for _, e := range s.Entries {
				if e.Kind == screening.Person {
					persons++
				} else {
					entities++
				}
				if len(e.Names) == 0 || e.Names[0].Quality != sanctions.Primary || e.Listed == "" || e.Ref == "" || e.Regime == "" {
					t.Errorf("half an entry: %+v", e)
				}
				for _, n := range e.Names {
					if n.Script == "" && strings.ContainsFunc(n.Text, func(r rune) bool { return r > 'A' }) || strings.ContainsAny(n.Text, ";؛") {
						t.Errorf("%s: a name that is none: %+v", e.Ref, n)
					}
				}
				if e.Ref == "QDe.137" {
					if d := cmp.Diff(tc.nusra, e.Amended); d != "" || e.Listed != "2014-05-14" {
						t.Errorf("the Nusra Front: listed %s, amended -want +got\n%s", e.Listed, d)
					}
				}
			}
			if persons != tc.persons || entities != tc.entities {
				t.Errorf("%d persons and %d entities, want %d and %d", persons, entities, tc.persons, tc.entities)
			}
		})
	}
}

// FuzzRead: a file is read or refused with a Problem; what was read is clean.
func FuzzRead(f *testing.F) {
	for _, in := range []string{
		list(person("1", "QDi.901", "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>A; B (C)</ALIAS_NAME><NOTE>in Arabic: عمر</NOTE></INDIVIDUAL_ALIAS>")),
		list(person("1", "QDi.901", "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1970</FROM_YEAR><TO_YEAR>circa 1975</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>")),
		list(person("1", "A", "<X y='z'><Q>r</Q></X>"), person("2", "A", "")), head, squeeze(f, head), "<!DOCTYPE x>", "\ufeff<CONSOLIDATED_LIST/>",
	} {
		f.Add([]byte(in))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		s, err := unlist.Read(t.Context(), bytes.NewReader(in), unlist.Options{On: ""})
		if err != nil {
			if truceline.KindOf(err) != truceline.InvalidKind {
				t.Fatalf("ended by %v, which is no Problem", err)
			}
			return
		}
		refs, ids := map[string]bool{}, map[string]bool{}
		for _, e := range s.Entries {
			if e.ID == "" || e.Ref == "" || ids[e.ID] {
				t.Fatalf("an entry without an identity of its own: %+v", e)
			}
			ids[e.ID] = true
			if refs[e.Ref] {
				t.Fatalf("two entries go by %s", e.Ref)
			}
			refs[e.Ref] = true
			for _, n := range e.Names {
				if n.Text == "" || n.Text != listing.Clean(n.Text) || len(n.Text) > listing.MaxName {
					t.Fatalf("name %q", n.Text)
				}
			}
		}
		if !listing.Whole(s.On) || len(s.Digest) != 64 {
			t.Fatalf("on %q, digest %q", s.On, s.Digest)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var entries strings.Builder
	const entriesN = 1_000
	for i := range entriesN {
		entries.WriteString(person(strings.Repeat("1", 1+i%5)+string(rune('A'+i%26))+strings.Repeat("2", i/26), "R"+strings.Repeat("3", i%7)+string(rune('A'+i%26))+strings.Repeat("4", i/26), "<COMMENTS1>prose</COMMENTS1>"))
	}
	in := list(entries.String())
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		if _, err := read(b, in); err != nil {
			b.Fatal(err)
		}
	}
}
