package document

import (
	"slices"
	"strings"
	"sync"
)

// A placeSort is what a phrase of the place layer is.
type placeSort int32

const (
	nameSort   placeSort = iota + 1 // the name of a place
	nounSort                        // a noun that makes a place of a name: river, governorate
	peopleSort                      // an adjective or a people: Syrian, Houthis
	otherSort                       // a name that holds a place's and is none: Council of Europe
	sideSort                        // north, eastern, upper: makes a place of a place
	deedSort                        // siege, residents: "of" after it, or "to reach", leads to a place
	textSort                        // agreement, accord: a town before it is part of a name
)

// A placeType is what sort of place a name names. The order is that of the
// guideline's list.
type placeType int32

const (
	noPlaceType placeType = iota
	countryType
	regionType
	territoryType
	governorateType
	provinceType
	cityType
	localityType
	areaType
	riverType
	seaType
	baseType
	boundaryType
)

var placeTypes = [...]string{
	"", "country", "region", "territory", "governorate", "province", "city", "locality", "area", "river", "sea", "base", "boundary",
}

func (t placeType) String() string { return placeTypes[t] }

// local reports whether the type is of places of which texts give lists that no
// gazetteer has in full: towns, not countries.
func (t placeType) local() bool {
	return t >= governorateType && t <= areaType || t == baseType
}

// placeMarks say what a name asks of the sentence around it.
type placeMarks int32

const (
	inCapitals placeMarks = 1 << iota // "!": it is a place only in capitals: "US"
	ofPersons                         // "?": people bear it too
	ordinary                          // "~": it is an ordinary word too
	ofDivision                        // "^": a division has the name of this town
	relief                            // of a noun: of land and water, which small letters name as well
	before                            // of a noun: it stands before the name: Lake, Mount
	redundant                         // of a noun: in small letters it adds nothing to a name: camp, airport
	plural                            // of a noun: it belongs to all names of a list: provinces, bases
)

// A placeValue is the value of a phrase of the place layer: sort, type, marks
// and the country, packed.
type placeValue int32

func newPlaceValue(s placeSort, t placeType, m placeMarks, country int) placeValue {
	return placeValue(int32(s) | int32(t)<<3 | int32(m)<<7 | int32(country)<<15)
}

func (v placeValue) sort() placeSort         { return placeSort(v & 7) }
func (v placeValue) kind() placeType         { return placeType(v >> 3 & 15) }
func (v placeValue) marks(m placeMarks) bool { return placeMarks(v>>7&255)&m != 0 }
func (v placeValue) country() int            { return int(v >> 15) }

// A gazetteer is the tables, cut up.
type gazetteer struct {
	countries []string // usual English names; the first is empty
}

// places cuts up the tables of countries once, for the names that values refer
// to.
var places = sync.OnceValue(func() *gazetteer {
	g := &gazetteer{countries: []string{""}}
	for line := range strings.Lines(strings.TrimSpace(countryNames)) {
		names, _, _ := strings.Cut(strings.TrimSpace(line), ":")
		first, _, _ := strings.Cut(names, ",")
		g.countries = append(g.countries, strings.TrimRight(first, "?~!"))
	}
	return g
})

// placeWords adds the names of places, and the words that the rules for places
// look for.
func placeWords(b *builder) {
	placeGrammar(b)
	for _, name := range listed(notPlaces) {
		addPlace(b, name, newPlaceValue(otherSort, noPlaceType, 0, 0))
	}
	for _, name := range listed(peopleNames) {
		addPeople(b, name, 0)
	}
	country := 0
	for line := range strings.Lines(strings.TrimSpace(countryNames)) {
		country++
		names, people, _ := strings.Cut(strings.TrimSpace(line), ":")
		for _, name := range listed(names) {
			name, marks := cutMarks(name)
			if !strings.Contains(name, " ") && (marks&inCapitals == 0 || strings.Contains(name, ".")) { // not "us"
				b.class(countryWord, foldWord(name))
			}
			addPlace(b, name, newPlaceValue(nameSort, countryType, marks, country))
		}
		for _, name := range listed(people) {
			addPeople(b, name, country)
		}
	}
	for line := range strings.Lines(strings.TrimSpace(capitalNames)) {
		of, towns, _ := strings.Cut(strings.TrimSpace(line), ":")
		for _, name := range listed(towns) {
			name, marks := cutMarks(name)
			addPlace(b, name, newPlaceValue(nameSort, cityType, marks, slices.Index(places().countries, of)))
		}
	}
	for _, table := range [...]string{placeNames, divisionNames} {
		for line := range strings.Lines(table) {
			kind, names, ok := strings.Cut(line, ":")
			if !ok {
				continue
			}
			t := typeNamed(kind)
			for _, name := range listed(names) {
				name, marks := cutMarks(name)
				addPlace(b, name, newPlaceValue(nameSort, t, marks, 0))
			}
		}
	}
	placeNouns(b)
}

func typeNamed(s string) placeType {
	for t, name := range placeTypes {
		if name == s && t > 0 {
			return placeType(t)
		}
	}
	panic("document: no type of place " + s)
}

// listed is the items of a list that commas part.
func listed(s string) []string {
	var out []string
	for item := range strings.SplitSeq(s, ",") {
		if item = strings.Join(strings.Fields(item), " "); item != "" {
			out = append(out, item)
		}
	}
	return out
}

// cutMarks parts a name from the marks after it.
func cutMarks(name string) (string, placeMarks) {
	var m placeMarks
	for {
		switch name[len(name)-1] {
		case '!':
			m |= inCapitals
		case '?':
			m |= ofPersons
		case '~':
			m |= ordinary
		case '^':
			m |= ofDivision
		default:
			return name, m
		}
		name = name[:len(name)-1]
	}
}

func addPeople(b *builder, name string, country int) {
	if !strings.ContainsAny(name, " -") {
		b.class(nationality, foldWord(name))
	}
	addPlace(b, name, newPlaceValue(peopleSort, noPlaceType, 0, country))
}

// addPlace adds a name with the spellings that texts vary without a rule: with
// and without accents and apostrophes, hyphens or blanks, the Arabic article
// apart or joined.
func addPlace(b *builder, name string, v placeValue) {
	add := func(s string) { b.phrase(placeLayer, s, int32(v)) }
	add(name)
	plain := unaccented(name)
	if plain != name {
		add(plain)
	}
	if i := strings.IndexByte(plain, '\''); i > 0 && i+2 < len(plain) && plain[i+1] != ' ' {
		if plain[i+1] != 's' || plain[i+2] != ' ' {
			add(strings.ReplaceAll(plain, "'", ""))
		}
	}
	if strings.Contains(plain, "-") {
		add(strings.ReplaceAll(plain, "-", " "))
	}
	words := strings.Fields(plain)
	if len(words) > 1 && arabicArticle(words[0]) && !strings.Contains(words[0], "-") {
		add(words[0] + "-" + strings.Join(words[1:], " "))
	}
}

func arabicArticle(s string) bool {
	switch s {
	case "Al", "al", "El", "el", "As", "Ash", "Ad", "Ar", "At", "Az", "An", "Ed", "En", "Es":
		return true
	}
	return false
}

// unaccented is the name in letters of ASCII, as far as Latin letters go.
func unaccented(s string) string {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < 0x80
	}
	if ascii {
		return s
	}
	return strings.NewReplacer(
		"á", "a", "à", "a", "â", "a", "ã", "a", "ä", "a", "å", "a", "ā", "a", "ă", "a", "Å", "A", "Á", "A",
		"é", "e", "è", "e", "ê", "e", "ë", "e", "ē", "e", "É", "E", "È", "E",
		"í", "i", "ì", "i", "î", "i", "ï", "i", "ī", "i", "ı", "i", "İ", "I",
		"ó", "o", "ò", "o", "ô", "o", "õ", "o", "ö", "o", "ō", "o", "ŏ", "o", "ø", "o", "Ö", "O",
		"ú", "u", "ù", "u", "û", "u", "ü", "u", "ū", "u", "Ü", "U",
		"ç", "c", "č", "c", "ć", "c", "Č", "C", "Ç", "C", "ñ", "n", "ń", "n",
		"š", "s", "ş", "s", "ș", "s", "Š", "S", "Ş", "S", "ž", "z", "ź", "z", "ż", "z", "Ž", "Z", "đ", "d", "Đ", "D",
		"ł", "l", "Ł", "L", "ğ", "g", "ţ", "t", "ț", "t", "ý", "y", "ʿ", "'",
	).Replace(s)
}
