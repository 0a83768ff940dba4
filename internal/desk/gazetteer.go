package desk

import (
	"context"
	"time"

	"github.com/truceline/truceline/internal/store"
	"github.com/truceline/truceline/place/gazetteer"
)

// gazetteerID is the id of the one gazetteer of a record. It is one record and
// not one for each place: nothing refers to a version of a place, and a case
// replaces the whole.
const gazetteerID = "gazetteer"

// finder is a gazetteer with its index, by when it was recorded.
type finder struct {
	recorded time.Time
	*gazetteer.Gazetteer
}

// putGazetteer writes the places of the case folder, if they are others than
// those on record; a case that no longer has any takes them back.
func putGazetteer(tx *store.Tx, places []gazetteer.Entry, out *Loaded) error {
	last, ok, err := tx.Latest(kindGazetteer, gazetteerID)
	if err != nil {
		return err
	}
	stands := ok && string(last.Body) != retracted
	if len(places) == 0 {
		if !stands {
			return nil
		}
		out.Retracted++
		_, err := put(tx, kindGazetteer, gazetteerID, nil)
		return err
	}
	changed, err := put(tx, kindGazetteer, gazetteerID, places)
	switch {
	case err != nil:
		return err
	case changed && stands:
		out.Changed++
	case changed:
		out.New++
	}
	return nil
}

// Gazetteer finds places by name among those that the case had at a time (zero:
// now). It has none if the case had none.
func (d *Desk) Gazetteer(ctx context.Context, known time.Time) (*gazetteer.Gazetteer, error) {
	recorded, err := d.store.LastKnownOf(ctx, known, kindGazetteer)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.places.Gazetteer != nil && d.places.recorded.Equal(recorded) {
		return d.places.Gazetteer, nil
	}
	var entries []gazetteer.Entry
	if !recorded.IsZero() {
		row, err := d.store.Get(ctx, kindGazetteer, gazetteerID, recorded)
		if err != nil {
			return nil, err
		}
		if entries, err = decode[[]gazetteer.Entry](row); err != nil {
			return nil, err
		}
	}
	d.places = finder{recorded, gazetteer.New(entries)}
	return d.places.Gazetteer, nil
}
