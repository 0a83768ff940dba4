package unlist

import (
	"strings"

	"github.com/truceline/truceline/internal/intake/listing"
	"github.com/truceline/truceline/sanctions"
)

// join puts what is not empty behind one another.
func join(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}

// address reads where an entry is.
func (en *entry) address(k *node, path string) {
	f := en.fields(k, path, "STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE")
	a := sanctions.Address{
		Text:    join(", ", en.once(f, path, "STREET"), en.once(f, path, "CITY"), en.once(f, path, "STATE_PROVINCE"), en.once(f, path, "ZIP_CODE")),
		Country: en.once(f, path, "COUNTRY"), Note: en.once(f, path, "NOTE"),
	}
	if a != (sanctions.Address{}) {
		en.e.Addresses = append(en.e.Addresses, a)
	}
}

// birthPlace reads a place of birth.
func (en *entry) birthPlace(k *node, path string) {
	f := en.fields(k, path, "STREET", "CITY", "STATE_PROVINCE", "COUNTRY", "NOTE")
	b := sanctions.Birth{
		Place: join(", ", en.once(f, path, "STREET"), en.once(f, path, "CITY"), en.once(f, path, "STATE_PROVINCE"), en.once(f, path, "COUNTRY")),
		Note:  en.once(f, path, "NOTE"),
	}
	if b != (sanctions.Birth{}) {
		en.e.Births = append(en.e.Births, b)
	}
}

// birthDate reads a date of birth: a day, a year, years between which it lies,
// or words in place of one of them. What words say in the note is read where
// nothing else says when: "Nov. 1973", or "Sep." beside a year.
func (en *entry) birthDate(k *node, path string) {
	f := en.fields(k, path, "TYPE_OF_DATE", "NOTE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR")
	var b sanctions.Birth
	kind := en.once(f, path, "TYPE_OF_DATE")
	switch strings.ToLower(kind) {
	case "", "exact", "between":
	case "approximately", "approximate", "approx", "circa":
		b.About = true
	default:
		en.unread(k.line, path+"/TYPE_OF_DATE", kind, "not a kind of date: EXACT, APPROXIMATELY or BETWEEN")
		en.other(path+"/TYPE_OF_DATE", kind)
	}
	b.Note = en.once(f, path, "NOTE")
	bad := false
	read := func(name string) sanctions.Date {
		s := en.once(f, path, name)
		if s == "" {
			return ""
		}
		if d, ok := listing.Date(s); ok {
			return d
		}
		if in, ok := listing.Birth(s); ok && name == "DATE" || ok && name == "YEAR" {
			b.On, b.From, b.To, b.About = in.On, in.From, in.To, in.About || b.About
			b.Note = join("; ", b.Note, "written "+s)
			return in.On
		}
		bad = true
		en.unread(k.line, path+"/"+name, s, "not a date of birth, such as 1965-01-02, 1965 or between 1975 and 1979")
		en.other(path+"/"+name, s)
		return ""
	}
	date, year := read("DATE"), read("YEAR")
	if from, to := read("FROM_YEAR"), read("TO_YEAR"); from != "" && to != "" && from > to {
		bad = true
		en.unread(k.line, path, string(from)+" "+string(to), "FROM_YEAR is later than TO_YEAR")
		en.other(path+"/FROM_YEAR", string(from))
		en.other(path+"/TO_YEAR", string(to))
	} else if from != "" || to != "" {
		b.From, b.To = from, to
	}
	switch {
	case date != "" && year != "" && !strings.HasPrefix(string(date), string(year)):
		en.unread(k.line, path, string(date)+" "+string(year), "DATE and YEAR are of different years")
		en.e.Births = append(en.e.Births, sanctions.Birth{On: year, About: b.About, Note: b.Note})
		b.On = date
	case date != "":
		b.On = date
	case year != "":
		b.On = year
		if on, ok := listing.Month(b.Note, string(year)); ok && listing.Clean(b.Note) != "" {
			b.On = on
		}
	case b.From == "" && b.To == "" && !bad:
		if in, ok := listing.Birth(b.Note); ok {
			b.On, b.From, b.To, b.About = in.On, in.From, in.To, in.About || b.About
		}
	}
	if strings.EqualFold(b.Note, "approximately") {
		b.About = true
	}
	if b.On+b.From+b.To != "" || b.Note != "" {
		en.e.Births = append(en.e.Births, b)
	}
}

// document reads an identity document.
func (en *entry) document(k *node, path string) {
	f := en.fields(k, path, "TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "NUMBER", "ISSUING_COUNTRY", "DATE_OF_ISSUE", "CITY_OF_ISSUE", "COUNTRY_OF_ISSUE", "NOTE")
	kind, second := en.once(f, path, "TYPE_OF_DOCUMENT"), en.once(f, path, "TYPE_OF_DOCUMENT2")
	if strings.EqualFold(kind, second) {
		second = ""
	}
	d := sanctions.Document{
		Kind: join("; ", kind, second), Number: en.once(f, path, "NUMBER"),
		Issued: en.once(f, path, "DATE_OF_ISSUE"), Note: en.once(f, path, "NOTE"),
	}
	issuer, country, city := en.once(f, path, "ISSUING_COUNTRY"), en.once(f, path, "COUNTRY_OF_ISSUE"), en.once(f, path, "CITY_OF_ISSUE")
	if city != "" {
		city = "issued in " + city
	}
	if d.Country = issuer; issuer == "" {
		d.Country = country
	} else if country != "" && country != issuer {
		city = join(", ", city, "country of issue: "+country)
	}
	d.Note = join("; ", d.Note, city)
	if d.Issued != "" {
		if on, ok := listing.Date(d.Issued); ok {
			d.Issued = string(on)
		} else if _, ok := listing.Birth(d.Issued); !ok {
			en.unread(k.line, path+"/DATE_OF_ISSUE", d.Issued, "not a date, such as 2014-05-14; it was kept as written")
		}
	}
	if d != (sanctions.Document{}) {
		en.e.Documents = append(en.e.Documents, d)
	}
}
