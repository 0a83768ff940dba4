package publication

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

// A Transcript is a text with the acts in it that people accepted.
type Transcript struct {
	Document   string // id
	Instrument instrument.ID
	Kind       string // of the instrument: resolution, joint_statement, agreement, ...
	Title      string
	On         string // its local date; empty: not known
	Speakers   string
	Digest     string // hex SHA-256 of the original bytes
	TextHash   string // hex SHA-256 of the text, in whose bytes the acts are counted
	Content    string // the text
	Section    document.Section
	Acts       []AcceptedAct // in the order of the text
	// Inside are the places and instruments that lie within the acts.
	Inside []document.Proposal
}

// An AcceptedAct is an act with the provision that it became, or that it says
// again.
type AcceptedAct struct {
	Act       document.Proposal
	Provision instrument.Provision
	Restates  instrument.ProvisionID // if it is a reference: Provision is then that one
	By        string                 // who accepted it
	At        time.Time
}

// AKNOptions say what an Akoma Ntoso file says of itself.
type AKNOptions struct {
	Case  string    // id of the case
	Known time.Time // as known then
	Zone  *time.Location
	Book  *instrument.Book // names of the parties and areas
}

// AkomaNtoso writes texts as Akoma Ntoso 3.0 (OASIS akn-core 1.0), each a
// statement, or a doc where it is no statement of a body: the text itself, with
// the words of each accepted act and of what it says marked, and what is known
// of it in the metadata. One text stands by itself, several as a collection.
func AkomaNtoso(w io.Writer, texts []Transcript, opts AKNOptions) error {
	out := bufio.NewWriter(w)
	out.WriteString(xml.Header) // bufio keeps the first error until Flush
	x := aknWriter{Writer: out, opts: opts}
	x.open("akomaNtoso", "xmlns", aknSpace, "xmlns:tl", ownSpace)
	if len(texts) == 1 {
		x.text(texts[0])
	} else {
		x.collection(texts)
	}
	x.close("akomaNtoso")
	out.WriteByte('\n')
	return out.Flush()
}

// The name spaces: Akoma Ntoso's own, and the one of what it has no words for.
const (
	aknSpace = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
	ownSpace = "urn:truceline:reading"
)

// aknWriter writes one file.
type aknWriter struct {
	*bufio.Writer
	opts   AKNOptions
	prefix string // of every eId, so that those of a collection differ
}

// open writes a start tag with its attributes, in pairs; empty ones are left out.
func (x *aknWriter) open(name string, attrs ...string) { x.tag(name, ">", attrs) }

// empty writes an element without content.
func (x *aknWriter) empty(name string, attrs ...string) { x.tag(name, "/>", attrs) }

func (x *aknWriter) tag(name, end string, attrs []string) {
	x.WriteString("<" + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] == "" {
			continue
		}
		x.WriteString(" " + attrs[i] + `="`)
		x.say(attrs[i+1])
		x.WriteString(`"`)
	}
	x.WriteString(end)
}

func (x *aknWriter) close(name string) { x.WriteString("</" + name + ">") }

// say writes text. Marks that XML cannot hold become U+FFFD.
func (x *aknWriter) say(s string) { xml.EscapeText(x, []byte(s)) } // the error is kept by bufio

// id is an eId of this text, ref a reference to one.
func (x *aknWriter) id(s string) string  { return x.prefix + s }
func (x *aknWriter) ref(s string) string { return "#" + x.prefix + s }

// collection writes several texts.
func (x *aknWriter) collection(texts []Transcript) {
	x.open("documentCollection", "name", "provisions")
	x.prefix = "all__"
	uri := "/akn/xx/documentCollection/" + x.known() + "/" + x.opts.Case
	x.open("meta")
	x.identification(uri, x.known(), "recorded", x.ref("truceline"))
	x.open("references", "source", x.ref("truceline"))
	x.ontology("TLCOrganization", "truceline", "organization/truceline", "Truceline")
	x.close("references")
	x.close("meta")
	x.open("collectionBody")
	for i, t := range texts {
		x.prefix = ""
		x.open("component", "eId", "component_"+strconv.Itoa(i+1))
		x.prefix = "component_" + strconv.Itoa(i+1) + "__"
		x.text(t)
		x.close("component")
	}
	x.close("collectionBody")
	x.close("documentCollection")
}

// known is the local date as known on which it is all said.
func (x *aknWriter) known() string { return x.opts.Known.In(x.opts.Zone).Format(time.DateOnly) }

// text writes one text: statement, or doc where nobody states it as a body.
func (x *aknWriter) text(t Transcript) {
	element := "statement"
	if t.Section == document.Agreement || t.Section == document.News {
		element = "doc"
	}
	x.open(element, "name", cmp.Or(t.Kind, "statement"))
	x.meta(t, element)
	x.body(t)
	x.close(element)
}

// meta writes what is known of a text beside its words.
func (x *aknWriter) meta(t Transcript, element string) {
	day, name := t.On, "adoption"
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		day, name = x.known(), "recorded"
	}
	author := x.ref("truceline")
	if t.Speakers != "" {
		author = x.ref("speakers")
	}
	x.open("meta")
	x.identification("/akn/xx/"+element+"/"+day+"/"+t.Document, day, name, author)
	x.references(t)
	x.open("proprietary", "source", x.ref("truceline"))
	x.empty("tl:document", "id", t.Document, "instrument", string(t.Instrument), "title", t.Title, "sha256", t.Digest, "text-sha256", t.TextHash)
	for _, a := range t.Acts {
		p, s := a.Provision, a.Act.Span
		if len(p.Passages) > 0 && a.Restates == "" {
			s = p.Passages[0].Span
		}
		x.empty("tl:act", "id", a.Act.ID, "href", x.ref(actID(a.Act.ID)), "provision", string(p.ID), "restates", string(a.Restates),
			"verb", a.Act.Fields.Verb, "force", string(p.Force), "mode", string(a.Act.Fields.Mode), "section", string(a.Act.Fields.Section),
			"speaker", a.Act.Fields.Speaker, "addressee", a.Act.Fields.Addressee,
			"obligor", join(p.Obligor), "addressees", join(p.Addressee), "areas", join(p.Areas), "themes", join(p.Themes),
			"from-byte", strconv.Itoa(s.Start), "to-byte", strconv.Itoa(s.End),
			"accepted-by", a.By, "accepted-at", a.At.UTC().Format(time.RFC3339))
	}
	x.close("proprietary")
	x.close("meta")
}

// identification is the work, its expression and this manifestation. Nobody
// says which language a text is in, so that it is given as undetermined; "xx"
// is a country that no country has.
func (x *aknWriter) identification(uri, day, dayName, author string) {
	x.open("identification", "source", x.ref("truceline"))
	level := func(name, uri, day, dayName, author string, more func()) {
		x.open(name)
		x.empty("FRBRthis", "value", uri+"/!main")
		x.empty("FRBRuri", "value", uri)
		x.empty("FRBRdate", "date", day, "name", dayName)
		x.empty("FRBRauthor", "href", author)
		more()
		x.close(name)
	}
	level("FRBRWork", uri, day, dayName, author, func() { x.empty("FRBRcountry", "value", "xx") })
	level("FRBRExpression", uri+"/und@", day, dayName, author, func() { x.empty("FRBRlanguage", "language", "und") })
	level("FRBRManifestation", uri+"/und@.xml", x.known(), "generation", x.ref("truceline"), func() { x.empty("FRBRformat", "value", "application/akn+xml") })
	x.close("identification")
}

// references names everyone and everything that the marks refer to.
func (x *aknWriter) references(t Transcript) {
	x.open("references", "source", x.ref("truceline"))
	x.ontology("TLCOrganization", "truceline", "organization/truceline", "Truceline")
	if t.Speakers != "" {
		x.ontology("TLCOrganization", "speakers", "organization/"+t.Document, t.Speakers)
	}
	var who []party.ID
	var where []place.AreaID
	var forces []instrument.Force
	labels := make(map[instrument.ProvisionID]string)
	for _, a := range t.Acts {
		who = append(append(who, a.Provision.Obligor...), a.Provision.Addressee...)
		where = append(where, a.Provision.Areas...)
		forces = append(forces, a.Provision.Force)
		labels[a.Provision.ID] = cmp.Or(a.Provision.Label, string(a.Provision.ID))
	}
	for _, p := range t.Inside {
		if id, ok := x.opts.Book.Area(p.Text); ok && p.Kind == document.PlaceKind {
			where = append(where, id)
		}
	}
	for _, id := range once(who) {
		x.ontology("TLCOrganization", "party_"+string(id), "organization/"+string(id), x.opts.Book.PartyName(id))
	}
	for _, id := range once(where) {
		x.ontology("TLCLocation", "area_"+string(id), "location/"+string(id), x.opts.Book.AreaName(id))
	}
	for _, f := range once(forces) {
		x.ontology("TLCConcept", "force_"+string(f), "concept/force/"+string(f), strings.ReplaceAll(string(f), "_", " "))
	}
	for _, id := range slices.Sorted(maps.Keys(labels)) {
		x.ontology("TLCConcept", "provision_"+string(id), "concept/provision/"+string(id), labels[id])
	}
	x.close("references")
}

func (x *aknWriter) ontology(element, id, path, name string) {
	x.empty(element, "eId", x.id(id), "href", "/akn/ontology/"+path, "showAs", name)
}

// once is the ids in order, each once.
func once[ID ~string](ids []ID) []ID {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}

// actID is the eId of an act: the part of its id after the document.
func actID(id string) string {
	_, tail, _ := strings.Cut(id, "#")
	return "act_" + tail
}

// body writes the text: what stands before the first act as preface, the
// preambular paragraphs as recitals, the rest as paragraphs, numbered where the
// text numbers them.
func (x *aknWriter) body(t Transcript) {
	marks := x.marks(t)
	blocks := blocksOf(t.Content, marks)
	first, operative := len(blocks), len(blocks)
	preambular := false
	for _, a := range t.Acts {
		n := blockOf(blocks, a.Act.Start)
		if a.Act.Fields.Section == document.Preambular {
			first, preambular = min(first, n), true
		} else {
			operative = min(operative, n)
		}
	}
	if !preambular || operative < first {
		first = operative
	}
	if !preambular {
		operative = first
	}
	if first == len(blocks) { // a body may not be empty
		first, operative = 0, 0
	}
	paragraph := func(b block, name string) {
		x.open(name)
		x.inline(t.Content, b.start, b.end, marks)
		x.close(name)
	}
	if first > 0 {
		x.open("preface")
		for _, b := range blocks[:first] {
			paragraph(b, "p")
		}
		x.close("preface")
	}
	if operative > first {
		x.open("preamble")
		x.open("recitals", "eId", x.id("recitals"))
		for i, b := range blocks[first:min(operative, len(blocks))] {
			x.open("recital", "eId", x.id("recitals__recital_"+strconv.Itoa(i+1)))
			paragraph(b, "p")
			x.close("recital")
		}
		x.close("recitals")
		x.close("preamble")
	}
	x.open("mainBody")
	rest := blocks[min(operative, len(blocks)):]
	if len(rest) == 0 {
		x.empty("p")
	}
	for i, b := range rest {
		n := len(numbered.FindString(t.Content[b.start:b.end]))
		if n == 0 || crosses(marks, b.start, b.start+n) {
			paragraph(b, "p")
			continue
		}
		id := "para_" + strconv.Itoa(i+1)
		x.open("paragraph", "eId", x.id(id))
		x.open("num")
		x.say(strings.TrimSpace(t.Content[b.start : b.start+n]))
		x.close("num")
		x.open("content", "eId", x.id(id+"__content"))
		paragraph(block{b.start + n, b.end}, "p")
		x.close("content")
		x.close("paragraph")
	}
	x.close("mainBody")
}

// numbered is how a paragraph begins that its text numbers.
var numbered = regexp.MustCompile(`^(?:\(?(?:\d{1,3}|[ivxIVX]{1,5}|[a-z])[.)]|Article \d{1,3}\.?)[ \t\x{a0}]+`)
