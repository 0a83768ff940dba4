package csvrows

import (
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/truceline/truceline"
)

// A scanner reads the tokens of a part one after the other. It follows no
// nesting: what is read of a workbook is told from the names of its elements,
// and what follows no nesting needs no memory for it.
type scanner struct {
	part *part
	xml  *xml.Decoder
}

func newScanner(p *part) *scanner {
	return &scanner{part: p, xml: xml.NewDecoder(bufio.NewReaderSize(p, chunk))}
}

// next is the next token; io.EOF after the last. What is not XML is a Problem.
func (s *scanner) next() (xml.Token, error) {
	tok, err := s.xml.RawToken()
	if err == nil || errors.Is(err, io.EOF) {
		return tok, err
	}
	if _, ok := errors.AsType[*truceline.Problem](err); ok {
		return nil, err
	}
	return nil, s.part.book.damaged(err)
}

// begin marks the beginning of a row or a word, whose size is bounded.
func (s *scanner) begin() { s.part.since = 0 }

// attr is an attribute without regard to its prefix, or "".
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// A run gathers the text of a string: all its t elements, but not those that
// say how East Asian letters are pronounced (rPh).
type run struct {
	b        strings.Builder
	in       bool
	phonetic bool
}

func (r *run) reset() { *r = run{} }

// take takes a token; what it does not know is no text.
func (r *run) take(tok xml.Token) {
	switch tok := tok.(type) {
	case xml.StartElement:
		switch tok.Name.Local {
		case "t":
			r.in = !r.phonetic
		case "rPh":
			r.phonetic = true
		}
	case xml.EndElement:
		switch tok.Name.Local {
		case "t":
			r.in = false
		case "rPh":
			r.phonetic = false
		}
	case xml.CharData:
		if r.in {
			r.b.Write(tok)
		}
	}
}

func (r *run) String() string { return unescape(r.b.String()) }

// unescape resolves _x000D_, by which strings of a workbook write characters
// that XML cannot hold (ECMA-376 part 1, 22.9.2.19).
func unescape(s string) string {
	const form = len("_x0000_")
	at := strings.Index(s, "_x")
	if at < 0 {
		return s
	}
	var b strings.Builder
	for ; at >= 0; at = strings.Index(s, "_x") {
		b.WriteString(s[:at])
		s = s[at:]
		if len(s) >= form && s[form-1] == '_' {
			if v, err := strconv.ParseUint(s[2:form-1], 16, 16); err == nil && utf8.ValidRune(rune(v)) {
				b.WriteRune(rune(v))
				s = s[form:]
				continue
			}
		}
		b.WriteString(s[:2])
		s = s[2:]
	}
	return b.String() + s
}

// words reads the strings that the cells share.
func (b *book) words(name string) ([]string, error) {
	p, err := b.open(name)
	if err != nil {
		return nil, err
	}
	defer p.Close()
	s := newScanner(p)
	var out []string
	var word run
	memory := 0
	for {
		tok, err := s.next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		switch e := tok.(type) {
		case xml.StartElement:
			if e.Name.Local == "si" {
				word.reset()
				s.begin()
				continue
			}
		case xml.EndElement:
			if e.Name.Local == "si" {
				out = append(out, word.String())
				if memory += len(out[len(out)-1]) + wordHead; memory > maxWords {
					return nil, b.refuse("the texts of the workbook need more than %s of memory; save the table as CSV in UTF-8", size(maxWords))
				}
				continue
			}
		}
		word.take(tok)
	}
}
