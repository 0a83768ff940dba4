package casedir

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/truceline/truceline"
)

// A spot is a place in a case: a row by file and id or line, and a field.
type spot struct{ row, field string }

func (s spot) at(field string) spot { return spot{s.row, join(s.field, field)} }

func (s spot) nth(i int) spot { return spot{s.row, fmt.Sprintf("%s[%d]", s.field, i)} }

func (s spot) String() string {
	if s.field == "" {
		return s.row
	}
	return s.row + ", " + s.field
}

func lineOf(file string, line int) spot { return spot{row: fmt.Sprintf("%s line %d", file, line)} }

// refuse records a problem. What it quotes comes from outside and may be long.
func (l *loader) refuse(s spot, format string, args ...any) {
	p := truceline.Invalid(short(s.String()), format, args...)
	p.Msg = short(p.Msg)
	l.problems = append(l.problems, p)
}

// short cuts a sentence that no reader would read to its end.
func short(s string) string {
	const most = 500 // bytes; the longest list of known words has some 300
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "..."
}

// A kind is what an id names. Ids are unique within their kind.
type kind string

const (
	kParty       kind = "party"
	kInstrument  kind = "instrument"
	kProvision   kind = "provision"
	kAct         kind = "act"
	kArea        kind = "area"
	kSource      kind = "source"
	kDesignation kind = "designation"
	kReading     kind = "reading"
)

var (
	wordForm   = regexp.MustCompile(`^[a-z0-9]+(_[a-z0-9]+)*$`)
	sourceForm = regexp.MustCompile(`^[a-z0-9]+([-_][a-z0-9]+)*$`)
	pcodeForm  = regexp.MustCompile(`^[A-Z]{2,3}[0-9]{1,10}$`)
	refForm    = regexp.MustCompile(`^[\pL\pN]([\pL\pN._/() -]*[\pL\pN.)])?$`)
	codeForm   = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*:\S(.*\S)?$`)
)

// row names a row by file and id, checks the id's form and that it is the only
// one of its kind. where is the row's place without its id.
func (l *loader) row(file string, where spot, k kind, id string) spot {
	good, form := false, ""
	switch k {
	case kArea:
		good, form = wordForm.MatchString(id) || pcodeForm.MatchString(id), "lower-case words joined by _, or a P-code such as SY07"
	case kSource:
		good, form = sourceForm.MatchString(id), "lower-case words joined by - or _"
	case kDesignation:
		good, form = refForm.MatchString(id), "the list's own reference, such as QDe.137"
	default:
		good, form = wordForm.MatchString(id), "lower-case words joined by _"
	}
	name := "id"
	if k == kDesignation {
		name = "ref"
	}
	switch {
	case id == "":
		where.row += ", " + string(k)
		l.refuse(where.at(name), "is missing; give it %s", form)
		return where
	case !good:
		where.row += ", " + string(k)
		l.refuse(where.at(name), "%q is not an id; write %s", id, form)
		return where
	}
	if l.ids[k] == nil {
		l.ids[k] = make(map[string]string)
	}
	if first, twice := l.ids[k][id]; twice {
		l.refuse(where, "%s %q stands twice, first in %s; give one of them another id", k, id, first)
	} else {
		l.ids[k][id] = where.row
	}
	return spot{row: fmt.Sprintf("%s, %s %s", file, k, id)}
}

// A ref is a mention of an id, checked when everything is read.
type ref struct {
	at   spot
	kind kind
	id   string
}

// refer notes the mention of an id. Empty ids are nobody's.
func (l *loader) refer(s spot, k kind, id string) {
	if id != "" {
		l.refs = append(l.refs, ref{s, k, id})
	}
}

// must refuses an empty id and notes any other.
func (l *loader) must(s spot, k kind, id string) {
	if l.filled(s, id, "name a "+string(k)+" by its id") {
		l.refer(s, k, id)
	}
}

// resolve refuses the mentions of what there is not.
func (l *loader) resolve() {
	for _, r := range l.refs {
		if _, ok := l.ids[r.kind][r.id]; ok || l.unread[r.kind] {
			continue
		}
		known := slices.Collect(maps.Keys(l.ids[r.kind]))
		remedy := "add it, or name one that is there"
		if s := suggest(r.id, known, ""); strings.HasPrefix(s, "the nearest") {
			remedy = s
		}
		l.refuse(r.at, "there is no %s %q; %s", r.kind, r.id, remedy)
	}
}

// idsOf notes the mentions in a list and returns them as typed ids.
func idsOf[T ~string](l *loader, s spot, k kind, ids []string) []T {
	var out []T
	for i, id := range ids {
		l.must(s.nth(i), k, id)
		if slices.Contains(ids[:i], id) {
			l.refuse(s.nth(i), "%q stands twice in the list; keep one", id)
		}
		out = append(out, T(id))
	}
	return out
}

// filled refuses an empty value.
func (l *loader) filled(s spot, value, remedy string) bool {
	if strings.TrimSpace(value) == "" {
		l.refuse(s, "is missing; %s", remedy)
		return false
	}
	return true
}

// word checks a value of an open vocabulary.
func (l *loader) word(s spot, value string) {
	if l.filled(s, value, "write lower-case words joined by _") && !wordForm.MatchString(value) {
		l.refuse(s, "%q is not a word of the vocabulary; write lower-case words joined by _", value)
	}
}

// oneOf checks a value of a closed vocabulary.
func (l *loader) oneOf(s spot, value string, known ...string) {
	remedy := "write one of " + strings.Join(known, ", ")
	if l.filled(s, value, remedy) && !slices.Contains(known, value) {
		l.refuse(s, "%q is not known; %s", value, remedy)
	}
}

// names checks the names of a row: at least one, each by its language.
func (l *loader) names(s spot, names truceline.Names) truceline.Names {
	if len(names) == 0 {
		l.refuse(s, "is missing; give at least one name by language, {en: ...}")
	}
	l.languages(s, names)
	return names
}

func (l *loader) languages(s spot, names truceline.Names) {
	for _, tag := range slices.Sorted(maps.Keys(names)) {
		if _, err := language.Parse(tag); err != nil {
			l.refuse(s.at(tag), "%q is not a language; write a BCP 47 tag such as en, ar or zh-Hans", tag)
		}
		l.filled(s.at(tag), names[tag], "write the name or take the language out")
	}
}

// texts refuses empty lines of a list of words.
func (l *loader) texts(s spot, texts []string) []string {
	for i, t := range texts {
		l.filled(s.nth(i), t, "write it or take it out")
	}
	return texts
}

// codes checks importers' codes, and that each means one row only.
func (l *loader) codes(s spot, codes []string, taken map[string]string) []string {
	for i, c := range codes {
		if !codeForm.MatchString(c) {
			l.refuse(s.nth(i), "%q is not a code; write source:code, such as ucdp:118", c)
			continue
		}
		if other, twice := taken[c]; twice {
			l.refuse(s.nth(i), "%q also stands in %s; a code means one row only", c, other)
			continue
		}
		taken[c] = s.row
	}
	return codes
}

// cites checks where a row comes from.
func (l *loader) cites(s spot, rows []citeRow) []truceline.Cite {
	var out []truceline.Cite
	for i, r := range rows {
		if r.URL == "" && r.Note == "" {
			l.refuse(s.nth(i), "names no source; give its url, or a note for a printed one")
		}
		l.url(s.nth(i).at("url"), r.URL)
		out = append(out, truceline.Cite{URL: r.URL, Note: r.Note, Read: r.Read})
	}
	return out
}

func (l *loader) url(s spot, text string) {
	if text == "" {
		return
	}
	if u, err := url.Parse(text); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		l.refuse(s, "%q is not a public address; write it as https://...", text)
	}
}

// graded checks a grade that may be left out.
func (l *loader) graded(s spot, grade string) truceline.Confidence {
	if grade != "" {
		l.oneOf(s, grade, "A", "B", "C")
	}
	return truceline.Confidence(grade)
}

// weighed checks a grade that decides whether a fact counts as certain.
func (l *loader) weighed(s spot, grade string) truceline.Confidence {
	l.oneOf(s, grade, "A", "B", "C")
	return truceline.Confidence(grade)
}

// circles refuses a chain of ids that comes back to itself, once for each circle.
func (l *loader) circles(k kind, what string, next map[string][]string, where map[string]spot) bool {
	const walking, done = 1, 2
	state := make(map[string]int)
	found := false
	var walk func(path []string)
	walk = func(path []string) {
		id := path[len(path)-1]
		state[id] = walking
		for _, n := range next[id] {
			switch state[n] {
			case walking:
				circle := append(path[slices.Index(path, n):], n)
				l.refuse(where[n], "%s %s %s itself: %s; break the circle", k, n, what, strings.Join(circle, ", "))
				found = true
			case 0:
				walk(append(path[:len(path):len(path)], n))
			}
		}
		state[id] = done
	}
	for _, id := range slices.Sorted(maps.Keys(next)) {
		if state[id] == 0 {
			walk([]string{id})
		}
	}
	return found
}
