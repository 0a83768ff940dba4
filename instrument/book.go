package instrument

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

// A Book resolves what texts call parties, areas and instruments into those of
// a case. Only a whole name counts, in any language and in any spelling that
// the case gives, whatever its capitals, articles, punctuation and possessive.
// A name that means several resolves to none, and one that the case does not
// know stays words: nothing is guessed from a likeness.
type Book struct {
	parties map[string]party.ID // by folded name; "" where several bear it
	who     map[party.ID]*party.Party
	areas   map[string]place.AreaID
	where   map[place.AreaID]*place.Area
	texts   map[string]ID // by folded symbol or name
	dated   map[dated]ID  // by sort and day; "" where there are several
	adopted map[ID]string // day of adoption
}

// dated is how texts cite one that has no number: "the memorandum of 4 May 2017".
type dated struct{ kind, on string }

// NewBook collects the names of a case. It keeps the slices.
func NewBook(parties []party.Party, areas []place.Area, instruments []Instrument) *Book {
	b := &Book{
		parties: make(map[string]party.ID), who: make(map[party.ID]*party.Party, len(parties)),
		areas: make(map[string]place.AreaID), where: make(map[place.AreaID]*place.Area, len(areas)),
		texts: make(map[string]ID), dated: make(map[dated]ID), adopted: make(map[ID]string, len(instruments)),
	}
	for i := range parties {
		p := &parties[i]
		b.who[p.ID] = p
		for _, n := range p.Aliases {
			enter(b.parties, fold(n), p.ID)
		}
		for _, n := range p.Names {
			enter(b.parties, fold(n), p.ID)
		}
	}
	for i := range areas {
		a := &areas[i]
		b.where[a.ID] = a
		for _, n := range a.Aliases {
			enter(b.areas, fold(n), a.ID)
		}
		for _, n := range a.Names {
			enter(b.areas, fold(n), a.ID)
		}
	}
	for i := range instruments {
		in := &instruments[i]
		b.adopted[in.ID] = in.Adopted
		enter(b.texts, fold(in.Symbol), in.ID)
		for _, n := range in.Names {
			enter(b.texts, fold(n), in.ID)
		}
		enter(b.dated, dated{in.Kind, in.Adopted}, in.ID)
	}
	delete(b.texts, "")
	return b
}

// enter puts a name down; one that two bear resolves to neither.
func enter[K comparable, ID ~string](to map[K]ID, name K, id ID) {
	if other, twice := to[name]; twice && other != id {
		to[name] = ""
		return
	}
	to[name] = id
}

// fold is a name without what does not distinguish it: capitals, punctuation,
// articles, and the possessive of its last word.
func fold(name string) string {
	var words []string
	for w := range strings.FieldsFuncSeq(strings.ToLower(name), func(r rune) bool {
		return !unicode.In(r, unicode.Letter, unicode.Mark, unicode.Digit) && !strings.ContainsRune(".'’", r)
	}) {
		w = strings.NewReplacer(".", "", "’", "'").Replace(w) // "U.N." is "UN"
		w = strings.Trim(w, "'")
		if w != "" && w != "the" && w != "a" && w != "an" {
			words = append(words, w)
		}
	}
	if n := len(words); n > 0 {
		words[n-1] = strings.TrimSuffix(words[n-1], "'s")
	}
	return strings.ReplaceAll(strings.Join(words, " "), "'", "")
}

// Party is the party that bears this name.
func (b *Book) Party(name string) (party.ID, bool) {
	id := b.parties[fold(name)]
	return id, id != ""
}

// Area is the area that bears this name.
func (b *Book) Area(name string) (place.AreaID, bool) {
	id := b.areas[fold(name)]
	return id, id != ""
}

// Lacks is the first party, then the first area, that the case does not have;
// "" if it has all of them.
func (b *Book) Lacks(who []party.ID, where []place.AreaID) string {
	for _, id := range who {
		if b.who[id] == nil {
			return string(id)
		}
	}
	for _, id := range where {
		if b.where[id] == nil {
			return string(id)
		}
	}
	return ""
}

// PartyName is a party's name in English, or its id.
func (b *Book) PartyName(id party.ID) string {
	if p := b.who[id]; p != nil {
		return p.Names.In("en")
	}
	return string(id)
}

// AreaName is an area's name in English, or its id.
func (b *Book) AreaName(id place.AreaID) string {
	if a := b.where[id]; a != nil {
		return a.Names.In("en")
	}
	return string(id)
}

// Cited is the instrument that a citation means: by its symbol, its name, or
// its sort and day where the case has one such.
func (b *Book) Cited(c document.Proposal) (ID, bool) {
	for _, name := range [...]string{c.Fields.Norm, c.Text} {
		if id := b.texts[fold(name)]; id != "" {
			return id, true
		}
	}
	for _, words := range [...]string{c.Fields.Norm, c.Text} {
		if on := dayIn(words); on != "" {
			if id := b.dated[dated{c.Fields.Type, on}]; id != "" {
				return id, true
			}
		}
	}
	return "", false
}

// dayIn is the first "4 May 2017" or "2017-05-04" of some words as an ISO date.
func dayIn(words string) string {
	ws := strings.FieldsFunc(words, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == '(' || r == ')' })
	for i := range ws {
		if t, err := time.Parse(time.DateOnly, ws[i]); err == nil {
			return t.Format(time.DateOnly)
		}
		if i+3 > len(ws) {
			continue
		}
		for _, form := range [...]string{"2 January 2006", "January 2 2006"} {
			if t, err := time.Parse(form, strings.Join(ws[i:i+3], " ")); err == nil {
				return t.Format(time.DateOnly)
			}
		}
	}
	return ""
}

// Parties resolves words that name one party or several: "Russia, Turkey and
// Iran", "the representatives of the Government and the opposition". What does
// not resolve comes back as the words that it is, in the order of the text.
func (b *Book) Parties(words string) (ids []party.ID, unresolved []string) {
	words = strings.Join(strings.Fields(words), " ") // lines of the text do not matter
	if words == "" {
		return nil, nil
	}
	if id, ok := b.Party(words); ok {
		return []party.ID{id}, nil
	}
	rest, speaks := office(words)
	items := split(rest)
	for i := 0; i < len(items); {
		id, n := b.longest(rest, items[i:], speaks)
		if n > 0 {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
			i += n
			continue
		}
		end := i + 1
		for end < len(items) && !b.resumes(rest, items[end-1], items[end:], speaks) {
			end++
		}
		unresolved = append(unresolved, rest[items[i].start:items[end-1].end])
		i = end
	}
	return ids, unresolved
}

// longest is the party that the first items together name, and how many items
// that took: a name may hold an "and".
func (b *Book) longest(words string, items []item, speaks func(*party.Party) bool) (party.ID, int) {
	for n := min(len(items), longestName); n > 0; n-- {
		name := words[items[0].start:items[n-1].end]
		if id, ok := b.Party(name); ok && speaks(b.who[id]) {
			return id, n
		}
		if of, can := office(name); of != name {
			if id, ok := b.Party(of); ok && can(b.who[id]) {
				return id, n
			}
		}
	}
	return "", 0
}

// longestName is of how many items of a list a name may consist.
const longestName = 4

// resumes reports whether the list goes on after an item that did not resolve.
// After a long one it may be the list within its qualification that goes on
// ("committed to the unity and independence of ..."), so that only a word that
// begins a further addressee counts there.
func (b *Book) resumes(words string, last item, next []item, speaks func(*party.Party) bool) bool {
	if short := len(strings.Fields(words[last.start:last.end])) <= 3; !short && !next[0].further {
		return false
	}
	_, n := b.longest(words, next, speaks)
	return n > 0
}

// An item is a member of a list, as the bytes of the words.
type item struct {
	start, end int
	further    bool // after a word that begins a further addressee
}

// Words that separate the members of a list. "Or" leaves open which is meant,
// so that it separates nothing.
var (
	separators = []string{" as well as ", " along with ", " together with ", " including ", " in particular ", " inter alia ", ";", " and ", ","}
	furthers   = separators[:7]
)

// split cuts words into the members of the list that they may be.
func split(words string) []item {
	var out []item
	start, further := 0, false
	add := func(end int) {
		s, e := start, end
		for s < e && words[s] == ' ' {
			s++
		}
		for e > s && words[e-1] == ' ' {
			e--
		}
		if s < e {
			out = append(out, item{s, e, further})
			further = false
		}
	}
	low := asciiLower(words)
	for i := 0; i < len(words); {
		n := 0
		for _, sep := range separators {
			if strings.HasPrefix(low[i:], sep) {
				add(i)
				further = further || slices.Contains(furthers, sep)
				n = len(sep)
				if sep[n-1] == ' ' {
					n-- // it may begin the next one
				}
				start = i + n
				break
			}
		}
		i += max(n, 1)
	}
	add(len(words))
	return out
}

// asciiLower lowers the letters of ASCII only, so that bytes stay where they are.
func asciiLower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// offices are those through which a party speaks. Heads of state and of
// government and ministers for foreign affairs speak for their state by their
// office (Vienna Convention on the Law of Treaties, article 7); representatives
// speak for whom they represent.
var offices = []struct {
	words string
	state bool // only of a state or government
}{
	{"ministers of foreign affairs of", true}, {"minister of foreign affairs of", true}, {"ministers for foreign affairs of", true},
	{"foreign ministers of", true}, {"foreign minister of", true},
	{"heads of state and government of", true}, {"heads of state of", true}, {"heads of government of", true},
	{"presidents of", true}, {"prime ministers of", true}, {"leaders of", true},
	{"governments of", true}, {"government of", true},
	{"representatives of", false}, {"representative of", false}, {"delegations of", false}, {"delegation of", false},
}

// office takes an office off the front of words, and says whom it can speak for.
func office(words string) (rest string, speaks func(*party.Party) bool) {
	anyone := func(*party.Party) bool { return true }
	low := asciiLower(words)
	at := len(words) - len(strings.TrimLeft(words, " "))
	at += len(low[at:]) - len(strings.TrimPrefix(low[at:], "the "))
	for _, o := range offices {
		after, ok := strings.CutPrefix(low[at:], o.words+" ")
		if !ok {
			continue
		}
		rest = strings.TrimLeft(words[len(words)-len(after):], " ")
		if o.state {
			return rest, func(p *party.Party) bool { return p.Kind == "state" || p.Kind == "government" }
		}
		return rest, anyone
	}
	return words, anyone
}
