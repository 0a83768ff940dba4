// Package web is what people see: pages rendered on the server that work
// without JavaScript, and the same answers as GeoJSON, CSV and JSON lines.
// It asks the desk and decides nothing.
package web

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/locale"
)

// A Server answers requests for pages.
type Server struct {
	desk   Desk
	log    *slog.Logger
	langs  []locale.Lang
	pages  map[string]*template.Template
	bundle bundle
}

// New prepares the pages. It panics only if the embedded templates or words are
// broken, which the tests of this package and of locale rule out.
func New(d Desk, log *slog.Logger) *Server {
	langs, err := locale.Load()
	if err != nil {
		panic(err)
	}
	return &Server{desk: d, log: log, langs: langs, pages: parsePages(), bundle: readBundle()}
}

// Handler is the whole site with its security headers. What a page of another
// site sends in a reader's name is refused.
func (s *Server) Handler() http.Handler {
	own := http.NewCrossOriginProtection()
	own.SetDenyHandler(http.HandlerFunc(s.foreign))
	return secure(own.Handler(s.routes()))
}

// foreign refuses what a page of another site sends.
func (s *Server) foreign(w http.ResponseWriter, r *http.Request) {
	s.problem(w, r, http.StatusForbidden, "this was sent from a page of another site and was not taken; open the page here and send it again")
}

// routes is the site map, read top to bottom.
func (s *Server) routes() *http.ServeMux {
	mux := http.NewServeMux()
	get := func(path string, h func(http.ResponseWriter, *http.Request) error) {
		mux.Handle("GET "+path, s.handle(h))
	}
	post := func(path string, h func(http.ResponseWriter, *http.Request) error) {
		mux.Handle("POST "+path, s.handle(h))
	}
	get("/{$}", s.situation)
	get("/incidents", s.incidents)
	get("/incidents.csv", s.incidentsCSV)
	get("/incidents.jsonl", s.incidentsJSONL)
	get("/incidents.geojson", s.incidentsGeoJSON)
	get("/incidents/{id}", s.incident)
	get("/incidents/{id}/accounts.geojson", s.accountsGeoJSON)
	post("/incidents/{id}/merge", s.merge)
	post("/incidents/{id}/split", s.split)
	post("/incidents/{id}/undo", s.undo)
	get("/contradictions", s.contradictions)
	get("/contradictions.csv", s.contradictionsCSV)
	get("/contradictions.jsonl", s.contradictionsJSONL)
	get("/ledgers", s.ledgers)
	get("/ledgers.csv", s.ledgersCSV)
	get("/ledgers.json", s.ledgersJSON)
	get("/ledgers.html", s.ledgersHTML)
	get("/ledgers/records", s.ledgerRecords)
	get("/ledgers/counts", s.ledgerCounts)
	get("/movement", s.movement)
	get("/movement.csv", s.movementCSV)
	get("/movement.json", s.movementJSON)
	get("/movement/records", s.movementRecords)
	get("/joining", s.joining)
	post("/joining", s.decidePair)
	get("/applied", s.applied)
	get("/read", s.reads)
	post("/read", s.takeIn)
	get("/read/{id}", s.reading)
	get("/read/{id}/acts/{act}", s.act)
	post("/read/{id}/decide", s.decide)
	get("/read/{id}/decisions.json", s.decisions)
	post("/read/{id}/about", s.setDocument)
	get("/read/{id}/beside/{other}", s.beside)
	get("/read/{id}/original", s.original)
	get("/read/{id}/reviewed.jsonl", s.reviewed)
	get("/register", s.register)
	get("/register/{id}", s.instrument)
	get("/provisions.csv", s.provisionsCSV)
	get("/provisions.jsonl", s.provisionsJSONL)
	get("/provisions.akn.xml", s.provisionsAKN)
	get("/areas", s.areas)
	get("/areas.geojson", s.areasGeoJSON)
	get("/areas/{id}", s.area)
	get("/parties", s.parties)
	get("/parties/{id}", s.party)
	get("/designations", s.designations)
	get("/designations.csv", s.designationsCSV)
	get("/designations.json", s.designationsJSON)
	get("/designations/changes", s.designationChanges)
	get("/designations/screen", s.screenName)
	get("/designations/files", s.listFiles)
	post("/designations/files/decide", s.decideList)
	get("/designations/{ref}", s.designation)
	post("/designations/match", s.decideMatch)
	post("/designations/match/undo", s.undoMatch)
	get("/sources", s.sources)
	get("/sources/{id}", s.source)
	get("/sources/{id}/reports", s.sourceReports)
	get("/sources/{id}/claims", s.sourceClaims)
	get("/reports/{id}", s.report)
	post("/reports/credibility", s.judge)
	get("/intake", s.intake)
	post("/intake", s.send)
	get("/intake/{digest}", s.taken)
	get("/intake/{digest}/refusals.csv", s.refusalsCSV)
	get("/originals/{digest}", s.importedFile)
	get("/publications", s.publications)
	get("/publications/{number}/{name}", s.publicationFile)
	get("/log", s.logPage)
	get("/log/{entry}/proof.json", s.proof)
	get("/static/", s.static)
	get("/", s.nowhere)
	return mux
}

// policy lets the map and its worker run and nothing else: no inline script, no
// request to a third party. Inline styles are the map's own.
const policy = "default-src 'self'; script-src 'self'; worker-src 'self'; img-src 'self' data: blob:; " +
	"style-src 'self' 'unsafe-inline'; connect-src 'self'; object-src 'none'; form-action 'self'; " +
	"frame-ancestors 'none'; base-uri 'none'"

// secure sets the headers that every answer carries.
func secure(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Content-Security-Policy", policy)
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "same-origin")
		head.Set("Cross-Origin-Opener-Policy", "same-origin")
		head.Set("Cross-Origin-Resource-Policy", "same-origin")
		head.Set("Permissions-Policy", "geolocation=(), camera=(), microphone=()")
		h.ServeHTTP(w, r)
	})
}

// status is the HTTP status of each kind of problem.
func status(k truceline.Kind) int {
	switch k {
	case truceline.InvalidKind:
		return http.StatusBadRequest
	case truceline.NotFoundKind:
		return http.StatusNotFound
	case truceline.ConflictKind:
		return http.StatusConflict
	case truceline.UnavailableKind:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// handle adapts a handler that can fail. It is the only place that turns an
// error into a response: a page for a browser, a problem document for programs.
func (s *Server) handle(h func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := h(w, r)
		if err == nil || r.Context().Err() != nil {
			return
		}
		s.problem(w, r, status(truceline.KindOf(err)), s.sayable(r, err))
	})
}

// sayable is what a reader may be told of an error. One of ours goes to the log
// under a number that the reader can quote.
func (s *Server) sayable(r *http.Request, err error) string {
	if p, ok := errors.AsType[*truceline.Problem](err); ok && p.Kind != truceline.Internal {
		return p.Error()
	}
	ref := rand.Text()[:8]
	s.log.ErrorContext(r.Context(), "request failed", "ref", ref, "method", r.Method, "path", r.URL.Path, "err", err)
	return "something went wrong here; quote " + ref
}

// problem answers that something could not be shown or done, and why.
func (s *Server) problem(w http.ResponseWriter, r *http.Request, code int, msg string) {
	head := w.Header()
	for _, k := range []string{"Content-Disposition", "Cache-Control", "ETag"} {
		head.Del(k)
	}
	if strings.Contains(r.Header.Get("Accept"), "text/html") {
		lang := locale.Match(s.langs, r.URL.Query().Get("lang"))
		page := problemPage{Lang: lang, Bundle: s.bundle, Status: code, Msg: msg, Posted: r.Method == http.MethodPost}
		if s.write(w, code, "problem", page) == nil {
			return
		}
	}
	head.Set("Content-Type", "application/problem+json")
	w.WriteHeader(code)
	json.NewEncoder(w).Encode(map[string]any{"status": code, "title": msg})
}

// problemPage is all that problem.html may refer to.
type problemPage struct {
	Lang   locale.Lang
	Bundle bundle
	Status int
	Msg    string
	Posted bool // it was sent with a form, to which the reader can go back
}

// nowhere answers every address that no route knows.
func (s *Server) nowhere(_ http.ResponseWriter, r *http.Request) error {
	return truceline.NotFound("there is no page at %s", r.URL.Path)
}
