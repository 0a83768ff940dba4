package publication

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"time"

	"github.com/truceline/truceline/observance"
)

// About is what a GeoJSON file says of itself, as foreign members (RFC 7946,
// section 6.1). The zero value says nothing.
type About struct {
	Case    string    `json:"case,omitempty"`
	Edition string    `json:"edition,omitempty"`
	Known   time.Time `json:"known,omitzero"`
}

// point is a GeoJSON Point: WGS 84, longitude first.
type point struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"`
}

func pointAt(lon, lat float64) point { return point{"Point", [2]float64{lon, lat}} }

// feature is a GeoJSON Feature whose properties carry radius_m: a point alone
// would claim more than the source does.
type feature[P any] struct {
	Type       string `json:"type"`
	ID         string `json:"id"`
	Geometry   point  `json:"geometry"`
	Properties P      `json:"properties"`
}

// FindingsGeoJSON writes the findings of the incidents as a FeatureCollection,
// one Feature a finding, in the order given. Properties are a FindingRow.
func FindingsGeoJSON(w io.Writer, zone *time.Location, held []observance.Held, about About) error {
	c := newCollection(w, about)
	for _, h := range held {
		for _, row := range FindingRows(h, zone) {
			id := string(row.Incident) + "/" + string(row.Provision)
			addFeature(c, id, pointAt(row.Lon, row.Lat), row)
		}
	}
	return c.close()
}

// GeoJSON is the edition's annex as a FeatureCollection, one Feature an
// incident with its findings in short.
func (e *Edition) GeoJSON() ([]byte, error) {
	var b bytes.Buffer
	c := newCollection(&b, About{Case: e.Head.Case, Edition: e.Name(), Known: e.Head.Known})
	for _, row := range e.Annex {
		addFeature(c, string(row.ID), pointAt(row.Lon, row.Lat), row)
	}
	err := c.close()
	return b.Bytes(), err
}

// A collection writes a FeatureCollection feature by feature, one a line, so
// that a large one is never held twice. The first error sticks.
type collection struct {
	w   *bufio.Writer
	n   int
	err error
}

func newCollection(w io.Writer, about About) *collection {
	c := &collection{w: bufio.NewWriter(w)}
	members, err := json.Marshal(about)
	c.err = err
	c.w.WriteString(`{"type":"FeatureCollection"`) // bufio keeps write errors until Flush
	if inner := bytes.TrimSuffix(bytes.TrimPrefix(members, []byte("{")), []byte("}")); len(inner) > 0 {
		c.w.WriteByte(',')
		c.w.Write(inner)
	}
	c.w.WriteString(`,"features":[`)
	return c
}

func addFeature[P any](c *collection, id string, at point, props P) {
	if c.err != nil {
		return
	}
	b, err := json.Marshal(feature[P]{"Feature", id, at, props})
	if err != nil {
		c.err = err
		return
	}
	if c.n > 0 {
		c.w.WriteByte(',')
	}
	c.w.WriteByte('\n')
	c.w.Write(b)
	c.n++
}

func (c *collection) close() error {
	c.w.WriteString("\n]}\n")
	if c.err != nil {
		return c.err
	}
	return c.w.Flush()
}
