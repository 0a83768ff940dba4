package ftm

import (
	"maps"
	"slices"
	"strings"

	"github.com/truceline/truceline/internal/intake/listing"
	"github.com/truceline/truceline/sanctions"
)

// other keeps values that have no field.
func (s *subject) other(path string, values ...string) {
	for _, v := range values {
		if v = listing.Clean(v); v != "" {
			s.e.Other = append(s.e.Other, sanctions.Element{Path: path, Text: v})
		}
	}
}

// names are the properties that hold names, with what they are. An entity's own
// name is the caption, if it is one of them.
var names = []struct {
	property string
	quality  sanctions.Quality
	note     string
}{
	{"name", sanctions.Good, ""},
	{"alias", sanctions.Known, ""},
	{"abbreviation", sanctions.Known, listing.Acronym},
	{"tradingName", sanctions.Known, "trading name"},
	{"previousName", sanctions.Formerly, ""},
	{"weakAlias", sanctions.Low, ""},
}

// papers are the properties that hold the number of a paper or a register.
var papers = map[string]string{
	"passportNumber": "Passport", "idNumber": "ID number", "registrationNumber": "Registration number",
	"taxNumber": "Tax number", "socialSecurityNumber": "Social security number", "licenseNumber": "License number",
	"imoNumber": "IMO number", "mmsi": "MMSI", "callSign": "Call sign",
}

// comments are the properties that hold prose.
var comments = []string{"notes", "description", "summary"}

// fields reads the properties of a subject; those without a field are kept.
func (rd *reader) fields(s *subject) error {
	done := map[string]bool{}
	take := func(name string) []string {
		done[name] = true
		return s.props[name]
	}
	for _, n := range names {
		values := take(n.property)
		if n.property == "name" {
			values = captionFirst(values, s.caption)
		}
		for i, v := range values {
			if err := rd.name(s, n.property, v, n.quality, n.note, n.property == "name" && i == 0); err != nil {
				return err
			}
		}
	}
	for _, name := range [...]string{"birthDate", "modifiedAt", "createdAt"} {
		for _, v := range take(name) {
			if b, ok := listing.Birth(v); ok && name == "birthDate" {
				if string(b.On) != strings.TrimSpace(v) {
					b.Note = "written " + listing.Clean(v)
				}
				s.e.Births = append(s.e.Births, b)
				continue
			}
			d, ok, err := rd.date(s, s.line, s.schema+"/"+name, v)
			switch {
			case err != nil:
				return err
			case !ok:
			case name == "modifiedAt" && listing.Whole(d):
				s.e.Amended = append(s.e.Amended, d)
			default:
				s.other(name, v)
			}
		}
	}
	for _, name := range [...]string{"birthPlace", "birthCountry"} {
		for _, v := range take(name) {
			s.e.Births = append(s.e.Births, sanctions.Birth{Place: listing.Clean(v)})
		}
	}
	for _, v := range take("address") {
		s.e.Addresses = append(s.e.Addresses, sanctions.Address{Text: listing.Clean(v)})
	}
	for _, name := range slices.Sorted(maps.Keys(papers)) {
		for _, v := range take(name) {
			s.e.Documents = append(s.e.Documents, sanctions.Document{Kind: papers[name], Number: listing.Clean(v)})
		}
	}
	var said []string
	for _, name := range comments {
		said = append(said, take(name)...)
	}
	s.e.Comments = listing.Clean(strings.Join(said, " "))
	s.regimes = append(s.regimes, take("program")...)
	for _, name := range slices.Sorted(maps.Keys(s.props)) {
		if !done[name] {
			s.other(name, s.props[name]...)
		}
	}
	return nil
}

// captionFirst puts the name that the entity goes by first.
func captionFirst(values []string, caption string) []string {
	if i := slices.Index(values, caption); i > 0 {
		values = append([]string{caption}, slices.Delete(slices.Clone(values), i, i+1)...)
	}
	return values
}

// name appends a name. OpenSanctions has cut elements into names already, so
// that one stays as it is.
func (rd *reader) name(s *subject, property, v string, q sanctions.Quality, note string, primary bool) error {
	text := listing.Clean(v)
	if text == "" {
		return nil
	}
	if len(text) > listing.MaxName {
		s.other(property, v)
		return rd.unread(sanctions.Unread{Line: s.line, Entry: s.e.ID, Path: s.schema + "/" + property, Text: text, Why: "longer than a name can be"})
	}
	n := sanctions.Name{Text: text, Script: listing.Script(text), Quality: q, Note: note}
	if written := listing.Fold(v); written != text {
		n.Within = written
	}
	if primary {
		n.Quality = sanctions.Primary
	}
	if s.first == text && q == sanctions.Good {
		return nil // it is the primary name
	}
	if primary {
		s.first = text
	}
	if s.roll.Add(n) {
		rd.names++
	}
	if rd.names > listing.MaxNames {
		return listing.TooMany(rd.opts.Name)
	}
	return nil
}

// date reads a date; one that cannot be read is kept and reported.
func (rd *reader) date(s *subject, line int, path, v string) (sanctions.Date, bool, error) {
	if strings.TrimSpace(v) == "" {
		return "", false, nil
	}
	if d, ok := listing.Date(v); ok {
		return d, true, nil
	}
	s.other(path, v)
	return "", false, rd.unread(sanctions.Unread{Line: line, Entry: s.e.ID, Path: path, Text: v, Why: "not a date, such as 2014-05-14, 2014-05 or 2014"})
}

// attach gives what a piece says to its subjects.
func (rd *reader) attach(p piece, mentions map[string][]string) error {
	to := slices.Clone(p.to)
	to = append(to, mentions[p.id]...)
	slices.Sort(to)
	found := false
	relation := len(pointers[p.schema]) > 1
	for _, id := range slices.Compact(to) {
		s := rd.subjects[id]
		if s == nil {
			continue
		}
		found = true
		rd.ends[id] = rd.ends[id] || relation
		var err error
		switch p.schema {
		case "Sanction", "Debarment":
			err = rd.sanction(s, p)
		case "Identification", "Passport":
			s.paper(p)
		case "Address":
			s.address(p)
		default:
			s.other(p.schema, rd.text(p, id))
		}
		if err != nil {
			return err
		}
	}
	if !found {
		return rd.unread(sanctions.Unread{Line: p.line, Entry: p.id, Path: p.schema, Text: rd.text(p, ""),
			Why: "it is no person, organisation, vessel or the like, and has to do with none in the file"})
	}
	return nil
}

// text is everything that a piece says, with names in place of ids.
func (rd *reader) text(p piece, without string) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(p.props)) {
		for _, v := range p.props[name] {
			if v == without {
				continue
			}
			if s := rd.subjects[v]; s != nil {
				v = s.title() + " (" + v + ")"
			}
			out = append(out, name+": "+v)
		}
	}
	return strings.Join(out, "; ")
}

// title is what an entity is called.
func (s *subject) title() string {
	if s.caption != "" || len(s.props["name"]) == 0 {
		return s.caption
	}
	return s.props["name"][0]
}

// sanction reads a listing of a subject.
func (rd *reader) sanction(s *subject, p piece) error {
	s.listed = true
	first := func(name string) string {
		if len(p.props[name]) == 0 {
			return ""
		}
		return listing.Clean(p.props[name][0])
	}
	for _, name := range referenceOf {
		if s.refs[name] == "" {
			s.refs[name] = first(name)
		}
	}
	s.regimes = append(s.regimes, p.props["program"]...)
	begin := ""
	for _, name := range [...]string{"listingDate", "startDate"} {
		if begin == "" {
			begin = first(name)
		}
	}
	d, ok, err := rd.date(s, p.line, p.schema+"/listingDate", begin)
	if err != nil {
		return err
	}
	if ok {
		s.begins = append(s.begins, d)
	}
	if d, ok, err = rd.date(s, p.line, p.schema+"/endDate", first("endDate")); err != nil {
		return err
	}
	if ok {
		s.ends = append(s.ends, d)
	} else {
		s.open = true
	}
	for _, v := range p.props["modifiedAt"] {
		d, ok, err := rd.date(s, p.line, p.schema+"/modifiedAt", v)
		if err != nil {
			return err
		}
		if ok && listing.Whole(d) {
			s.e.Amended = append(s.e.Amended, d)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.props)) {
		if name != "entity" && name != "modifiedAt" {
			s.other(p.schema+"/"+name, p.props[name]...)
		}
	}
	return nil
}

// paper reads an identity document.
func (s *subject) paper(p piece) {
	d := sanctions.Document{Kind: p.schema}
	var note []string
	for _, name := range slices.Sorted(maps.Keys(p.props)) {
		v := listing.Clean(strings.Join(p.props[name], "; "))
		switch name {
		case "holder":
		case "type":
			d.Kind = v
		case "number", "passportNumber":
			d.Number = v
		case "country":
			d.Country = v
		case "startDate":
			d.Issued = v
		default:
			note = append(note, name+": "+v)
		}
	}
	d.Note = strings.Join(note, "; ")
	s.e.Documents = append(s.e.Documents, d)
}

// address reads an address with parts.
func (s *subject) address(p piece) {
	var a sanctions.Address
	said := func(name string) string { return listing.Clean(strings.Join(p.props[name], "; ")) }
	a.Text, a.Country, a.Note = said("full"), said("country"), said("remarks")
	var parts, rest []string
	for _, name := range [...]string{"street", "street2", "city", "region", "state", "postalCode"} {
		if v := said(name); v != "" {
			parts = append(parts, v)
		}
	}
	if a.Text == "" {
		a.Text, parts = strings.Join(parts, ", "), nil
	}
	for _, name := range slices.Sorted(maps.Keys(p.props)) {
		switch name {
		case "full", "country", "remarks", "street", "street2", "city", "region", "state", "postalCode":
		default:
			rest = append(rest, name+": "+said(name))
		}
	}
	if len(rest) > 0 {
		a.Note = strings.TrimPrefix(a.Note+"; "+strings.Join(rest, "; "), "; ")
	}
	s.e.Addresses = append(s.e.Addresses, a)
}

// referenceOf are the properties of a sanction that people cite an entry by, the
// list's own first. The number of a record may be that of a regulation with many
// entries, and then it is none.
var referenceOf = []string{"authorityId", "unscId", "recordId"}

// reference is what people cite a subject by; shared says how many have a value.
func (s *subject) reference(un bool, shared map[string]int) string {
	if ref := s.refs["unscId"]; un && ref != "" {
		return ref // the list of the Security Council
	}
	for _, name := range referenceOf {
		if ref := s.refs[name]; ref != "" && (name != "recordId" || shared[ref] == 1) {
			return ref
		}
	}
	return s.e.ID
}

// finish is the entry of a subject. It is listed from the earliest of its
// sanctions, else from when the list made it, and no more once all have ended.
func (s *subject) finish() sanctions.Entry {
	e := s.e
	e.Names = s.roll.Names
	if len(s.begins) == 0 {
		for _, v := range s.props["createdAt"] {
			if d, ok := listing.Date(v); ok {
				s.begins = append(s.begins, d)
			}
		}
	}
	if len(s.begins) > 0 {
		e.Listed = slices.Min(s.begins)
	}
	if len(s.ends) > 0 && !s.open {
		e.Delisted = slices.Max(s.ends)
	}
	slices.Sort(e.Amended)
	e.Amended = slices.Compact(e.Amended)
	var regimes []string
	there := map[string]bool{"": true}
	for _, r := range s.regimes {
		if r = listing.Clean(r); !there[r] {
			regimes = append(regimes, r)
		}
		there[r] = true
	}
	e.Regime = strings.Join(regimes, "; ")
	return e
}
