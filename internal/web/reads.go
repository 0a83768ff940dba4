package web

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/desk"
)

// readsPage is all that reads.html may refer to.
type readsPage struct {
	frame
	Rows        []documentRow
	By          string // who took in or decided last, in this browser
	Instruments []option
	MaxMB       int
}

// A documentRow is a text with how far its review has come.
type documentRow struct {
	Title, Href    string
	File           string
	Instrument     link
	On             string
	Decided, Acts  int
	Added, AddedBy string
}

// maxFile is how large a file may be that is dropped in, in bytes.
const maxFile = 32 << 20

func (s *Server) reads(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "reads")
	if err != nil {
		return err
	}
	docs, err := s.desk.Documents(r.Context(), f.Known)
	if err != nil {
		return err
	}
	p := readsPage{frame: f, By: remembered(r), MaxMB: maxFile >> 20, Instruments: f.instrumentOptions("")}
	p.Title = f.T("nav.read")
	for _, d := range docs {
		row := documentRow{
			Title: documentName(d.Document), Href: f.Link(readURL(d.ID)), File: d.File, On: d.On,
			Decided: d.Decided, Acts: d.Acts, Added: f.Instant(d.Added), AddedBy: d.By,
		}
		row.Instrument = f.instrumentLink(d.Instrument)
		p.Rows = append(p.Rows, row)
	}
	return s.render(w, "reads", p)
}

// instrumentLink names an instrument and leads to it, if the register has it.
func (f frame) instrumentLink(id instrument.ID) link {
	l := link{Word: f.InstrumentName(id)}
	if f.instruments[id] != nil {
		l.Href = f.Link("/register/" + string(id))
	}
	return l
}

// instrumentOptions are the instruments of the register to choose from, by name.
func (f frame) instrumentOptions(chosen instrument.ID) []option {
	var out []option
	for i := range f.facts.Instruments {
		in := &f.facts.Instruments[i]
		word := f.InstrumentName(in.ID)
		if in.Adopted != "" {
			word = joinNote(word, in.Adopted)
		}
		out = append(out, option{Value: string(in.ID), Word: word, Chosen: in.ID == chosen})
	}
	slices.SortFunc(out, func(a, b option) int { return cmp.Compare(a.Word, b.Word) })
	return out
}

// takeIn takes in a file, or a text that was pasted, and leads to its review.
func (s *Server) takeIn(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "reads")
	if err != nil {
		return err
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxFile+maxForm)
	if err := r.ParseMultipartForm(8 << 20); err != nil {
		if big, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return truceline.Invalid("file", "it is larger than %s; drop in the text alone, or a part of it", size(big.Limit-maxForm))
		}
		return unreadable(err)
	}
	defer r.MultipartForm.RemoveAll() // what is left of it is a temporary file
	by, err := signed(w, r, r.MultipartForm.Value)
	if err != nil {
		return err
	}
	up, err := upload(r)
	if err != nil {
		return err
	}
	up.On = strings.TrimSpace(r.FormValue("on"))
	if up.On != "" {
		if _, err := parseDay("on", up.On, f.Head.Zone); err != nil {
			return err
		}
	}
	up.Instrument = instrument.ID(r.FormValue("instrument"))
	if up.Instrument != "" && f.instruments[up.Instrument] == nil {
		return truceline.Invalid("instrument", "the register has no instrument %q; choose one of the list, or a new one", up.Instrument)
	}
	doc, err := s.desk.AddDocument(r.Context(), by, up)
	if err != nil {
		return err
	}
	http.Redirect(w, r, f.Link(readURL(doc.ID)), http.StatusSeeOther)
	return nil
}

// upload is the file that was dropped in, or the text that was pasted under its
// title.
func upload(r *http.Request) (desk.Upload, error) {
	pasted := r.FormValue("text")
	file, head, err := r.FormFile("file")
	switch {
	case errors.Is(err, http.ErrMissingFile) || err == nil && head.Size == 0 && head.Filename == "":
		if strings.TrimSpace(pasted) == "" {
			return desk.Upload{}, truceline.Invalid("file", "there is no text; choose a file, or paste the text")
		}
		pasted = strings.ReplaceAll(pasted, "\r\n", "\n") // forms send every line end as two bytes
		name := cmp.Or(strings.TrimSpace(r.FormValue("title")), firstLine(pasted))
		return desk.Upload{Name: name + ".txt", Data: []byte(pasted)}, nil
	case err != nil:
		return desk.Upload{}, unreadable(err)
	}
	defer file.Close()
	if strings.TrimSpace(pasted) != "" {
		return desk.Upload{}, truceline.Invalid("file", "there is a file and a pasted text; send one of them, and then the other")
	}
	data, err := io.ReadAll(file)
	if err != nil {
		return desk.Upload{}, fmt.Errorf("read the file %s: %w", head.Filename, err)
	}
	return desk.Upload{Name: head.Filename, Data: data}, nil
}

// firstLine is the first line of a text that says anything, cut to a name.
func firstLine(text string) string {
	for l := range strings.Lines(text) {
		if l = strings.Join(strings.Fields(l), " "); l != "" {
			return shorten(l, 60)
		}
	}
	return "text"
}

// size writes a number of bytes for people.
func size(n int64) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d kB", (n+1023)>>10)
}
