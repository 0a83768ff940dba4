package web

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"html"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/report"
)

const (
	// maxImport is how large a file may be that is sent to be taken in, in bytes.
	maxImport = 128 << 20
	// longWork is how long sending a file, or taking it, may last.
	longWork = time.Hour
	// previewRows is how many rows of a file are shown as they would be read.
	previewRows = 8
)

// zeroKnown asks for what is known now.
var zeroKnown time.Time

// A sending is a file that is held for a person to look at, and how they say it
// is to be read.
type sending struct {
	Digest, File string
	Format       string
	Source       report.SourceID
	Mapping      string
	On           string
	List, Title  string // of a designation list: its id and its name in full
	Suggest      bool   // write a mapping anew
}

// trialPage is all that trial.html may refer to: what taking a file would bring,
// or has brought.
type trialPage struct {
	frame
	Sending   sending
	Format    string
	Formats   []option
	Sources   []option
	By        string
	Action    string
	Taking    bool // it was asked to be taken, not tried
	Finished  bool // the work is done; before that only the head of the page is shown
	Problem   string
	Suggested bool     // the mapping is a proposal of the program
	Questions []string // that the proposal leaves to a person
	Preview   []previewRow
	Counts    []pair // of the trial, or of what was taken; none if it did not come to it
	Refused   []csvrows.Refusal
	More      int
	Ready     bool // it can be taken as it was tried
	AllThere  bool // nothing of it is new
	TakenURL  string
	Bulletin  *bulletinPart
	List      *desk.ListTaken // what a file of a designation list would bring, or brought
}

// Tabular reports whether a mapping says how the file is read.
func (p trialPage) Tabular() bool { return p.Sending.Format == desk.FormatCSV }

// IsBulletin reports whether the file is the text of a bulletin.
func (p trialPage) IsBulletin() bool { return p.Sending.Format == desk.FormatBulletin }

// IsList reports whether the file is one of a designation list.
func (p trialPage) IsList() bool { return p.Sending.Format == formatList }

// noSource is the line of a mapping that says nobody's reports.
var noSource = regexp.MustCompile(`(?m)^source:[ \t]*(?:""|'')?[ \t]*(?:\n|\z)`)

// A previewRow is a row of the file as it would be read.
type previewRow struct {
	Line    int
	Row     reportRow
	Refused string
}

// send tries or takes a file. It is sent with the form, or was sent before and is
// named by its digest.
func (s *Server) send(w http.ResponseWriter, r *http.Request) error {
	ctl := http.NewResponseController(w)
	_ = ctl.SetReadDeadline(time.Now().Add(longWork)) // where it cannot be set, the server's own holds
	_ = ctl.SetWriteDeadline(time.Now().Add(longWork))
	f, _, err := s.open(r, "trial")
	if err != nil {
		return err
	}
	switch {
	case f.KnownAs != "":
		return truceline.Invalid("known", "this address shows what was known then; take files in on the page as it is known now")
	case f.Head.ReadOnly:
		return truceline.Unavailable(nil, "the record is open for reading only: nothing can be taken in here")
	}
	v, err := s.received(w, r)
	if err != nil {
		return err
	}
	sent := sending{
		Digest: v.Get("digest"), Format: v.Get("format"), Source: report.SourceID(v.Get("source")),
		Mapping: strings.ReplaceAll(v.Get("mapping"), "\r\n", "\n"), On: strings.TrimSpace(v.Get("on")), Suggest: v.Get("do") == "suggest",
		List: strings.TrimSpace(v.Get("list")), Title: strings.TrimSpace(v.Get("title")),
	}
	switch {
	case !slices.Contains(formats, sent.Format):
		return truceline.Invalid("format", "choose the format of the file: one of %s", strings.Join(formats, ", "))
	case sent.Source != "" && !f.hasSource(sent.Source):
		return truceline.Invalid("source", "the case has no source %q; add it to the case's sources and load the case again", sent.Source)
	case sent.On != "":
		if _, err := parseDay("on", sent.On, f.Head.Zone); err != nil {
			return err
		}
	}
	files, name, err := s.desk.Incoming(sent.Digest)
	if err != nil {
		return err
	}
	sent.File = name
	p := trialPage{
		frame: f, Sending: sent, Format: f.formatWord(sent.Format), Formats: f.formatOptions(sent.Format), Sources: f.sourceOptions(sent.Source),
		By: remembered(r), Action: f.Link("/intake"), Taking: v.Get("do") == "take",
	}
	p.Title = name
	if p.Taking {
		if p.By, err = signed(w, r, v); err != nil {
			return err
		}
		if p.IsBulletin() {
			return s.confirm(w, r, p, files, v["claim"])
		}
	}
	return s.stream(w, r, &p, func(ctx context.Context, step func(done, total int64)) {
		p.work(ctx, s, r, files, step)
	})
}

// received reads the form: its fields, and the file or the pasted text that goes
// with it, which is held under the digest that the fields then hold.
func (s *Server) received(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		return posted(w, r)
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxImport+2*maxForm)
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, unreadable(err)
	}
	v := url.Values{}
	fields := int64(0)
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, unreadable(err)
		}
		if name := part.FileName(); name != "" {
			if v.Has("digest") {
				return nil, truceline.Invalid("file", "several files were sent at once; send them one after the other")
			}
			digest, _, err := s.desk.Receive(r.Context(), name, part, maxImport)
			if big, ok := errors.AsType[*http.MaxBytesError](err); ok {
				return nil, truceline.Invalid("file", "it is larger than %s; import it with the command, truceline import", size(big.Limit-2*maxForm))
			}
			if err != nil {
				return nil, err
			}
			v.Set("digest", digest)
			continue
		}
		value, err := io.ReadAll(io.LimitReader(part, maxForm+1-fields))
		if err != nil {
			return nil, unreadable(err)
		}
		if fields += int64(len(value)); fields > maxForm {
			return nil, truceline.Invalid(part.FormName(), "what was sent beside the file is larger than %s", size(maxForm))
		}
		v.Add(part.FormName(), string(value))
	}
	text := strings.ReplaceAll(v.Get("text"), "\r\n", "\n") // forms send every line end as two bytes
	switch pasted := strings.TrimSpace(text) != ""; {
	case pasted && v.Has("digest"):
		return nil, truceline.Invalid("file", "there is a file and a pasted text; send one of them, and then the other")
	case pasted:
		digest, _, err := s.desk.Receive(r.Context(), strings.TrimRight(firstLine(text), " .…")+".txt", strings.NewReader(text), maxImport)
		if err != nil {
			return nil, err
		}
		v.Set("digest", digest)
	case !v.Has("digest"):
		return nil, truceline.Invalid("file", "there is no file; choose one, or paste the text of a bulletin")
	}
	return v, nil
}

// work tries or takes the file, and fills the page with what came of it.
func (p *trialPage) work(ctx context.Context, s *Server, r *http.Request, files fs.FS, step func(done, total int64)) {
	sent := &p.Sending
	if p.IsBulletin() {
		part, err := p.read(ctx, s, files)
		if err != nil {
			p.Problem = s.sayable(r, err)
			return
		}
		p.Bulletin = part
		return
	}
	if p.IsList() {
		p.takeList(ctx, s, r, files, step)
		return
	}
	in := desk.Input{Files: files, Name: sent.File, Format: sent.Format, Source: sent.Source, Dry: !p.Taking}
	if p.Tabular() {
		if sent.Suggest || strings.TrimSpace(sent.Mapping) == "" {
			m, err := desk.SuggestMapping(ctx, files, sent.File)
			if err != nil {
				p.Problem = s.sayable(r, err)
				return
			}
			if m.About != "" {
				p.Questions = strings.Split(m.About, "; ")
			}
			m.Source = cmp.Or(sent.Source, m.Source)
			sent.Mapping, p.Suggested = string(m.YAML()), true
		}
		if sent.Source != "" { // the form says what the mapping leaves out
			sent.Mapping = noSource.ReplaceAllString(sent.Mapping, "source: "+string(sent.Source)+"\n")
		}
		in.Mapping = []byte(sent.Mapping)
	}
	if !p.Taking && sent.Format != desk.FormatClaims {
		items, err := s.desk.Preview(ctx, in, previewRows)
		for _, item := range items {
			row := previewRow{Line: item.Line}
			if item.Refusal != nil {
				row.Refused = item.Refusal.Error()
			} else {
				row.Row = p.reportRow(desk.ReportRow{ReportView: ReportView{Report: item.Report}})
			}
			p.Preview = append(p.Preview, row)
		}
		if err != nil {
			p.Problem = s.sayable(r, err)
			return
		}
	}
	out, err := s.desk.Import(ctx, p.By, in, step)
	p.Counts, p.Refused = p.importedCounts(out), out.Refused
	if n := len(p.Refused); n > refusedRows {
		p.Refused, p.More = p.Refused[:refusedRows], n-refusedRows
	}
	switch {
	case err != nil:
		p.Problem = s.sayable(r, err)
	case p.Taking:
		p.TakenURL = p.Link("/intake/" + sent.Digest)
		if err := s.desk.Forget(sent.Digest); err != nil {
			s.log.WarnContext(ctx, "a file that was taken is still held", "err", err)
		}
	default: // what the program proposed is looked at before it is taken
		p.Ready, p.AllThere = out.New+out.Changed > 0 && !p.Suggested, out.Same > 0 && out.Same+len(out.Refused) == out.Rows
	}
}

// stepsMark is where the page pauses while the work is done.
const stepsMark = `<ol class="steps">`

// stream shows the head of the page at once, a line for every step of the work,
// and then the rest. Whoever leaves the page stops the work.
func (s *Server) stream(w http.ResponseWriter, r *http.Request, p *trialPage, work func(ctx context.Context, step func(done, total int64))) error {
	var b bytes.Buffer
	if err := s.pages["trial"].ExecuteTemplate(&b, "frame", p); err != nil {
		return err
	}
	head, _, _ := strings.Cut(b.String(), stepsMark)
	flush := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	io.WriteString(w, head+stepsMark+"<li>"+html.EscapeString(p.T("trial.working"))+"</li>\n")
	_ = flush.Flush() // where it cannot be flushed, all comes at once
	said := time.Now()
	work(r.Context(), func(done, total int64) {
		if now := time.Now(); now.Sub(said) > time.Second {
			said = now
			io.WriteString(w, "<li>"+html.EscapeString(p.T("trial.step", size(done), size(total)))+"</li>\n")
			_ = flush.Flush()
		}
	})
	if r.Context().Err() != nil {
		return nil
	}
	p.Finished = true
	b.Reset()
	if err := s.pages["trial"].ExecuteTemplate(&b, "frame", p); err != nil {
		io.WriteString(w, "</ol><p class=\"refused\">"+html.EscapeString(s.sayable(r, err))+"</p>")
		return nil
	}
	_, tail, _ := strings.Cut(b.String(), stepsMark)
	_, err := io.WriteString(w, tail)
	return ignoreGone(err)
}
