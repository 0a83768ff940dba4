package desk

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/publication"
	"github.com/truceline/truceline/report"
)

// The formats of an edition, and what they are on the web.
var formats = []struct {
	name, file, mime string
	write            func(*publication.Edition) ([]byte, error)
}{
	{"html", "edition.html", "text/html; charset=utf-8", (*publication.Edition).HTML},
	{"csv", "findings.csv", "text/csv; charset=utf-8", (*publication.Edition).CSV},
	{"geojson", "findings.geojson", "application/geo+json", (*publication.Edition).GeoJSON},
	{"json", "edition.json", "application/json", (*publication.Edition).JSON},
}

// Formats are the formats in which an edition can be written.
func Formats() []string {
	out := make([]string, len(formats))
	for i, f := range formats {
		out[i] = f.name
	}
	return out
}

// An Order is an edition to be published.
type Order struct {
	Kind    string             // publication.Day or publication.Span
	Period  truceline.Interval // whole local days
	Known   time.Time          // zero: the last act but publications
	Formats []string           // by default all
}

// A Publication is a numbered edition as the record holds it: what it covers,
// what was known, and the digests of its files.
type Publication struct {
	Number   int                `json:"number"`
	Kind     string             `json:"kind"`
	Period   truceline.Interval `json:"period"`
	AsKnown  time.Time          `json:"as_known"`
	Audience string             `json:"audience"`
	Engine   string             `json:"engine"`
	By       string             `json:"by"`
	Log      publication.Log    `json:"log"` // the log as it stood then
	Files    []PublishedFile    `json:"files"`
}

// A PublishedFile is one file of an edition.
type PublishedFile struct {
	Name   string `json:"name"`
	Digest string `json:"digest"` // hex SHA-256
	Size   int64  `json:"size"`   // bytes
}

// id names an edition by what it is: the same order as known at the same time
// is the same edition, with the same number.
func (o Order) id(audience string) string {
	return fmt.Sprintf("%s:%s:%s:%s:%s", o.Kind, o.Period.From.Format(time.RFC3339), o.Period.To.Format(time.RFC3339), o.Known.Format(time.RFC3339Nano), audience)
}

// Published is an edition with its files.
type Published struct {
	Publication Publication
	Again       bool // it had been published before, with the same bytes
	Files       map[string][]byte
}

// Publish composes an edition, keeps its files beside the record and puts its
// digests into the log. The same order as known at the same time gives the same
// bytes; if they are on record already, nothing is written.
func (d *Desk) Publish(ctx context.Context, by string, o Order) (Published, error) {
	var err error
	if o.Known.IsZero() {
		if o.Known, err = d.Known(ctx); err != nil {
			return Published{}, err
		}
	}
	o.Known = o.Known.UTC().Truncate(time.Microsecond)
	if last, err := d.store.LastKnown(ctx); err != nil || o.Known.After(d.now()) && o.Known.After(last) {
		return Published{}, cmp.Or(err, error(truceline.Invalid("known", "%s has not come yet, and what will be known then nobody can say; give an earlier instant, or none for what is known now", o.Known.Format(time.RFC3339))))
	}
	reg, err := d.Register(ctx, o.Known)
	if err != nil {
		return Published{}, err
	}
	id := o.id(reg.Facts.Case.Release.Audience)
	number, before, err := d.editionNumber(ctx, id)
	if err != nil {
		return Published{}, err
	}
	edition, p, err := d.compose(ctx, reg, o, number)
	if err != nil {
		return Published{}, err
	}
	p.By = by
	out := Published{Files: make(map[string][]byte)}
	for _, f := range formats {
		body, err := f.write(edition)
		if err != nil {
			return Published{}, fmt.Errorf("write %s: %w", f.file, err)
		}
		p.Files = append(p.Files, PublishedFile{Name: f.file, Digest: report.Digest(body), Size: int64(len(body))})
		if len(o.Formats) == 0 || slices.Contains(o.Formats, f.name) {
			out.Files[f.file] = body
		}
		if err := writeFile(filepath.Join(d.editionDir(number), f.file), body); err != nil {
			return Published{}, err
		}
	}
	out.Publication = p
	if before != nil && slices.Equal(before.Files, p.Files) {
		out.Publication, out.Again = *before, true
		return out, nil
	}
	return out, d.write(ctx, func(tx *store.Tx) error {
		_, err := put(tx, kindPublication, id, p)
		return err
	})
}

// editionNumber is the number of an edition that was published before, or the
// next one.
func (d *Desk) editionNumber(ctx context.Context, id string) (int, *Publication, error) {
	row, err := d.store.Get(ctx, kindPublication, id, zeroTime)
	if err == nil {
		p, err := decode[Publication](row)
		return p.Number, &p, err
	}
	if truceline.KindOf(err) != truceline.NotFoundKind {
		return 0, nil, err
	}
	n, err := d.store.Count(ctx, kindPublication, zeroTime)
	return int(n) + 1, nil, err
}

// compose loads what an edition is made from, as known then, and composes it.
func (d *Desk) compose(ctx context.Context, reg *observance.Register, o Order, number int) (*publication.Edition, Publication, error) {
	span := truceline.Interval{From: publication.Previous(o.Period, reg.Zone()).From, To: o.Period.To}
	if since := reg.Facts.Case.TotalSince.On; !since.IsZero() && since.Before(span.From) {
		span.From = since
	}
	held, err := d.Held(ctx, Filter{Span: span, Known: o.Known})
	if err != nil {
		return nil, Publication{}, err
	}
	counts, err := d.Claims(ctx, o.Period, o.Known)
	if err != nil {
		return nil, Publication{}, err
	}
	head, err := d.store.Head(ctx, o.Known)
	if err != nil {
		return nil, Publication{}, err
	}
	log := publication.Log{Size: head.Size, Root: base64.StdEncoding.EncodeToString(head.Root[:])}
	edition, err := publication.Compose(publication.Material{
		Case: reg.Facts.Case, Zone: reg.Zone(), Facts: reg.Facts,
		Kind: o.Kind, Number: number, Period: o.Period, Known: o.Known,
		Held: held, Claims: counts, Log: log, Engine: observance.Engine,
	})
	return edition, Publication{
		Number: number, Kind: o.Kind, Period: o.Period, AsKnown: o.Known,
		Audience: reg.Facts.Case.Release.Audience, Engine: observance.Engine, Log: log,
	}, err
}

func (d *Desk) editionDir(number int) string {
	return filepath.Join(d.dir, "editions", strconv.Itoa(number))
}

// writeFile writes a file whole or not at all, and onto the disk.
func writeFile(path string, body []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return truceline.Unavailable(err, "the folder %s cannot be made; check the disk and its permissions", filepath.Dir(path))
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".writing-*")
	if err != nil {
		return truceline.Unavailable(err, "no file can be written in %s; check the disk and its permissions", filepath.Dir(path))
	}
	defer os.Remove(f.Name()) // fails once renamed
	_, err = f.Write(body)
	if err == nil {
		err = f.Chmod(0o644) // what is published is there to be read
	}
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return truceline.Unavailable(err, "%s could not be written; check that the disk is not full", path)
	}
	return nil
}

// WriteFiles writes the files of an edition into a folder of the reader's choice.
func (p Published) WriteFiles(dir string) error {
	for _, f := range p.Publication.Files {
		if body, ok := p.Files[f.Name]; ok {
			if err := writeFile(filepath.Join(dir, f.Name), body); err != nil {
				return err
			}
		}
	}
	return nil
}

// A PublicationView is one edition as the record holds it.
type PublicationView struct {
	Number   int
	Kind     string
	From, To time.Time
	Known    time.Time
	Files    []PublishedFile
	Entry    int64
}

// Publications are the editions, the newest first.
func (d *Desk) Publications(ctx context.Context, known time.Time) ([]PublicationView, error) {
	var out []PublicationView
	for row, err := range d.store.List(ctx, store.Query{Kind: kindPublication, Known: known}) {
		if err != nil {
			return nil, err
		}
		p, err := decode[Publication](row)
		if err != nil {
			return nil, err
		}
		out = append(out, PublicationView{
			Number: p.Number, Kind: p.Kind, From: p.Period.From, To: p.Period.To, Known: p.AsKnown, Files: p.Files, Entry: row.Entry,
		})
	}
	slices.SortFunc(out, func(a, b PublicationView) int { return b.Number - a.Number })
	return out, nil
}

// PublicationFile is a file of an edition with its media type. One whose bytes
// no longer have the digest in the log is not handed out.
func (d *Desk) PublicationFile(ctx context.Context, number int, name string) (body []byte, mime string, err error) {
	editions, err := d.Publications(ctx, zeroTime)
	if err != nil {
		return nil, "", err
	}
	for _, p := range editions {
		for _, f := range p.Files {
			if p.Number != number || f.Name != name {
				continue
			}
			body, err := os.ReadFile(filepath.Join(d.editionDir(number), name))
			if err != nil {
				return nil, "", truceline.Unavailable(err, "the file %s of edition %d is missing beside the record; publish the edition again", name, number)
			}
			if report.Digest(body) != f.Digest {
				return nil, "", truceline.Conflict("the file %s of edition %d is not what was published: its digest differs from the log", name, number)
			}
			return body, mimeOf(name), nil
		}
	}
	return nil, "", truceline.NotFound("there is no file %q of an edition %d", name, number)
}

func mimeOf(file string) string {
	for _, f := range formats {
		if f.file == file {
			return f.mime
		}
	}
	return "application/octet-stream"
}
