package web

import (
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/truceline/truceline"
)

//go:embed page/*.html
var pageFiles embed.FS

// distFiles is the built bundle of styles and islands. Only .keep is committed,
// so that the program builds without npm.
//
//go:embed all:dist
var distFiles embed.FS

// shared are the templates that every page may use: the frame and its parts.
var shared = [...]string{"page/frame.html", "page/parts.html", "page/accounts.html"}

// parsePages reads every page with the frame around it, by name.
func parsePages() map[string]*template.Template {
	base := template.Must(template.ParseFS(pageFiles, shared[:]...))
	files, err := fs.Glob(pageFiles, "page/*.html")
	if err != nil {
		panic(err)
	}
	pages := make(map[string]*template.Template)
	for _, f := range files {
		if slices.Contains(shared[:], f) {
			continue
		}
		t := template.Must(template.Must(base.Clone()).ParseFS(pageFiles, f))
		pages[strings.TrimSuffix(path.Base(f), ".html")] = t
	}
	return pages
}

// render writes a page, whole or not at all.
func (s *Server) render(w http.ResponseWriter, name string, page any) error {
	return s.write(w, http.StatusOK, name, page)
}

func (s *Server) write(w http.ResponseWriter, code int, name string, page any) error {
	var b bytes.Buffer
	entry := "frame"
	if name == "problem" {
		entry = "problem"
	}
	if err := s.pages[name].ExecuteTemplate(&b, entry, page); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(code)
	_, err := w.Write(b.Bytes())
	return ignoreGone(err)
}

// ignoreGone drops the error of writing to a reader who has left: the response
// has begun, and nobody is there to be told.
func ignoreGone(error) error { return nil }

// A bundle names the built files that a page loads.
type bundle struct {
	Script string   // address of the entry script; empty if the bundle was not built
	Styles []string // addresses of the style sheets
}

// Missing reports that the bundle was not built. Pages then say so.
func (b bundle) Missing() bool { return b.Script == "" }

// readBundle finds the entry in the manifest that the build leaves.
func readBundle() bundle {
	raw, err := fs.ReadFile(distFiles, "dist/.vite/manifest.json")
	if err != nil {
		return bundle{}
	}
	var manifest map[string]struct {
		File string   `json:"file"`
		CSS  []string `json:"css"`
	}
	if json.Unmarshal(raw, &manifest) != nil {
		return bundle{}
	}
	entry := manifest["src/main.ts"]
	if entry.File == "" {
		return bundle{}
	}
	b := bundle{Script: "/static/" + entry.File}
	for _, c := range entry.CSS {
		b.Styles = append(b.Styles, "/static/"+c)
	}
	return b
}

// static serves the bundle. Its file names carry a hash of their content, so
// they may be kept for good.
func (s *Server) static(w http.ResponseWriter, r *http.Request) error {
	name := strings.TrimPrefix(r.URL.Path, "/static/")
	info, err := fs.Stat(distFiles, path.Join("dist", name))
	if err != nil || info.IsDir() || strings.HasPrefix(path.Base(name), ".") {
		return truceline.NotFound("there is no file %s in the bundle", r.URL.Path)
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeFileFS(w, r, distFiles, path.Join("dist", name))
	return nil
}
