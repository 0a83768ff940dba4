package unlist

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/listing"
	"github.com/truceline/truceline/sanctions"
	"github.com/truceline/truceline/sanctions/screening"
)

// An entry being read. The first error, that of too much Unread, stands.
type entry struct {
	rd     *reader
	e      sanctions.Entry
	label  string // its reference, or its DATAID, for messages
	person bool
	first  map[string]*node // the first element of each that may stand once
	roll   listing.Roll
	err    error
}

// single are the elements of an entry that stand in it once.
var single = []string{
	"DATAID", "VERSIONNUM", "FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME", "UN_LIST_TYPE", "REFERENCE_NUMBER",
	"LISTED_ON", "DELISTED_ON", "COMMENTS1",
}

// plain are the elements of an entry that have no field of their own and hold
// text. The last three came after 2018.
var plain = []string{
	"GENDER", "SUBMITTED_BY", "SUBMITTED_ON", "NATIONALITY2", "SORT_KEY", "SORT_KEY_LAST_MOD",
	"HAS_INTERPOL_LINK", "INTERPOL_LINK", "LAST_REVIEWED_ON",
}

// entry decodes an entry and appends it to the list.
func (rd *reader) entry(n *node) error {
	en := &entry{rd: rd, person: n.name == "INDIVIDUAL", first: map[string]*node{}}
	en.e.Kind = screening.Entity
	if en.person {
		en.e.Kind = screening.Person
	}
	en.label = cmp.Or(n.value("REFERENCE_NUMBER"), n.value("DATAID"))
	en.attributes(n, n.name)
	if s := listing.Fold(n.text); s != "" {
		en.unread(n.line, n.name, s, "text stands between the elements of the entry")
	}
	for _, k := range n.kids {
		en.kid(k, n.name)
	}
	en.identity(n)
	en.primary(n)
	for _, k := range n.kids {
		en.alias(k, n.name)
	}
	en.e.Names = en.roll.Names
	slices.Sort(en.e.Amended)
	en.e.Amended = slices.Compact(en.e.Amended)
	if en.err != nil {
		return en.err
	}
	if rd.names > listing.MaxNames {
		return listing.TooMany(rd.opts.Name)
	}
	if en.e.ID == "" {
		return rd.unread(sanctions.Unread{Line: n.line, Path: n.name, Text: n.all(), Why: "the entry has neither a DATAID nor a REFERENCE_NUMBER, so that nothing can refer to it; it was left out"})
	}
	rd.list.Entries = append(rd.list.Entries, en.e)
	return nil
}

func (en *entry) unread(line int, path, text, why string, args ...any) {
	if en.err == nil {
		en.err = en.rd.unread(sanctions.Unread{Line: line, Entry: en.label, Path: path, Text: listing.Clean(text), Why: fmt.Sprintf(why, args...)})
	}
}

// other keeps text that has no field.
func (en *entry) other(path, text string) {
	if text = listing.Clean(text); text != "" {
		en.e.Other = append(en.e.Other, sanctions.Element{Path: path, Text: text})
	}
}

// attributes reports the attributes of an element, none of which the list has.
func (en *entry) attributes(n *node, path string) {
	for _, a := range n.attrs {
		en.unread(n.line, path+"/@"+a.Name.Local, a.Value, "the list has no such attribute")
		en.other(path+"/@"+a.Name.Local, a.Value)
	}
}

// unknown reports an element that the list has nowhere, and keeps all of it.
func (en *entry) unknown(n *node, path string) {
	en.unread(n.line, path, n.all(), "the list has no such element here")
	en.keep(n, path)
}

func (en *entry) keep(n *node, path string) {
	en.other(path, n.text)
	for _, a := range n.attrs {
		en.other(path+"/@"+a.Name.Local, a.Value)
	}
	for _, k := range n.kids {
		en.keep(k, path+"/"+k.name)
	}
}

// leaf is the text of an element that holds nothing else.
func (en *entry) leaf(n *node, path string) string {
	en.attributes(n, path)
	for _, k := range n.kids {
		en.unknown(k, path+"/"+k.name)
	}
	return listing.Clean(n.text)
}

// fields are the elements within an element that holds only elements, those of
// the given names; the others are reported.
func (en *entry) fields(n *node, path string, names ...string) map[string][]*node {
	en.attributes(n, path)
	if s := listing.Fold(n.text); s != "" {
		en.unread(n.line, path, s, "text stands where only elements should")
		en.other(path, s)
	}
	out := map[string][]*node{}
	for _, k := range n.kids {
		if !slices.Contains(names, k.name) {
			en.unknown(k, path+"/"+k.name)
			continue
		}
		out[k.name] = append(out[k.name], k)
	}
	return out
}

// once is the text of the one element of a name among fields. A second that
// says something else is reported.
func (en *entry) once(fields map[string][]*node, path, name string) string {
	said := ""
	for _, k := range fields[name] {
		s := en.leaf(k, path+"/"+name)
		switch {
		case said == "":
			said = s
		case s != "" && s != said:
			en.unread(k.line, path+"/"+name, s, "a second %s says something else than the first, %q", name, listing.Shorten(said))
			en.other(path+"/"+name, s)
		}
	}
	return said
}

// kid decodes an element of an entry. Names and aliases are read after the
// others, so that the order of elements does not matter.
func (en *entry) kid(k *node, parent string) {
	path := parent + "/" + k.name
	prefix, _, _ := strings.Cut(k.name, "_")
	switch {
	case slices.Contains(single, k.name):
		en.leaf(k, path)
		if was := en.first[k.name]; was == nil {
			en.first[k.name] = k
		} else if a, b := listing.Clean(was.text), listing.Clean(k.text); a == "" {
			en.first[k.name] = k
		} else if b != "" && a != b {
			en.unread(k.line, path, b, "a second %s says something else than the first, %q", k.name, listing.Shorten(a))
			en.other(path, b)
		}
	case slices.Contains(plain, k.name):
		en.other(path, en.leaf(k, path))
	case k.name == "NAME_ORIGINAL_SCRIPT":
		en.leaf(k, path)
	case k.name == "TITLE", k.name == "DESIGNATION", k.name == "NATIONALITY", k.name == "LIST_TYPE":
		for _, v := range en.fields(k, path, "VALUE")["VALUE"] {
			en.other(path, en.leaf(v, path+"/VALUE"))
		}
	case k.name == "LAST_DAY_UPDATED":
		for _, v := range en.fields(k, path, "VALUE")["VALUE"] {
			if d, ok := en.day(v, path+"/VALUE"); ok {
				en.e.Amended = append(en.e.Amended, d)
			}
		}
	case prefix != parent: // INDIVIDUAL_ALIAS in an ENTITY, and everything else
		en.unknown(k, path)
	case strings.HasSuffix(k.name, "_ALIAS"): // read by alias
	case strings.HasSuffix(k.name, "_ADDRESS"):
		en.address(k, path)
	case k.name == "INDIVIDUAL_DATE_OF_BIRTH":
		en.birthDate(k, path)
	case k.name == "INDIVIDUAL_PLACE_OF_BIRTH":
		en.birthPlace(k, path)
	case k.name == "INDIVIDUAL_DOCUMENT":
		en.document(k, path)
	default:
		en.unknown(k, path)
	}
}

// day reads a date that should be whole or not there at all.
func (en *entry) day(n *node, path string) (sanctions.Date, bool) {
	s := en.leaf(n, path)
	if s == "" {
		return "", false
	}
	d, ok := listing.Date(s)
	if !ok {
		en.unread(n.line, path, s, "not a date, such as 2014-05-14")
		en.other(path, s)
	}
	return d, ok
}

// said is the folded text of an element that stands once.
func (en *entry) said(name string) string {
	if n := en.first[name]; n != nil {
		return listing.Clean(n.text)
	}
	return ""
}

// identity reads what says which entry it is and when it was listed.
func (en *entry) identity(n *node) {
	rd, path := en.rd, n.name
	id, ref := en.said("DATAID"), en.said("REFERENCE_NUMBER")
	for _, number := range []string{"DATAID", "VERSIONNUM"} {
		s := en.said(number)
		if _, err := strconv.ParseUint(s, 10, 63); err != nil && (s != "" || number == "DATAID") {
			en.unread(n.lineOf(number), path+"/"+number, s, "not a whole number")
		}
	}
	en.other(path+"/VERSIONNUM", en.said("VERSIONNUM"))
	if ref == "" {
		en.unread(n.line, path+"/REFERENCE_NUMBER", "", "the entry has no reference, such as QDe.115; it goes by its DATAID")
	}
	en.e.ID, en.e.Ref = cmp.Or(id, ref), cmp.Or(ref, id)
	if en.e.ID == "" {
		return
	}
	if was, ok := rd.ids[en.e.ID]; ok && en.err == nil {
		en.err = truceline.Invalid(rd.at(n.line), "the entry has the DATAID %s, and so has the one on line %d; nothing was taken, because nothing tells which of them an amendment is to", listing.Shorten(en.e.ID), was)
		return
	}
	rd.ids[en.e.ID] = n.line
	as, was := rd.refs.Claim(en.e.Ref, en.e.ID, n.line)
	if en.e.Ref = as; was > 0 {
		en.unread(n.lineOf("REFERENCE_NUMBER"), path+"/REFERENCE_NUMBER", ref, "the entry on line %d has this reference too; this one goes by its DATAID, %s", was, as)
		en.other(path+"/REFERENCE_NUMBER", ref)
	}
	en.e.Regime, en.e.Comments = en.said("UN_LIST_TYPE"), en.said("COMMENTS1")
	if on := en.first["LISTED_ON"]; on != nil {
		en.e.Listed, _ = en.day(&node{name: on.name, line: on.line, text: on.text}, path+"/LISTED_ON")
	}
	if en.said("LISTED_ON") == "" {
		en.unread(n.line, path+"/LISTED_ON", "", "the entry does not say when it was listed")
	}
	if on := en.first["DELISTED_ON"]; on != nil {
		en.e.Delisted, _ = en.day(&node{name: on.name, line: on.line, text: on.text}, path+"/DELISTED_ON")
	}
}

// lineOf is the line of the first element of a name, else that of the entry.
func (n *node) lineOf(name string) int {
	for _, k := range n.kids {
		if k.name == name {
			return k.line
		}
	}
	return n.line
}
