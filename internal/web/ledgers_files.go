package web

import (
	"encoding/json"
	"io"
	"net/http"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/publication"
)

// ledgersCSV writes the ledgers that the address asks for as rows.
func (s *Server) ledgersCSV(w http.ResponseWriter, r *http.Request) error {
	return s.ledgerFile(w, r, "text/csv; charset=utf-8", "ledgers.csv", publication.LedgersCSV)
}

// ledgersJSON writes them whole.
func (s *Server) ledgersJSON(w http.ResponseWriter, r *http.Request) error {
	return s.ledgerFile(w, r, "application/json", "ledgers.json", func(w io.Writer, l publication.Ledger, _ publication.LedgerAbout) error {
		return json.NewEncoder(w).Encode(l)
	})
}

// ledgersHTML writes them as one page to keep.
func (s *Server) ledgersHTML(w http.ResponseWriter, r *http.Request) error {
	return s.ledgerFile(w, r, "text/html; charset=utf-8", "ledgers.html", publication.LedgersHTML)
}

func (s *Server) ledgerFile(w http.ResponseWriter, r *http.Request, kind, name string, write func(io.Writer, publication.Ledger, publication.LedgerAbout) error) error {
	f, err := s.openLedgers(r, "ledgers")
	if err != nil {
		return err
	}
	if f.Empty {
		return truceline.NotFound("nobody keeps a ledger in this period; choose another")
	}
	english := func(id place.AreaID) string {
		if a := f.areas[id]; a != nil && a.Names.In("en") != "" {
			return a.Names.In("en")
		}
		return string(id)
	}
	about := publication.LedgerAbout{Case: f.Head.Case.ID, Span: f.Span, Zone: f.Head.Zone, Known: f.Known, AreaName: english}
	if f.asked.Area != "" {
		about.Area = english(f.asked.Area)
	}
	attach(w, kind, name)
	return ignoreGone(write(w, f.ledger, about))
}
