package desk

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/sanctions"
)

// listed is what the files of lists on record say, as known at one time. What is
// worked out from them is worked out when it is first asked for.
type listed struct {
	files     []heldFile // by list and day
	histories func() ([]sanctions.History, error)
	indexes   func() ([]listIndex, error)

	mu   sync.Mutex
	days map[sanctions.Date]standings // of the last few days asked for
}

func newListed(files []heldFile) *listed {
	l := &listed{files: files, days: make(map[sanctions.Date]standings)}
	l.histories = sync.OnceValues(func() ([]sanctions.History, error) { return chronicle(files) })
	l.indexes = sync.OnceValues(func() ([]listIndex, error) {
		hs, err := l.histories()
		return indexesOf(hs), err
	})
	return l
}

// chronicle joins the files that count into a history of each list.
func chronicle(files []heldFile) ([]sanctions.History, error) {
	var out []sanctions.History
	all := accepted(files)
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].List == all[0].List {
			n++
		}
		h, err := sanctions.Chronicle(all[:n])
		if err != nil {
			return nil, err
		}
		out = append(out, h)
		all = all[n:]
	}
	return out, nil
}

// accepted are the files that count, by list and day.
func accepted(files []heldFile) []sanctions.Snapshot {
	var out []sanctions.Snapshot
	for _, h := range files {
		if h.state == FileCurrent || h.state == FileEarlier {
			out = append(out, h.snapshot.Snapshot)
		}
	}
	return out
}

// Histories are the lists through their files as known then (zero: now), by
// list: of the files that count. They are shared, and must not be changed.
func (d *Desk) Histories(ctx context.Context, known time.Time) ([]sanctions.History, error) {
	l, err := d.listed(ctx, known)
	if err != nil {
		return nil, err
	}
	return l.histories()
}

// calledOf are the names that the files that count have for an entry.
func (d *Desk) calledOf(ctx context.Context, ref string) ([]string, error) {
	hs, err := d.Histories(ctx, zeroTime)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, h := range hs {
		for _, c := range h.Courses {
			if c.Ref != ref && !slices.Contains(c.Refs, ref) {
				continue
			}
			for _, n := range c.Called {
				out = append(out, n.Text)
			}
		}
	}
	return out, nil
}

// addListed adds what lists and people say of designated groups to the facts of
// the case, as known at facts.Known.
func (d *Desk) addListed(ctx context.Context, facts *observance.Facts, zone *time.Location) error {
	hs, err := d.Histories(ctx, facts.Known)
	if err != nil {
		return err
	}
	if len(hs) > 0 {
		facts.Designations, _ = sanctions.Merge(facts.Designations, hs, zone)
	}
	facts.Matches, err = d.matched(ctx, *facts, facts.Known)
	return err
}

// Contradictions are where the files of the lists contradict what the case says
// of an entry, as known then (zero: now), in sentences. The files go before.
func (d *Desk) Contradictions(ctx context.Context, known time.Time) ([]string, error) {
	facts, zone, err := d.folder(ctx, known)
	if err != nil {
		return nil, err
	}
	hs, err := d.Histories(ctx, known)
	if err != nil || len(hs) == 0 {
		return nil, err
	}
	_, out := sanctions.Merge(facts.Designations, hs, zone)
	return out, nil
}

// stood is whether an entry stood on a day, and what it was called.
type stood struct {
	history *sanctions.History
	sanctions.Standing
}

// standings are those of a day that stood or may have, by course.
type standings map[*sanctions.Course]stood

// on are the entries that stood, or may have, on a day.
func (l *listed) on(day sanctions.Date) (standings, error) {
	hs, err := l.histories()
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if s, ok := l.days[day]; ok {
		return s, nil
	}
	s := make(standings)
	for i := range hs {
		for _, x := range hs[i].On(day) {
			x.Reasons = ofListing(x, day)
			s[x.Course] = stood{&hs[i], x}
		}
	}
	if len(l.days) >= 8 { // a reader who walks through days; start over
		clear(l.days)
	}
	l.days[day] = s
	return s, nil
}

// ofListing are the reasons of a standing without those that say which of its
// names are uncertain: each name says that itself.
func ofListing(x sanctions.Standing, day sanctions.Date) []string {
	_, own := x.Course.On(day)
	uncertain := 0
	for _, n := range x.Names {
		if n.Span.On(day) == truceline.Unknown {
			uncertain++
		}
	}
	return slices.Concat(own, x.Reasons[len(own)+uncertain:])
}

// courses are all entries of the lists, by list, reference and ID.
func (l *listed) courses(list string) ([]courseOf, error) {
	hs, err := l.histories()
	if err != nil {
		return nil, err
	}
	var out []courseOf
	for i := range hs {
		if list != "" && hs[i].List != list {
			continue
		}
		for j := range hs[i].Courses {
			out = append(out, courseOf{&hs[i], &hs[i].Courses[j]})
		}
	}
	slices.SortStableFunc(out, func(a, b courseOf) int { return strings.Compare(a.history.List, b.history.List) })
	return out, nil
}

// A courseOf is an entry of a list.
type courseOf struct {
	history *sanctions.History
	*sanctions.Course
}
