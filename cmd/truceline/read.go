package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/document/gold"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/intake/docfile"
)

// readCmd reads texts.
type readCmd struct {
	Format     string   `enum:"text,jsonl" default:"text" help:"text (to read) or jsonl (the record format of the annotated texts)."`
	On         string   `placeholder:"D" help:"Date of the texts, if known: 2018-03-16. Default: from each file's name, or from the text."`
	Speakers   string   `placeholder:"NAME" help:"Whose texts they are, as one name. Default: from each text."`
	Workers    int      `placeholder:"N" help:"How many files are read at once; it changes nothing else. Default: one for each processor."`
	Record     string   `placeholder:"DIR" env:"-" help:"Take the files into this record, for review; only people accept what is proposed."`
	Instrument string   `placeholder:"ID" env:"-" help:"With --record: the instrument of the register that the files are texts of. Default: each is one of its own."`
	By         string   `placeholder:"NAME" env:"-" help:"With --record: who acts; stands in the log. Default: operator."`
	Files      []string `arg:"" name:"file" help:"Texts: plain text, HTML, DOCX or PDF."`
}

// Help is the example.
func (readCmd) Help() string {
	return "Example: truceline read statement.txt\n\n" +
		"Prints what each text seems to say: acts, instruments, dates, places, quotations, conditions. " +
		"A file that cannot be read is reported and the others are read. " +
		"With --record the files are taken in, and reviewed on the pages under /read."
}

// Run reads the files, or takes them into a record.
func (c readCmd) Run(ctx context.Context, e env) error {
	if err := c.check(); err != nil {
		return err
	}
	if c.Record != "" {
		return c.take(ctx, e)
	}
	reading, stop := context.WithCancel(ctx)
	texts, wait := c.texts(reading)
	defer wait()
	defer stop()
	out := bufio.NewWriterSize(e.stdout, 1<<16)
	bad := 0
	for i, text := range texts {
		var read readText
		select {
		case read = <-text:
		case <-ctx.Done():
			return ctx.Err()
		}
		if read.err != nil {
			bad++
			complain(e, c.Files[i], read.err)
			continue
		}
		if _, err := out.Write(read.printed); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return c.verdict(bad, "read")
}

func (c readCmd) check() error {
	if c.Workers < 0 {
		return truceline.Invalid("--workers", "%d is no number of workers; give 1 or more, or leave it out", c.Workers)
	}
	if c.On != "" {
		if _, err := day("--on", c.On, time.UTC); err != nil {
			return err
		}
	}
	switch {
	case c.Record == "" && c.Instrument != "":
		return truceline.Invalid("--instrument", "says what is taken into a record; give --record too")
	case c.Record == "" && c.By != "":
		return truceline.Invalid("--by", "says who takes a text into a record; give --record too")
	case c.Record != "" && c.Speakers != "":
		return truceline.Invalid("--speakers", "is set on the page of the document, where one sees what it changes; leave it out with --record")
	}
	return nil
}

// verdict is the outcome after so many bad files.
func (c readCmd) verdict(bad int, done string) error {
	if bad == 0 {
		return nil
	}
	if bad == len(c.Files) {
		return truceline.Invalid("", "no file could be %s", done)
	}
	return truceline.Invalid("", "%s of %d could not be %s; the others were", plural(bad, "file", "files"), len(c.Files), done)
}

func complain(e env, file string, err error) {
	said := err.Error()
	if name := filepath.Base(file); !strings.HasPrefix(said, name) && !strings.HasPrefix(said, file) {
		said = name + ": " + said
	}
	fmt.Fprintln(e.stderr, said)
}

// A readText is a file that was read, as it is printed, or why it was not.
type readText struct {
	printed []byte
	err     error
}

// texts reads the files, several at once; the channels come in the order of the
// files, so that what is printed does not depend on who was quicker. wait waits
// for the readers, who stop with ctx.
func (c readCmd) texts(ctx context.Context) (texts []chan readText, wait func()) {
	texts = make([]chan readText, len(c.Files))
	for i := range texts {
		texts[i] = make(chan readText, 1)
	}
	var readers sync.WaitGroup
	var next atomic.Int64
	for range min(len(c.Files), cmp.Or(c.Workers, runtime.GOMAXPROCS(0))) {
		readers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(c.Files) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				printed, err := c.read(ctx, c.Files[i])
				texts[i] <- readText{printed, err}
			}
		})
	}
	return texts, readers.Wait
}

// read reads one file.
func (c readCmd) read(ctx context.Context, name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, unopened(name, err)
	}
	defer f.Close()
	text, err := docfile.Read(ctx, filepath.Base(name), f, docfile.Options{})
	if err != nil {
		return nil, err
	}
	r := document.Read(docName(name), text.Content, document.Options{On: cmp.Or(c.On, desk.DateInName(name)), Speakers: c.Speakers})
	var b bytes.Buffer
	if c.Format == "jsonl" {
		err = gold.Write(&b, r.Proposals)
	} else {
		printReading(&b, name, text, r)
	}
	return b.Bytes(), err
}

func unopened(name string, err error) error {
	p := truceline.Unavailable(err, "the file cannot be opened; check its name and permissions")
	p.Field = name
	return p
}

// docName names a text by its file, without the ending.
func docName(file string) string {
	base := filepath.Base(file)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// printReading prints what is proposed of a text, a line an act, with what
// belongs to each below it.
func printReading(w io.Writer, name string, text docfile.Text, r document.Reading) {
	counts := make(map[document.Kind]int)
	for _, p := range r.Proposals {
		counts[p.Kind]++
	}
	fmt.Fprintf(w, "%s: %s, %s, %s, %s, %s, %s\n", name,
		plural(counts[document.ActKind], "act", "acts"), plural(counts[document.InstrumentKind], "instrument", "instruments"),
		plural(counts[document.DateKind], "date", "dates"), plural(counts[document.PlaceKind], "place", "places"),
		plural(counts[document.QuoteKind], "quotation", "quotations"), plural(counts[document.ConditionKind], "condition", "conditions"))
	for _, about := range [...]struct{ what, is string }{{"title", r.Title}, {"speakers", r.Speakers}, {"date", r.On}} {
		if about.is != "" {
			fmt.Fprintf(w, "  %s: %s\n", about.what, line(about.is, 200))
		}
	}
	for _, n := range text.Notes {
		fmt.Fprintf(w, "  note: %s\n", n)
	}
	for _, p := range r.Proposals {
		if p.Kind != document.ActKind {
			continue
		}
		f := p.Fields
		fmt.Fprintf(w, "  %s  %s %s", strings.TrimPrefix(p.ID, r.Doc+"#"), f.Force, f.Verb)
		if f.Speaker != "" {
			fmt.Fprintf(w, ", %s", line(f.Speaker, 80))
		}
		if f.Addressee != "" {
			fmt.Fprintf(w, " -> %s", line(f.Addressee, 80))
		}
		said := p.Text
		if c := f.ContentSpan; c != nil && c.End <= len(text.Content) {
			said += " " + text.Content[c.Start:c.End]
		}
		fmt.Fprintf(w, ": [%d-%d] %s\n", p.Start, p.End, line(said, 160))
		for _, x := range instrument.Inside(text.Content, p, r.Proposals) {
			fmt.Fprintf(w, "        %s%s: %s\n", x.Kind, detail(x.Fields), line(x.Text, 120))
		}
	}
}

// detail is what is said of a proposal that is no act.
func detail(f document.Fields) string {
	var parts []string
	for _, s := range [...]string{f.Role, f.Type, f.Norm} {
		if s != "" && s != "-" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// line is words on one line without control characters, n letters at most: what
// a text says must not steer a terminal.
func line(s string, n int) string {
	r := []rune(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 }), " "))
	if len(r) > n {
		r = append(r[:n-1], '…')
	}
	return string(r)
}

// take takes the files into a record, one after the other.
func (c readCmd) take(ctx context.Context, e env) error {
	d, err := record{Record: c.Record}.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	bad := 0
	for _, name := range c.Files {
		doc, err := c.takeFile(ctx, d, name)
		if truceline.KindOf(err) == truceline.InvalidKind || truceline.KindOf(err) == truceline.UnavailableKind && doc.File == "" {
			bad++
			complain(e, name, err)
			continue
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(e.stdout, "%s: %s, %s to review at /read/%s\n", filepath.Base(name), doc.ID, plural(doc.ActN, "act", "acts"), doc.ID)
	}
	return c.verdict(bad, "taken in")
}

// takeFile takes one file in. Its name in the outcome says that it was read.
func (c readCmd) takeFile(ctx context.Context, d *desk.Desk, name string) (desk.Document, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return desk.Document{}, unopened(name, err)
	}
	doc, err := d.AddDocument(ctx, cmp.Or(c.By, "operator"), desk.Upload{Name: filepath.Base(name), Data: data, On: c.On, Instrument: instrument.ID(c.Instrument)})
	doc.File = filepath.Base(name)
	return doc, err
}
