// Package geojson reads events out of GeoJSON as reports of one source: a
// FeatureCollection (RFC 7946), lines of one Feature each, or a sequence of them
// (RFC 8142), plain or gzip, a feature at a time.
//
// Each Feature is one report. Its geometry says where, its properties the rest,
// under the names that Properties lists or that Options.Rename maps to them. A
// point has the radius that a property gives it; a line, a surface or several
// points become the disc that covers them, which is remarked; without a geometry
// the place is looked up by its name. Nothing becomes a bare point.
//
// Coordinates are WGS 84, longitude first (RFC 7946, sections 3.1.1 and 4): a
// file that names another reference system is refused, and so is a feature whose
// coordinates are swapped, where that can be told.
package geojson

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/intake/lexicon"
	"github.com/truceline/truceline/report"
)

// Options say how the case reads the file. The zero value is the published
// default.
type Options struct {
	// Lexicon resolves its names. Source.ID also begins the codes of its kinds,
	// "source:kind=shelling"; without one they begin with "geojson".
	Lexicon lexicon.Lexicon

	// Name is the file name as given, for messages. Default "".
	Name string

	// Rename gives, for a property of the file, the name of Properties that it
	// means. It goes before what a property is called by itself.
	Rename map[string]string

	// PointM is how far off a point may be that gives no radius, metres. Default
	// 2,000, the extent of a village (lexicon.VillageM).
	PointM float64

	// Bound is the box of the case. A position outside it that would lie inside
	// with longitude and latitude swapped is refused, another one outside it
	// remarked. The zero value checks nothing.
	Bound orb.Bound

	// MaxFeature is how many bytes one feature may hold, and any other member of
	// a collection. Default 16 MiB.
	MaxFeature int

	// MaxBytes is how many bytes the file may hold once decompressed. Default
	// 64 GiB.
	MaxBytes int64
}

func (o Options) withDefaults() Options {
	if o.PointM == 0 {
		o.PointM = lexicon.VillageM
	}
	if o.MaxFeature == 0 {
		o.MaxFeature = 16 << 20
	}
	if o.MaxBytes == 0 {
		o.MaxBytes = 64 << 30
	}
	return o
}

// maxDepth is how deep a feature may be nested: a MultiPolygon within a
// GeometryCollection needs seven.
const maxDepth = 32

// Read gives the features of a file in order. Line numbers the features from 1:
// a file may stand on one line. An id that stands twice is one event in two
// versions, which is remarked. An error ends the file: a Problem with it that
// says up to where it was read, or the error of ctx. Reports share origins with
// one another; nobody may write to them.
//
// A FeatureCollection must be sound JSON up to its end; of lines and sequences a
// feature that is not is refused alone.
func Read(ctx context.Context, r io.Reader, opts Options) iter.Seq2[csvrows.Item, error] {
	return func(yield func(csvrows.Item, error) bool) {
		opts := opts.withDefaults()
		rename, err := renamed(opts.Rename)
		if err != nil {
			yield(csvrows.Item{}, err)
			return
		}
		rd := &reader{opts: opts, rename: rename, used: map[string]bool{}, seen: map[string]first{}, ours: map[string]string{}, folded: map[string][]string{}}
		frames, err := open(r, opts)
		if err != nil {
			yield(csvrows.Item{}, err)
			return
		}
		for {
			if err := ctx.Err(); err != nil {
				yield(csvrows.Item{}, err)
				return
			}
			f, err := frames.next()
			if err == io.EOF {
				break
			}
			if err != nil {
				yield(csvrows.Item{}, rd.stop(err))
				return
			}
			rd.n++
			if !yield(rd.item(f), nil) {
				return
			}
		}
		for _, name := range slices.Sorted(maps.Keys(rename)) {
			if !rd.used[name] && rd.n > 0 {
				yield(csvrows.Item{}, truceline.Invalid(opts.Name, "no feature has the property %q that is renamed to %s; the features were read without it", name, rename[name]))
				return
			}
		}
	}
}

// A reader turns the features of one file into items.
type reader struct {
	opts   Options
	rename map[string]string // concept by folded property name
	used   map[string]bool   // which of them a feature had
	n      int               // features so far
	seen   map[string]first
	ours   map[string]string   // digest of the first feature of an incident of our own export
	folded map[string][]string // origins by offices, which repeat
}

// origins folds offices once for each list of them.
func (rd *reader) origins(offices []string) []string {
	key := strings.Join(offices, ";")
	out, known := rd.folded[key]
	if !known {
		out = rd.opts.Lexicon.Origins(offices)
		rd.folded[key] = out
	}
	return out
}

// first is where an id stood first.
type first struct {
	n      int
	digest string
}

// stop says how far a file was read that cannot be read on.
func (rd *reader) stop(err error) error {
	p, ok := asProblem(err)
	if !ok {
		return err
	}
	read := "nothing was read"
	if rd.n > 0 {
		read = fmt.Sprintf("everything up to feature %d was read", rd.n)
	}
	return &truceline.Problem{Kind: p.Kind, Field: rd.opts.Name, Msg: p.Msg + "; " + read, Err: p.Err}
}

// item reads one feature.
func (rd *reader) item(f frame) csvrows.Item {
	ft := &feature{rd: rd}
	rep := ft.read(f)
	if ft.refusal != nil {
		ft.refusal.Line = rd.n
		ft.refusal.Reason += fmt.Sprintf("; this is feature %d, which begins at byte %d of the file", rd.n, f.at)
		return csvrows.Item{Line: rd.n, Refusal: ft.refusal}
	}
	rep.Remarks = append(rep.Remarks, rd.repeated(rep)...)
	return csvrows.Item{Line: rd.n, Report: rep}
}

// repeated remarks an id that stood before in the file.
func (rd *reader) repeated(rep report.Report) []string {
	before, twice := rd.seen[rep.Number]
	if !twice {
		rd.seen[rep.Number] = first{rd.n, rep.Received}
		return nil
	}
	if before.digest == rep.Received {
		return nil // the same feature again adds nothing
	}
	return []string{fmt.Sprintf("feature %d has this id already, with other content; both are kept, as versions", before.n)}
}

// A feature is one feature while it is read. Its first refusal stands.
type feature struct {
	rd      *reader
	refusal *csvrows.Refusal
	remarks []string
	props   properties
}

func (ft *feature) refuse(field, value, format string, args ...any) {
	if ft.refusal == nil {
		if len(value) > 60 {
			value = strings.ToValidUTF8(value[:60], "") + "…"
		}
		ft.refusal = &csvrows.Refusal{Field: field, Value: value, Reason: fmt.Sprintf(format, args...)}
	}
}

func (ft *feature) remark(format string, args ...any) {
	ft.remarks = append(ft.remarks, fmt.Sprintf(format, args...))
}

// read makes a report of a feature.
func (ft *feature) read(f frame) report.Report {
	switch {
	case f.fault != "":
		ft.refuse("", "", "%s", f.fault)
		return report.Report{}
	case !utf8.Valid(f.raw):
		ft.refuse("", "", "not valid UTF-8, which JSON is (RFC 8259, section 8.1)")
		return report.Report{}
	case depth(f.raw) > maxDepth:
		ft.refuse("", "", "nested deeper than %d levels", maxDepth)
		return report.Report{}
	}
	ms, fault := members(f.raw)
	if fault != "" {
		ft.refuse("", "", "%s", fault)
		return report.Report{}
	}
	var kind string
	if json.Unmarshal(ms["type"], &kind) != nil || kind != "Feature" {
		ft.refuse("type", text(ms["type"]), "not a Feature; each event is one")
		return report.Report{}
	}
	if sentence := foreignCRS(ms["crs"]); sentence != "" {
		ft.refuse("crs", "", "%s", sentence)
	}
	ft.properties(ms["properties"])
	lex := ft.rd.opts.Lexicon
	rep := report.Report{
		Source:     lex.Source.ID,
		Received:   report.Digest(f.raw),
		Number:     ft.number(ms["id"], f.raw),
		Where:      ft.where(ms["geometry"]),
		Codes:      ft.codes(),
		Form:       ft.form(),
		Casualties: ft.deaths(),
		Means:      ft.props.list(means),
		Observed:   ft.props.first(observed),
		Words:      ft.props.first(words),
		Lang:       ft.props.first(lang),
	}
	for i, m := range rep.Means {
		rep.Means[i] = strings.ToLower(m)
	}
	ft.sides(&rep)
	ft.when(&rep)
	offices := ft.props.list(source)
	rep.Origins, rep.Outlets = ft.rd.origins(offices), len(offices)
	if ft.props.has("incident_id") && ft.props.has("provision_id") {
		// Our own findings: several features of one incident, which say the same of
		// it and differ in what they find.
		if digest, ok := ft.rd.ours[rep.Number]; ok {
			rep.Received = digest
		} else {
			ft.rd.ours[rep.Number] = rep.Received
		}
	}
	rep.Remarks = ft.remarks
	return rep
}

// number is the id of the feature: that of the incident in our own exports, the
// feature's own, that of a property, or else a digest of what the feature says,
// however it is spaced.
func (ft *feature) number(id json.RawMessage, raw []byte) string {
	if v := ft.props.value("incident_id"); v != "" {
		return v
	}
	if n := text(id); n != "" && n[0] != '{' && n[0] != '[' && n != "null" {
		return n
	}
	if v := ft.props.first(number); v != "" {
		return v
	}
	var b bytes.Buffer
	if err := json.Compact(&b, raw); err != nil {
		b.Write(raw)
	}
	return "sha-" + report.Digest(b.Bytes())[:16]
}

// text is a JSON string without its quotes, and anything else as it stands.
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return strings.TrimSpace(s)
	}
	return string(bytes.TrimSpace(raw))
}

// depth is how deep objects and lists are nested.
func depth(raw []byte) int {
	now, most := 0, 0
	quoted := false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			now++
			most = max(most, now)
		case c == '}' || c == ']':
			now--
		}
	}
	return most
}

// members reads an object. A member that stands twice is a fault: JSON leaves
// open which of the two is meant (RFC 8259, section 4).
func members(raw []byte) (map[string]json.RawMessage, string) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	t, err := dec.Token()
	if err != nil {
		return nil, unsound(err)
	}
	if t != json.Delim('{') {
		return nil, "not a JSON object"
	}
	out := map[string]json.RawMessage{}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return nil, unsound(err)
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, unsound(err)
		}
		if _, twice := out[name.(string)]; twice {
			return nil, fmt.Sprintf("%q stands twice in one object; keep one", name)
		}
		out[name.(string)] = value
	}
	if _, err := dec.Token(); err != nil {
		return nil, unsound(err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, "text follows the end of the feature"
	}
	return out, ""
}

// unsound puts an error of the decoder of one feature into a sentence.
func unsound(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "not sound JSON: it ends too early"
	}
	return "not sound JSON: " + err.Error()
}

// foreignCRS is a sentence if a crs member names another reference system than
// WGS 84. RFC 7946 (section 4) has no such member any more; older files do.
func foreignCRS(raw json.RawMessage) string {
	if len(raw) == 0 || string(bytes.TrimSpace(raw)) == "null" {
		return ""
	}
	var crs struct {
		Properties struct{ Name string }
	}
	if json.Unmarshal(raw, &crs) == nil {
		switch name := strings.ToUpper(crs.Properties.Name); {
		case strings.HasSuffix(name, "CRS84"), strings.HasSuffix(name, "CRS:84"), strings.HasSuffix(name, "EPSG:4326"), strings.HasSuffix(name, "EPSG::4326"), strings.HasSuffix(name, "EPSG/0/4326"):
			return ""
		case name != "":
			return fmt.Sprintf("its coordinates are in %s; GeoJSON is in WGS 84, longitude first (RFC 7946, section 4): convert the file and import it again", crs.Properties.Name)
		}
	}
	return "it names a reference system that cannot be told; GeoJSON is in WGS 84, longitude first (RFC 7946, section 4): convert the file, take the member crs out, and import it again"
}
