package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/report"
)

// logPage is all that log.html may refer to.
type logPage struct {
	frame
	Q        string
	Problem  string // why nothing was found
	Rows     []logRow
	Prev     string
	Next     string
	Searched bool
}

// A logRow is one entry with what it attests.
type logRow struct {
	LogEntry
	URL      string // the record's page, if it has one
	ProofURL string
}

const (
	logRows = 50
	// logChunk is how many entries a search for a record reads at a time.
	logChunk = 4096
	// logHits is how many entries a search lists at most.
	logHits = 200
)

func (s *Server) logPage(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "log")
	if err != nil {
		return err
	}
	p := logPage{frame: f, Q: strings.TrimSpace(f.query.Get("q"))}
	switch {
	case p.Q == "":
		err = p.tail(r.Context(), s.desk)
	default:
		p.Searched = true
		err = p.find(r.Context(), s.desk)
	}
	if err != nil {
		return err
	}
	return s.render(w, "log", p)
}

// tail lists a page of entries, by default the last.
func (p *logPage) tail(ctx context.Context, d Desk) error {
	from := max(0, p.Head.Size-logRows)
	if v := p.query.Get("first"); v != "" {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil || n < 0 {
			return truceline.Invalid("first", "%q is not the number of an entry", v)
		}
		from = n
	}
	if from > 0 {
		p.Prev = p.Link("/log", "first", fmt.Sprint(max(0, from-logRows)))
	}
	if from+logRows < p.Head.Size {
		p.Next = p.Link("/log", "first", fmt.Sprint(from+logRows))
	}
	entries, err := d.LogEntries(ctx, from, logRows)
	if err != nil {
		return err
	}
	p.add(entries)
	return nil
}

// find lists one entry by its number, or every entry of a record by its id.
func (p *logPage) find(ctx context.Context, d Desk) error {
	if n, err := strconv.ParseInt(p.Q, 10, 64); err == nil {
		if n < 0 || n >= p.Head.Size {
			p.Problem = p.T("log.no_entry", n, p.Head.Size-1)
			return nil
		}
		entries, err := d.LogEntries(ctx, n, 1)
		p.add(entries)
		return err
	}
	for from := int64(0); from < p.Head.Size && len(p.Rows) < logHits; from += logChunk {
		entries, err := d.LogEntries(ctx, from, logChunk)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if e.ID == p.Q {
				p.add([]LogEntry{e})
			}
		}
	}
	if len(p.Rows) == 0 {
		p.Problem = p.T("log.no_record", p.Q)
	}
	return nil
}

func (p *logPage) add(entries []LogEntry) {
	for _, e := range entries {
		p.Rows = append(p.Rows, logRow{e, p.recordURL(e), p.proofURL(e.N)})
	}
}

// recordURL is the page of the record that an entry attests, as known then.
func (f frame) recordURL(e LogEntry) string {
	known := []string{"known", e.Known.UTC().Format(time.RFC3339Nano)}
	switch e.Kind {
	case "incident":
		return f.Link("/incidents/"+e.ID, known...)
	case "instrument":
		return f.Link("/register/"+e.ID, known...)
	case "area":
		return f.Link("/areas/"+e.ID, known...)
	case "report":
		return f.reportURL(e.ID, known...)
	case "source":
		return f.sourceURL(report.SourceID(e.ID), known...)
	case "party":
		return f.Link("/parties/"+e.ID, known...)
	}
	return ""
}

func (s *Server) proof(w http.ResponseWriter, r *http.Request) error {
	n, err := strconv.ParseInt(r.PathValue("entry"), 10, 64)
	if err != nil || n < 0 {
		return truceline.Invalid("entry", "%q is not the number of a log entry", r.PathValue("entry"))
	}
	b, err := s.desk.Prove(r.Context(), n)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="entry-%d-proof.json"`, n))
	_, err = w.Write(b)
	return ignoreGone(err)
}
