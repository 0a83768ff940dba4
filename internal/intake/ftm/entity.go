package ftm

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/listing"
	"github.com/truceline/truceline/sanctions"
	"github.com/truceline/truceline/sanctions/screening"
)

// An object is one entity as it is written.
type object struct {
	ID         string
	Schema     string
	Caption    string
	Properties map[string]json.RawMessage
	Datasets   []string
	Referents  []string
	Target     *bool
	FirstSeen  string                     `json:"first_seen"`
	LastSeen   string                     `json:"last_seen"`
	LastChange string                     `json:"last_change"`
	Extra      map[string]json.RawMessage `json:"-"` // fields that an entity does not have
}

// known are the fields of an entity.
var known = map[string]bool{
	"id": true, "schema": true, "caption": true, "properties": true, "datasets": true, "referents": true,
	"target": true, "first_seen": true, "last_seen": true, "last_change": true, "origin": true,
}

type target int

const (
	unsaid target = iota
	yes
	no
)

// A subject is an entity that can be an entry.
type subject struct {
	line    int
	schema  string
	caption string
	target  target
	listed  bool // something says that it is on a list
	props   map[string][]string
	e       sanctions.Entry
	roll    listing.Roll
	first   string           // its primary name
	begins  []sanctions.Date // of its sanctions
	ends    []sanctions.Date
	open    bool // a sanction has no end
	// refs are the first of each property in referenceOf.
	refs    map[string]string
	regimes []string
}

// A piece is an entity that points to subjects: a sanction, an address, a
// paper, a relation.
type piece struct {
	line   int
	id     string
	schema string
	to     []string // ids of its subjects
	props  map[string][]string
}

// kinds are the schemata of subjects.
var kinds = map[string]screening.Kind{
	"Person": screening.Person, "LegalEntity": "", "Thing": "",
	"Organization": screening.Entity, "Company": screening.Entity, "PublicBody": screening.Entity, "Asset": screening.Entity,
	"Vessel": screening.Vessel, "Airplane": screening.Vessel, "Vehicle": screening.Vessel,
	"CryptoWallet": "", "Security": "", "BankAccount": "", "RealEstate": "",
}

// pointers are the properties of a piece that hold the ids of its subjects, by
// schema.
var pointers = map[string][]string{
	"Sanction": {"entity"}, "Debarment": {"entity"}, "Identification": {"holder"}, "Passport": {"holder"},
	"Ownership": {"owner", "asset"}, "Directorship": {"director", "organization"}, "Membership": {"member", "organization"},
	"Employment": {"employer", "employee"}, "Family": {"person", "relative"}, "Associate": {"person", "associate"},
	"Succession": {"predecessor", "successor"}, "Representation": {"agent", "client"}, "UnknownLink": {"subject", "object"},
	"Occupancy": {"holder", "post"},
}

// line reads the entity of a line; last says that the file ends with it.
func (rd *reader) line(line int, raw []byte, last bool) error {
	o, err := parse(raw)
	if err != nil {
		switch {
		case last && line > 1 && errors.Is(err, io.ErrUnexpectedEOF):
			return truceline.Invalid(rd.at(line), "the file ends in the middle of an entity, as an interrupted download does; nothing was taken: fetch it again")
		case line == 1 && (raw[0] == '[' || raw[0] == '{' && errors.Is(err, io.ErrUnexpectedEOF) && !last):
			return truceline.Invalid(rd.opts.Name, "the file is one JSON value over several lines; FollowTheMoney has an entity on each line: fetch entities.ftm.json or targets.nested.json")
		case line == 1 && raw[0] != '{':
			return truceline.Invalid(rd.opts.Name, "the file is not JSON lines: its first line begins with %q and not with {", string([]rune(string(raw[:min(4, len(raw))]))[:1]))
		}
		return rd.unread(sanctions.Unread{Line: line, Path: "line", Text: string(raw[:min(len(raw), 1000)]), Why: why(err)})
	}
	return rd.take(line, o, "")
}

// why is an error of JSON as a sentence.
func why(err error) string {
	kind, ok := errors.AsType[*json.UnmarshalTypeError](err)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "the JSON ends too early"
	case ok && kind.Field == "":
		return fmt.Sprintf("the line is no entity: it is JSON of the kind %s, and an entity is an object", kind.Value)
	case ok:
		return fmt.Sprintf("the line is no entity: its %s is JSON of the kind %s", strings.ToLower(kind.Field), kind.Value)
	}
	return "the line is no entity: " + strings.TrimPrefix(err.Error(), "json: ")
}

// parse decodes one entity and nothing behind it.
func parse(raw []byte) (object, error) {
	var o object
	dec := json.NewDecoder(bytes.NewReader(raw))
	if err := dec.Decode(&o); err != nil {
		return object{}, err
	}
	if dec.More() {
		return object{}, errors.New("more than one value stands on the line")
	}
	if o.ID == "" || o.Schema == "" {
		return object{}, errors.New("it has no id or no schema")
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		return object{}, err
	}
	for name, v := range all {
		if !known[name] {
			if o.Extra == nil {
				o.Extra = map[string]json.RawMessage{}
			}
			o.Extra[name] = v
		}
	}
	return o, nil
}

// maxNested is how deep entities may stand within entities.
const maxNested = 8

// take reads an entity, and those that stand in its properties, which are of
// the subject of parent.
func (rd *reader) take(line int, o object, parent string, depth ...string) error {
	if rd.entities++; rd.entities > MaxEntities {
		return truceline.Invalid(rd.at(line), "the file holds more than %d entities; take the file of one list", MaxEntities)
	}
	props, nested, err := rd.properties(line, o)
	if err != nil {
		return err
	}
	kind, isSubject := kinds[o.Schema]
	if parent == "" {
		for _, d := range o.Datasets {
			rd.datasets[d] = true
		}
		rd.seen, rd.changed = max(rd.seen, o.LastSeen), max(rd.changed, o.LastChange)
	}
	if isSubject && parent == "" {
		if was := rd.subjects[o.ID]; was != nil {
			return truceline.Invalid(rd.at(line), "the entity %s stands on line %d too; nothing was taken, because nothing tells which of them is the list's", listing.Shorten(o.ID), was.line)
		}
		s := &subject{line: line, schema: o.Schema, caption: o.Caption, props: props}
		s.e, s.refs = sanctions.Entry{ID: o.ID, Kind: kind}, map[string]string{}
		if o.Target != nil {
			s.target = no
			if *o.Target {
				s.target, s.listed = yes, true
			}
		}
		for _, t := range props["topics"] {
			s.listed = s.listed || t == "sanction" || t == "debarment" || t == "sanction.counter"
		}
		rd.subjects[o.ID] = s
		rd.order = append(rd.order, s)
		s.more(o)
	} else {
		p := piece{line: line, id: o.ID, schema: o.Schema, props: props}
		for _, name := range pointers[o.Schema] {
			p.to = append(p.to, props[name]...)
		}
		if parent != "" {
			p.to = append(p.to, parent)
		}
		slices.Sort(p.to)
		p.to = slices.Compact(p.to)
		rd.pieces = append(rd.pieces, p)
	}
	if len(depth) > maxNested {
		return rd.unread(sanctions.Unread{Line: line, Entry: parent, Path: strings.Join(depth, "/"), Why: "entities stand too deep in one another"})
	}
	of := parent
	if of == "" {
		of = o.ID
	}
	for _, name := range slices.Sorted(maps.Keys(nested)) {
		for _, in := range nested[name] {
			if err := rd.take(line, in, of, append(slices.Clip(depth), name)...); err != nil {
				return err
			}
		}
	}
	return nil
}

// more keeps what an entity says beside its properties. When it was last seen
// changes with every file and is no word of the list.
func (s *subject) more(o object) {
	s.other("schema", o.Schema)
	s.other("datasets", o.Datasets...)
	s.other("referents", o.Referents...)
	s.other("first_seen", o.FirstSeen)
	s.other("last_change", o.LastChange)
}

// properties are the values of an entity's properties as text, and the entities
// that stand in their place.
func (rd *reader) properties(line int, o object) (map[string][]string, map[string][]object, error) {
	props, nested := map[string][]string{}, map[string][]object{}
	bad := func(path, text, why string) error {
		return rd.unread(sanctions.Unread{Line: line, Entry: o.ID, Path: path, Text: text, Why: why})
	}
	for _, name := range slices.Sorted(maps.Keys(o.Properties)) {
		raw := o.Properties[name]
		var values []json.RawMessage
		if err := json.Unmarshal(raw, &values); err != nil {
			values = []json.RawMessage{raw} // one value without its list
		}
		for _, v := range values {
			var text string
			if json.Unmarshal(v, &text) == nil {
				if string(v) != "null" {
					props[name] = append(props[name], text)
				}
				continue
			}
			var number json.Number
			if json.Unmarshal(v, &number) == nil {
				props[name] = append(props[name], number.String())
				continue
			}
			in, err := parse(v)
			if err != nil {
				if err := bad(o.Schema+"/"+name, string(v[:min(len(v), 1000)]), "neither a text nor an entity"); err != nil {
					return nil, nil, err
				}
				continue
			}
			nested[name] = append(nested[name], in)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o.Extra)) {
		if err := bad(o.Schema+"/@"+name, string(o.Extra[name][:min(len(o.Extra[name]), 1000)]), fmt.Sprintf("an entity has no field %q", name)); err != nil {
			return nil, nil, err
		}
	}
	return props, nested, nil
}
