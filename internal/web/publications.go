package web

import (
	"mime"
	"net/http"
	"strconv"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/locale"
)

// publicationsPage is all that publications.html may refer to.
type publicationsPage struct {
	frame
	Rows []publicationRow
}

// A publicationRow is one edition with its files.
type publicationRow struct {
	PublicationView
	Word     string // what kind of edition it is
	Period   truceline.Interval
	EntryURL string
	Links    []fileRow
}

// A fileRow is one file to download.
type fileRow struct {
	PublicationFile
	Href string
	KB   int64 // rounded up
}

func (s *Server) publications(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "publications")
	if err != nil {
		return err
	}
	views, err := s.desk.Publications(r.Context(), f.Known)
	if err != nil {
		return err
	}
	p := publicationsPage{frame: f}
	for _, v := range views {
		row := publicationRow{PublicationView: v, Word: f.editionKind(v.Kind), Period: truceline.Interval{From: v.From, To: v.To}, EntryURL: f.entryURL(v.Entry)}
		for _, file := range v.Files {
			row.Links = append(row.Links, fileRow{file, "/publications/" + strconv.Itoa(v.Number) + "/" + file.Name, (file.Size + 1023) / 1024})
		}
		p.Rows = append(p.Rows, row)
	}
	return s.render(w, "publications", p)
}

func (f frame) editionKind(kind string) string {
	if k := locale.Key("pub." + kind); f.Lang.Has(k) {
		return f.T(k)
	}
	return kind
}

// publicationFile hands out a file exactly as it was published. An HTML edition
// brings its own styles and no script.
func (s *Server) publicationFile(w http.ResponseWriter, r *http.Request) error {
	n, err := strconv.Atoi(r.PathValue("number"))
	if err != nil {
		return truceline.NotFound("there is no publication %q", r.PathValue("number"))
	}
	name := r.PathValue("name")
	body, kind, err := s.desk.PublicationFile(r.Context(), n, name)
	if err != nil {
		return err
	}
	head := w.Header()
	head.Set("Content-Type", kind)
	head.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; sandbox allow-popups")
	if main, _, err := mime.ParseMediaType(kind); err != nil || main != "text/html" {
		head.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	}
	_, err = w.Write(body)
	return ignoreGone(err)
}
