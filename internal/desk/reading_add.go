package desk

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/intake/docfile"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/report"
)

// AddDocument reads a file and takes it, with what is proposed of it, into the
// record. Its bytes and its text lie beside the record, on the disk, before
// anything names them. The same bytes again change nothing and return the
// document that is there; a file of it that is gone or damaged is put back.
func (d *Desk) AddDocument(ctx context.Context, by string, u Upload) (Document, error) {
	if err := d.mayWrite(by); err != nil {
		return Document{}, err
	}
	if u.On != "" {
		if _, err := time.Parse(time.DateOnly, u.On); err != nil {
			return Document{}, truceline.Invalid("on", "%q is not a date; write it as 2018-03-16", u.On)
		}
	}
	bg, err := d.background(ctx, zeroTime)
	if err != nil {
		return Document{}, err
	}
	digest := report.Digest(u.Data)
	there, err := d.documentOf(ctx, digest)
	if err != nil {
		return Document{}, err
	}
	text, layout, err := extract(ctx, u)
	if err != nil {
		return Document{}, err
	}
	doc := Document{
		ID: documentID(u.Name, digest), File: filepath.Base(filepath.ToSlash(u.Name)), Format: text.Format, Encoding: text.Encoding, Digest: digest,
		Text: report.Digest([]byte(text.Content)), Bytes: len(text.Content), Notes: text.Notes,
	}
	if len(layout) > 0 {
		doc.Layout = report.Digest(layout)
	}
	if there != nil {
		doc = *there
	} else if err := d.isInstrument(ctx, bg.facts.Instruments, doc, u.Instrument); err != nil {
		return Document{}, err
	}
	for _, body := range [...][]byte{u.Data, []byte(text.Content), layout} {
		if len(body) == 0 {
			continue
		}
		if err := d.keepFile(body); err != nil {
			return Document{}, err
		}
	}
	if there != nil {
		return *there, nil
	}
	on := cmp.Or(u.On, DateInName(u.Name))
	reading := d.read(string(doc.ID), text.Content, document.Options{On: on})
	doc.describe(reading)
	doc.On, doc.Title = cmp.Or(on, reading.On), cmp.Or(oneLine(text.Title), oneLine(reading.Title), doc.File)
	doc.Speakers = reading.Speakers
	doc.Instrument = cmp.Or(u.Instrument, doc.Own())
	err = d.write(ctx, func(tx *store.Tx) error {
		if row, ok, err := tx.Latest(kindDocument, string(doc.ID)); err != nil || ok {
			if err == nil { // another of us was quicker
				doc, err = decode[Document](row)
			}
			return err
		}
		if _, err := put(tx, kindDocument, string(doc.ID), doc); err != nil {
			return err
		}
		if _, err := put(tx, kindReading, string(doc.ID), reading); err != nil {
			return err
		}
		_, err := put(tx, kindAct, "add_document:"+string(doc.ID), Act{
			What: "add_document", By: by, Of: doc.File, Digest: digest, Counts: map[string]int{"acts": doc.ActN, "bytes": doc.Bytes},
		})
		return err
	})
	return doc, err
}

// extract takes the text out of a file, with where it stands on the pages of the
// original as JSON, if that has pages.
func extract(ctx context.Context, u Upload) (text docfile.Text, layout []byte, err error) {
	text, err = docfile.Read(ctx, u.Name, bytes.NewReader(u.Data), docfile.Options{})
	if err == nil && len(text.Pages) > 0 {
		layout, err = json.Marshal(text.Pages)
	}
	return text, layout, err
}

// oneLine is words on one line, the first of them where they are many.
func oneLine(s string) string { return shortly(strings.Join(strings.Fields(s), " "), 200) }

// describe takes over what a reading says of the document as a whole.
func (d *Document) describe(r document.Reading) {
	d.Reader, d.ActN = r.Reader, 0
	for _, p := range r.Proposals {
		if p.Kind == document.ActKind {
			d.ActN++
		}
	}
}

// mayWrite refuses an act without a name, and one on a record that was opened
// for reading, before anything is written beside the record.
func (d *Desk) mayWrite(by string) error {
	if d.readOnly {
		return truceline.Unavailable(nil, "the record was opened for reading only; nothing can be written to it")
	}
	return checkLine("by", by, 200, "say who acts; a role is enough")
}

// documentOf is the document that has these bytes, or nil.
func (d *Desk) documentOf(ctx context.Context, digest string) (*Document, error) {
	for doc, err := range d.documents(ctx, time.Time{}) {
		if err != nil {
			return nil, err
		}
		if doc.Digest == digest {
			return &doc, nil
		}
	}
	return nil, nil
}

// documentID names a document: the words of its file's name that an address can
// bear, and the first digits of its hash.
func documentID(file, digest string) DocumentID {
	name := filepath.Base(filepath.ToSlash(file))
	name = strings.TrimSuffix(name, filepath.Ext(name))
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	slug := strings.Join(words, "-")
	if len(slug) > 40 {
		slug = strings.TrimRight(slug[:40], "-")
	}
	return DocumentID(cmp.Or(slug, "text") + "-" + digest[:8])
}

// DateInName is the full date that a file's name gives, ISO 8601: people name
// texts by their day ("statement-2018-03-16.txt"). It is empty where the name
// gives none, or several.
func DateInName(file string) string {
	name := filepath.Base(filepath.ToSlash(file))
	digits := func(i int) bool { return i >= 0 && i < len(name) && name[i] >= '0' && name[i] <= '9' }
	found := ""
	for i := 0; i+len(time.DateOnly) <= len(name); i++ {
		end := i + len(time.DateOnly)
		if _, err := time.Parse(time.DateOnly, name[i:end]); err != nil || digits(i-1) || digits(end) {
			continue
		}
		if found != "" && found != name[i:end] {
			return ""
		}
		found = name[i:end]
	}
	return found
}

// isInstrument refuses to let a document be a text of what there is not.
func (d *Desk) isInstrument(ctx context.Context, known []instrument.Instrument, doc Document, of instrument.ID) error {
	if of == "" || of == doc.Own() {
		return nil
	}
	row, err := d.store.Get(ctx, kindDocument, string(of), zeroTime)
	if err == nil {
		other, err := decode[Document](row)
		if err == nil && other.Instrument != other.Own() {
			err = truceline.Invalid("instrument", "%s is itself a text of %s; name that", of, other.Instrument)
		}
		return err
	}
	if truceline.KindOf(err) != truceline.NotFoundKind {
		return err
	}
	if !slices.ContainsFunc(known, func(in instrument.Instrument) bool { return in.ID == of }) {
		return truceline.NotFound("the register has no instrument %q; name one that it lists, or none for a text of its own", of)
	}
	return nil
}

// keepsTexts refuses a case that no longer holds an instrument of which the
// record has a text.
func (d *Desk) keepsTexts(ctx context.Context, has []instrument.Instrument) error {
	for doc, err := range d.documents(ctx, time.Time{}) {
		if err != nil {
			return err
		}
		if err := d.isInstrument(ctx, has, doc, doc.Instrument); err != nil {
			return truceline.Conflict("the case no longer holds the instrument %s, of which %s is a text in this record; keep it, or say first what that is a text of", doc.Instrument, doc.ID)
		}
	}
	return nil
}

// SetDocument changes what a document is said to be: its date, speakers or
// instrument; an empty one is as the text has it, or an instrument of its own.
// If date or speakers change, or the rules of reading did, the text is read
// again; what was decided stays as it was decided.
func (d *Desk) SetDocument(ctx context.Context, by string, id DocumentID, on, speakers string, of instrument.ID) (Document, error) {
	if err := d.mayWrite(by); err != nil {
		return Document{}, err
	}
	if on != "" {
		if _, err := time.Parse(time.DateOnly, on); err != nil {
			return Document{}, truceline.Invalid("on", "%q is not a date; write it as 2018-03-16", on)
		}
	}
	if speakers != "" {
		if err := checkLine("speakers", speakers, 500, ""); err != nil {
			return Document{}, err
		}
	}
	bg, err := d.background(ctx, zeroTime)
	if err != nil {
		return Document{}, err
	}
	var out Document
	err = d.onDocument(ctx, id, func(s *state, tx *store.Tx) error {
		doc := s.Document
		doc.On, doc.Speakers, doc.Instrument = on, speakers, cmp.Or(of, doc.Own())
		if doc.Instrument != s.Document.Instrument {
			if err := d.mayMove(ctx, bg.facts.Instruments, s.Document, doc.Instrument); err != nil {
				return err
			}
		}
		if on != s.Document.On || speakers != s.Document.Speakers || s.reading.Reader != document.Reader {
			fresh := d.read(string(id), s.text, document.Options{On: on, Speakers: speakers})
			fresh = renumber(fresh, s.readings)
			doc.describe(fresh)
			doc.On, doc.Speakers = cmp.Or(on, fresh.On), cmp.Or(speakers, fresh.Speakers)
			if _, err := put(tx, kindReading, string(id), fresh); err != nil {
				return err
			}
		}
		out = doc
		changed, err := put(tx, kindDocument, string(id), doc)
		if err != nil || !changed {
			return err
		}
		from := s.Document.Instrument
		s.Document = doc
		if err := d.move(ctx, tx, bg, s, from); err != nil {
			return err
		}
		_, err = put(tx, kindAct, "set_document:"+string(id)+":"+tx.Known().Format(time.RFC3339Nano), Act{
			What: "set_document", By: by, Of: string(id), Notes: map[string]string{"on": on, "speakers": speakers, "instrument": string(doc.Instrument)},
		})
		return err
	})
	return out, err
}

// mayMove refuses to take a document from its instrument where that would leave
// other texts of it without one.
func (d *Desk) mayMove(ctx context.Context, known []instrument.Instrument, doc Document, to instrument.ID) error {
	if err := d.isInstrument(ctx, known, doc, to); err != nil {
		return err
	}
	if doc.Instrument != doc.Own() {
		return nil
	}
	others, err := d.textsOf(ctx, doc.Own(), doc.ID, zeroTime)
	if err == nil && len(others) > 0 {
		err = truceline.Conflict("%s is a text of %s; say first what that is a text of", others[0].ID, doc.ID)
	}
	return err
}

// textsOf are the documents of an instrument but one.
func (d *Desk) textsOf(ctx context.Context, of instrument.ID, but DocumentID, known time.Time) ([]Document, error) {
	var out []Document
	for doc, err := range d.documents(ctx, known) {
		if err != nil {
			return nil, err
		}
		if doc.Instrument == of && doc.ID != but {
			out = append(out, doc)
		}
	}
	return out, nil
}

// renumber gives a proposal that an earlier reading made of the same stretch its
// id from there, and every other a number that no reading used: an id means one
// thing for good.
func renumber(fresh document.Reading, before []document.Reading) document.Reading {
	type place struct {
		kind       document.Kind
		start, end int
	}
	ids, last := make(map[place]string), make(map[string]int)
	for _, r := range before {
		for _, p := range r.Proposals {
			ids[place{p.Kind, p.Start, p.End}] = p.ID
			letter, n := numberOf(p.ID)
			last[letter] = max(last[letter], n)
		}
	}
	out := fresh
	out.Proposals = slices.Clone(fresh.Proposals)
	for i := range out.Proposals {
		p := &out.Proposals[i]
		if id, ok := ids[place{p.Kind, p.Start, p.End}]; ok {
			p.ID = id
			continue
		}
		letter, _ := numberOf(p.ID)
		last[letter]++
		p.ID = fmt.Sprintf("%s#%s%03d", fresh.Doc, letter, last[letter])
	}
	return out
}

// numberOf takes the id of a proposal apart: "DOC#a005" is a, 5.
func numberOf(id string) (letter string, n int) {
	_, tail, _ := strings.Cut(id, "#")
	if tail == "" {
		return "", 0
	}
	n, err := strconv.Atoi(tail[1:])
	if err != nil {
		return "", 0
	}
	return tail[:1], n
}
