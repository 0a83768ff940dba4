package unlist

import (
	"strings"

	"github.com/truceline/truceline/internal/intake/listing"
	"github.com/truceline/truceline/sanctions"
)

// qualities are how the list speaks of an alias, in lower case without dots.
var qualities = map[string]sanctions.Quality{
	"good": sanctions.Good, "low": sanctions.Low, "": sanctions.Unsaid,
	"aka": sanctions.Known, "fka": sanctions.Formerly,
}

// primary reads the name that an entry goes by, and the one in its own script.
func (en *entry) primary(n *node) {
	var words, written []string
	for _, name := range [...]string{"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"} {
		s := en.said(name)
		if s == "" || name != "FIRST_NAME" && s == "na" { // the schema's default: not applicable
			continue
		}
		words, written = append(words, s), append(written, listing.Fold(en.first[name].text))
	}
	if len(words) == 0 {
		en.unread(n.line, n.name+"/FIRST_NAME", "", "the entry has no name")
	}
	en.names(n.lineOf("FIRST_NAME"), n.name+"/FIRST_NAME", strings.Join(written, " "), listing.Names(strings.Join(words, " ")), sanctions.Primary, "")
	for _, k := range n.kids {
		if k.name != "NAME_ORIGINAL_SCRIPT" {
			continue
		}
		parts := listing.Names(k.text)
		if s, ok := listing.Lowered(listing.Fold(k.text)); ok {
			parts = listing.Names(s)
			parts[0].Note = "read from the low byte of each letter"
		}
		for i := range parts {
			if parts[i].Note == listing.Original {
				parts[i].Note = "" // the quality says it
			}
		}
		en.names(k.line, n.name+"/NAME_ORIGINAL_SCRIPT", listing.Fold(k.text), parts, sanctions.Original, "")
	}
}

// names appends the names that an element holds; written is the element as it
// stands, note what is said of all of them. What stands beside a primary name,
// such as its acronym, is an alias of which the list says no quality.
func (en *entry) names(line int, path, written string, parts []listing.Part, q sanctions.Quality, note string) {
	for i, p := range parts {
		if len(p.Text) > listing.MaxName {
			en.unread(line, path, p.Text, "a name of %d bytes is no name; at most %d are read", len(p.Text), listing.MaxName)
			en.other(path, p.Text)
			continue
		}
		name := sanctions.Name{Text: p.Text, Script: p.Script, Quality: q, Note: both(p.Note, note)}
		if q == sanctions.Primary && i > 0 {
			name.Quality = sanctions.Unsaid
		}
		if len(parts) > 1 || written != p.Text {
			name.Within = written
			if len(written) > 4*listing.MaxName {
				name.Within = ""
				if i == 0 {
					en.other(path, written)
				}
			}
		}
		if en.roll.Add(name) {
			en.rd.names++
		}
	}
}

func both(a, b string) string {
	if a == "" || b == "" || a == b {
		return a + strings.TrimPrefix(b, a)
	}
	return a + "; " + b
}

// alias reads an alias with what the list says of it.
func (en *entry) alias(k *node, parent string) {
	if k.name != parent+"_ALIAS" {
		return
	}
	path := parent + "/" + k.name
	of := []string{"QUALITY", "ALIAS_NAME", "NOTE"}
	if en.person {
		of = append(of, "DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH")
	}
	fields := en.fields(k, path, of...)
	said := en.once(fields, path, "QUALITY")
	q, ok := qualities[strings.ReplaceAll(strings.ToLower(said), ".", "")]
	if !ok {
		en.unread(k.line, path+"/QUALITY", said, "not a quality of an alias: Good, Low, a.k.a. or f.k.a.")
		en.other(path+"/QUALITY", said)
	}
	name, note := en.once(fields, path, "ALIAS_NAME"), en.once(fields, path, "NOTE")
	parts := listing.Names(name)
	if len(parts) == 0 {
		if said+name != "" {
			en.unread(k.line, path+"/ALIAS_NAME", name, "the alias has no name")
		}
		en.other(path+"/NOTE", note)
	} else {
		en.names(k.line, path+"/ALIAS_NAME", written(fields["ALIAS_NAME"]), parts, q, note)
		for _, p := range listing.Noted(note, name) {
			en.names(k.line, path+"/NOTE", written(fields["NOTE"]), []listing.Part{p}, q, "")
		}
		path += "[" + parts[0].Text + "]"
	}
	for _, of := range [...]string{"DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH"} {
		s := en.once(fields, parent+"/"+k.name, of)
		if of == "DATE_OF_BIRTH" && s != "" {
			if _, ok := listing.Date(s); !ok {
				if _, ok := listing.Birth(s); !ok {
					en.unread(k.line, parent+"/"+k.name+"/"+of, s, "not a date, such as 1965-01-02, 1965 or circa 1965")
				}
			}
		}
		en.other(path+"/"+of, s)
	}
}

// written is the text of the first of some elements that has any, as it stands
// but for white space.
func written(ns []*node) string {
	for _, n := range ns {
		if s := listing.Fold(n.text); s != "" {
			return s
		}
	}
	return ""
}
