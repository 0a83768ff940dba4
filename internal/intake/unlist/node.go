package unlist

import (
	"encoding/xml"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/listing"
)

// A node is an element of an entry with all that it holds.
type node struct {
	name  string
	line  int
	attrs []xml.Attr // those that are not structural
	text  string     // its own, without that of its kids, as written
	kids  []*node
}

// node reads an element whose start was read, depth elements deep.
func (rd *reader) node(t xml.StartElement, depth int, count *int) (*node, error) {
	n := &node{name: t.Name.Local, line: rd.line()}
	if *count++; *count > MaxElements {
		return nil, truceline.Invalid(rd.at(n.line), "an entry holds more than %d elements; nothing was taken", MaxElements)
	}
	if depth > MaxDepth {
		return nil, truceline.Invalid(rd.at(n.line), "elements stand more than %d deep in one another; nothing was taken", MaxDepth)
	}
	for _, a := range t.Attr {
		if !structural(a) {
			n.attrs = append(n.attrs, xml.Attr{Name: xml.Name{Local: a.Name.Local}, Value: a.Value})
		}
	}
	var text strings.Builder
	for {
		tok, err := rd.token()
		if err != nil {
			return nil, rd.broken(err)
		}
		switch t := tok.(type) {
		case xml.EndElement:
			n.text = text.String()
			return n, nil
		case xml.CharData:
			if text.Len()+len(t) > MaxText {
				return nil, truceline.Invalid(rd.at(n.line), "the element %s holds more than %d MiB of text; nothing was taken", listing.Shorten(n.name), MaxText>>20)
			}
			text.Write(t)
		case xml.StartElement:
			kid, err := rd.node(t, depth+1, count)
			if err != nil {
				return nil, err
			}
			n.kids = append(n.kids, kid)
		}
	}
}

// all is the text of an element and of everything in it, folded.
func (n *node) all() string {
	var parts []string
	if s := listing.Clean(n.text); s != "" {
		parts = append(parts, s)
	}
	for _, a := range n.attrs {
		parts = append(parts, a.Name.Local+"="+a.Value)
	}
	for _, k := range n.kids {
		if s := k.all(); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " ")
}

// value is the text of the first element of a name in it, folded.
func (n *node) value(name string) string {
	for _, k := range n.kids {
		if k.name == name {
			if s := listing.Clean(k.text); s != "" {
				return s
			}
		}
	}
	return ""
}
