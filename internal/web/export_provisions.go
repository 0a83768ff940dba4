package web

import (
	"bytes"
	"io"
	"net/http"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/publication"
)

// provisionExports are the forms in which the provisions can be taken along:
// all of the register's, or with ?of= those of one instrument.
func (f frame) provisionExports(of instrument.ID) []link {
	return []link{
		{Word: "CSV", Href: f.Link("/provisions.csv", "of", string(of))},
		{Word: "JSON lines", Href: f.Link("/provisions.jsonl", "of", string(of))},
		{Word: "Akoma Ntoso", Href: f.Link("/provisions.akn.xml", "of", string(of))},
	}
}

// provisionsCSV writes provisions in the columns of truceline provisions.
func (s *Server) provisionsCSV(w http.ResponseWriter, r *http.Request) error {
	return s.provisions(w, r, "text/csv; charset=utf-8", "provisions.csv", func(to io.Writer, _ frame, reg *observance.Register, of instrument.ID) error {
		return publication.ProvisionsCSV(to, reg, of)
	})
}

// provisionsJSONL writes the same provisions as lines of JSON.
func (s *Server) provisionsJSONL(w http.ResponseWriter, r *http.Request) error {
	return s.provisions(w, r, "application/jsonl", "provisions.jsonl", func(to io.Writer, _ frame, reg *observance.Register, of instrument.ID) error {
		return publication.ProvisionsJSONL(to, reg, of)
	})
}

// provisionsAKN writes the texts that people accepted acts of, as Akoma Ntoso.
func (s *Server) provisionsAKN(w http.ResponseWriter, r *http.Request) error {
	return s.provisions(w, r, "application/akn+xml", "provisions.akn.xml", func(to io.Writer, f frame, _ *observance.Register, of instrument.ID) error {
		return s.desk.AkomaNtoso(r.Context(), to, of, f.Known)
	})
}

// provisions writes the provisions that the address asks for, whole or not at
// all.
func (s *Server) provisions(w http.ResponseWriter, r *http.Request, kind, name string, write func(io.Writer, frame, *observance.Register, instrument.ID) error) error {
	f, reg, err := s.open(r, "register")
	if err != nil {
		return err
	}
	of := instrument.ID(f.query.Get("of"))
	if of != "" && f.instruments[of] == nil {
		return truceline.Invalid("of", "the register has no instrument %q", of)
	}
	var b bytes.Buffer
	if err := write(&b, f, reg, of); err != nil {
		return err
	}
	attach(w, kind, name)
	_, err = w.Write(b.Bytes())
	return ignoreGone(err)
}
