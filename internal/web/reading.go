package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"strings"

	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/locale"
)

// readingPage is all that reading.html may refer to.
type readingPage struct {
	frame
	Doc         documentPart
	By          string
	Decided     int
	Acts        int
	Since       int64 // until when decisions are on the page, in microseconds
	Paragraphs  []paragraph
	Legend      []legendRow
	Rivals      []rivalRow
	Instruments []option
	SelfURL     string // of the page itself, for its forms and its script
	AddURL      string
	Brief       bool // too many acts to say of each what it would become
}

// Beyond so many acts a page would be slow to come, and its script asks for the
// rest of the cards afterwards: what each act would become, and then also where,
// when and on what condition.
const (
	briefAbove = 150
	bareAbove  = 250
)

// A documentPart is what a page says of a text.
type documentPart struct {
	ID, Title, File   string
	Format, Encoding  string
	Digest, Text      string
	Size, On          string
	Speakers          string
	Instrument        link
	OriginalURL       string
	ReviewedURL       string
	Section, Reader   string
	SpeakersAs, OnAs  string // as the text seems to say, where nobody said otherwise
	InstrumentID      string
	Pages, Paragraphs int
}

// A legendRow is how a force is drawn.
type legendRow struct{ Class, Word string }

// A rivalRow is another text of the same instrument.
type rivalRow struct {
	Doc    link
	Beside string
	On     string
}

// Things are the lesser things that the text shows, each to be shown or not.
func (p readingPage) Things() []pair {
	var out []pair
	for _, k := range [...]document.Kind{document.DateKind, document.PlaceKind, document.InstrumentKind, document.QuoteKind, document.ConditionKind} {
		out = append(out, pair{string(k), p.T(locale.Key("thing." + string(k)))})
	}
	return out
}

// says are the phrases that the page's script speaks.
var says = [...]string{"waiting", "choose", "select", "meanwhile", "unsaved", "none", "take", "selected", "keys", "filter"}

// Says are the phrases that the page's script speaks, by name.
func (p readingPage) Says() []pair {
	var out []pair
	for _, name := range says {
		out = append(out, pair{name, p.T(locale.Key("say." + name))})
	}
	return out
}

func (s *Server) reading(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "reading")
	if err != nil {
		return err
	}
	view, err := s.desk.Reading(r.Context(), DocumentID(r.PathValue("id")), f.Known)
	if err != nil {
		return err
	}
	acts := standings(view)
	self := readURL(view.Document.ID)
	p := readingPage{
		frame: f, Doc: f.documentPart(view), By: remembered(r),
		Since:       latest(view.Decisions),
		Instruments: f.instrumentOptions(view.Document.Instrument),
		SelfURL:     self, AddURL: f.Link(self + "/acts/new"),
	}
	p.Title = p.Doc.Title
	p.Decided, p.Acts = progress(acts)
	for _, x := range document.Forces {
		p.Legend = append(p.Legend, legendRow{string(x), f.actForce(x)})
	}
	for _, d := range view.Rivals {
		p.Rivals = append(p.Rivals, f.rivalRow(view.Document.ID, d))
	}
	p.Paragraphs = f.paragraphs(view, acts)
	p.Brief = len(acts) > briefAbove
	for i := range p.Paragraphs {
		for j := range p.Paragraphs[i].Cards {
			p.Paragraphs[i].Cards[j].shorten(len(acts))
		}
	}
	p.Doc.Paragraphs = len(p.Paragraphs)
	return s.render(w, "reading", p)
}

// latest is when the last of some decisions was recorded, in microseconds since
// 1970.
func latest(ds map[string]Decision) (at int64) {
	for _, d := range ds {
		if !d.Decided.IsZero() {
			at = max(at, d.Decided.UnixMicro())
		}
	}
	return at
}

// paragraphs are the blocks of a text with its acts and things drawn in it, and
// each act's card beside the block in which it begins.
func (f frame) paragraphs(view ReadingView, acts []standing) []paragraph {
	var layers []layer
	for _, p := range view.Reading.Proposals {
		if p.Kind != document.ActKind {
			layers = append(layers, f.thingLayer(p))
		}
	}
	for _, s := range acts {
		layers = append(layers, f.actLayer(s))
	}
	out := paragraphs(view.Content, view.Document.Format != "text", layers, view.Pages)
	for _, p := range out {
		for i, r := range p.Runs {
			if r.Page > 0 {
				p.Runs[i].Text = f.T("read.page", r.Page)
			}
		}
	}
	at := 0
	for _, s := range acts {
		for at+1 < len(out) && out[at+1].Start <= s.Start {
			at++
		}
		if len(out) > 0 {
			out[at].Cards = append(out[at].Cards, f.card(view, s))
		}
	}
	return out
}

// shorten leaves out of a card what a page with so many acts has no room for.
func (c *card) shorten(acts int) {
	if acts > briefAbove {
		c.Draft = nil
	}
	if acts > bareAbove {
		c.Says, c.Notes = nil, ""
	}
}

func (f frame) documentPart(v ReadingView) documentPart {
	d, self := v.Document, readURL(v.Document.ID)
	return documentPart{
		ID: string(d.ID), Title: cmp.Or(d.Title, v.Reading.Title, d.File), File: d.File, Format: d.Format, Encoding: d.Encoding,
		Digest: d.Digest, Text: d.Text, Size: size(int64(d.Bytes)), On: d.On, Speakers: d.Speakers,
		Instrument: f.instrumentLink(d.Instrument), InstrumentID: string(d.Instrument),
		OriginalURL: self + "/original", ReviewedURL: self + "/reviewed.jsonl",
		Section: f.word("act.section.", string(v.Reading.Section)), Reader: cmp.Or(v.Reading.Reader, d.Reader),
		SpeakersAs: v.Reading.Speakers, OnAs: v.Reading.On, Pages: len(v.Pages),
	}
}

func (f frame) rivalRow(id DocumentID, d Document) rivalRow {
	return rivalRow{
		Doc:    link{Word: documentName(d), Href: f.Link(readURL(d.ID))},
		Beside: f.Link(readURL(id) + "/beside/" + string(d.ID)), On: d.On,
	}
}

// setDocument records what a text is said to be: its date, its speakers, its
// instrument.
func (s *Server) setDocument(w http.ResponseWriter, r *http.Request) error {
	v, err := posted(w, r)
	if err != nil {
		return err
	}
	f, _, err := s.open(r, "reading")
	if err != nil {
		return err
	}
	by, err := signed(w, r, v)
	if err != nil {
		return err
	}
	on := strings.TrimSpace(v.Get("on"))
	if on != "" {
		if _, err := parseDay("on", on, f.Head.Zone); err != nil {
			return err
		}
	}
	of := instrument.ID(v.Get("instrument"))
	id := DocumentID(r.PathValue("id"))
	doc, err := s.desk.SetDocument(r.Context(), by, id, on, strings.TrimSpace(v.Get("speakers")), of)
	if err != nil {
		return err
	}
	http.Redirect(w, r, f.Link(readURL(doc.ID)), http.StatusSeeOther)
	return nil
}

// original hands out a text's file as it came, to be kept and not to be opened
// here: it is from outside.
func (s *Server) original(w http.ResponseWriter, r *http.Request) error {
	doc, data, err := s.desk.Original(r.Context(), DocumentID(r.PathValue("id")))
	if err != nil {
		return err
	}
	attach(w, "application/octet-stream", fileName(doc))
	w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
	_, err = w.Write(data)
	return ignoreGone(err)
}

// fileName is the name of a text's file without what a header or a disk cannot
// hold.
func fileName(doc Document) string {
	name := strings.Map(func(c rune) rune {
		if c < ' ' || c > '~' || strings.ContainsRune(`"\/:*?<>|%`, c) {
			return '_'
		}
		return c
	}, path.Base(doc.File))
	if strings.Trim(name, "._ ") == "" {
		return string(doc.ID)
	}
	return name
}

// reviewed writes what people accepted, corrected and added of a text, a line
// each, in the record format of the annotated texts.
func (s *Server) reviewed(w http.ResponseWriter, r *http.Request) error {
	id := DocumentID(r.PathValue("id"))
	ps, err := s.desk.Reviewed(r.Context(), id)
	if err != nil {
		return err
	}
	attach(w, "application/jsonl", fmt.Sprintf("%s.jsonl", id))
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, p := range ps {
		if err := enc.Encode(p); err != nil {
			return ignoreGone(err)
		}
	}
	return nil
}
