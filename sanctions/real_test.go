package sanctions_test

import (
	"compress/gzip"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/sanctions"
)

// unFile decodes a file of the Security Council's list as far as these tests
// need it, apart from the program's own reader.
func unFile(t testing.TB, day string) sanctions.Snapshot {
	t.Helper()
	shared := os.Getenv("TRUCELINE_SHARED")
	if shared == "" {
		t.Skip("the Security Council's lists are not here; name the folder that holds data/un in TRUCELINE_SHARED")
	}
	f, err := os.Open(filepath.Join(shared, "data", "un", "un_sc_consolidated_"+day+".xml.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	type node struct {
		XMLName xml.Name
		Text    string `xml:",chardata"`
		Nodes   []node `xml:",any"`
	}
	var root node
	if err := xml.Unmarshal(b, &root); err != nil {
		t.Fatal(err)
	}
	s := sanctions.Snapshot{List: "un-sc", Format: "un-xml", On: sanctions.Date(day)}
	fold := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	cut := regexp.MustCompile(`[;()]`)
	var leaves func(e *sanctions.Entry, path string, n node)
	leaves = func(e *sanctions.Entry, path string, n node) {
		if len(n.Nodes) > 0 {
			for _, c := range n.Nodes {
				leaves(e, path+"/"+c.XMLName.Local, c)
			}
			return
		}
		text := fold(n.Text)
		switch path {
		case "/DATAID":
			e.ID = text
		case "/REFERENCE_NUMBER":
			e.Ref = text
		case "/FIRST_NAME", "/SECOND_NAME", "/THIRD_NAME", "/FOURTH_NAME":
			if len(e.Names) == 0 {
				e.Names = []sanctions.Name{{}}
			}
			e.Names[0].Text = fold(e.Names[0].Text + " " + text)
		case "/LISTED_ON":
			e.Listed = sanctions.Date(text[:10])
		case "/LAST_DAY_UPDATED/VALUE":
			if text != "" {
				e.Amended = append(e.Amended, sanctions.Date(text[:10]))
			}
		case "/COMMENTS1":
			e.Comments = text
		case "/ENTITY_ALIAS/ALIAS_NAME", "/INDIVIDUAL_ALIAS/ALIAS_NAME":
			for _, x := range cut.Split(text, -1) {
				if x = fold(x); x != "" {
					e.Names = append(e.Names, sanctions.Name{Text: x})
				}
			}
		default:
			e.Other = append(e.Other, sanctions.Element{Path: path, Text: text})
		}
	}
	for _, group := range root.Nodes {
		for _, n := range group.Nodes {
			var e sanctions.Entry
			for _, c := range n.Nodes {
				leaves(&e, "/"+c.XMLName.Local, c)
			}
			s.Entries = append(s.Entries, e)
		}
	}
	return s
}

func TestTheFilesOfTheCouncilDiffer(t *testing.T) {
	a, b := unFile(t, "2017-07-03"), unFile(t, "2018-08-24")
	d := sanctions.Compare(a, b)
	if len(d.Added) != 92 || len(d.Removed) != 15 || len(d.Amended) != 40 {
		t.Errorf("%d added, %d removed, %d amended; want 92, 15 and 40", len(d.Added), len(d.Removed), len(d.Amended))
	}
	if !slices.ContainsFunc(d.Names.Added, func(l sanctions.Listing) bool {
		return l.Ref == "QDe.137" && l.Name == "Hay’at Tahrir al-Sham"
	}) {
		t.Error("Hay’at Tahrir al-Sham is not among the names that QDe.137 took in")
	}
	back := sanctions.Compare(b, a)
	if len(back.Added) != 15 || len(back.Removed) != 92 || len(back.Amended) != 40 {
		t.Errorf("backwards: %d added, %d removed, %d amended; want 15, 92 and 40", len(back.Added), len(back.Removed), len(back.Amended))
	}
	if js, _ := json.Marshal(sanctions.Compare(a, a)); string(js) != `{"from":"2017-07-03","to":"2017-07-03","added":[],"removed":[],"amended":[],"names":{"added":[],"removed":[]}}` {
		t.Errorf("a file differs from itself: %.300s", js)
	}
}

func TestTheHistoryOfTheCouncilsList(t *testing.T) {
	h, err := sanctions.Chronicle([]sanctions.Snapshot{unFile(t, "2018-08-24"), unFile(t, "2017-07-03")})
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Courses) != 1021+92 {
		t.Errorf("%d courses, want %d", len(h.Courses), 1021+92)
	}
	for _, tc := range []struct {
		on        sanctions.Date
		certainly int // 0: not counted by hand
		possibly  int
		calledYes bool // QDe.137 Hay’at Tahrir al-Sham
	}{
		{"2017-07-03", 1021, 0, false},
		{"2018-06-04", 0, 0, false},
		{"2018-06-05", 0, 0, true},
		{"2018-08-24", 1098, 0, true},
	} {
		yes, unknown, called := 0, 0, false
		for _, s := range h.On(tc.on) {
			if s.Answer == truceline.Yes {
				yes++
			} else {
				unknown++
			}
			for _, n := range s.Names {
				called = called || s.Course.Ref == "QDe.137" && n.Text == "Hay’at Tahrir al-Sham" && n.Span.On(tc.on) == truceline.Yes
			}
		}
		t.Logf("%s: %d certainly and %d possibly listed", tc.on, yes, unknown)
		if tc.certainly > 0 && (yes != tc.certainly || unknown != tc.possibly) {
			t.Errorf("%s: %d certainly and %d possibly listed, want %d and %d", tc.on, yes, unknown, tc.certainly, tc.possibly)
		}
		if called != tc.calledYes {
			t.Errorf("%s: the name taken in is %v, want %v", tc.on, called, tc.calledYes)
		}
	}
	for ref, want := range map[string]string{"QDe.137": "2013-05-30 2013-05-30 2014-05-14 2014-05-14", "QDi.237": "2008-01-16 2008-01-16 2014-01-03 2014-01-04", "QDe.005": "2002-04-24 2002-04-24 2008-10-21 2008-10-21"} {
		i := slices.IndexFunc(h.Courses, func(c sanctions.Course) bool { return c.Ref == ref })
		if got := h.Courses[i].Earlier; len(got) != 1 || span(got[0].Span) != want {
			t.Errorf("%s: earlier %+v, want %s", ref, got, want)
		}
	}
	for _, c := range h.Courses {
		for _, r := range c.Remarks {
			t.Logf("%s: %s", c.Ref, r)
		}
	}
}
