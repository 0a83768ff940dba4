package web

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/report"
	"github.com/truceline/truceline/sanctions"
	"github.com/truceline/truceline/sanctions/screening"
)

// What the fixture says of designation lists: entries and names are invented.

// fixtureSnapshots are two files of one list. The Front took a name between them,
// on a day that the second file states; an entry went, others came.
func fixtureSnapshots() []sanctions.Snapshot {
	name := func(text string, q sanctions.Quality) sanctions.Name { return sanctions.Name{Text: text, Quality: q} }
	front := sanctions.Entry{ID: "1", Ref: "XX.1", Kind: screening.Entity, Regime: "Sample", Listed: "2014-05-14", Amended: []sanctions.Date{"2017-06-07"},
		Names:  []sanctions.Name{name("The Front", sanctions.Primary), name("الجبهة", sanctions.Original), name("Front of the <North>", sanctions.Known)},
		Births: []sanctions.Birth{{On: "1970-01-01"}}, Comments: "secret comment"}
	later := front
	later.Names = append(slices.Clone(front.Names), name("Assembly of the Front", sanctions.Good))
	later.Amended = []sanctions.Date{"2017-06-07", "2018-02-20"}
	later.Births = []sanctions.Birth{{On: "1971-02-02"}}
	gone := sanctions.Entry{ID: "2", Ref: "XX/2 =a", Regime: "Other", Listed: "2011", Names: []sanctions.Name{name("=Gone & away", sanctions.Primary)}}
	old := []sanctions.Entry{front, gone}
	young := []sanctions.Entry{later}
	for i := range 60 {
		e := sanctions.Entry{ID: fmt.Sprint("p", i), Ref: fmt.Sprintf("XP.%03d", i), Kind: screening.Person, Regime: "Sample", Listed: "2016-03-01", Names: []sanctions.Name{name(fmt.Sprint("Person ", i), sanctions.Primary)}}
		old = append(old, e)
		young = append(young, e)
	}
	young = append(young, sanctions.Entry{ID: "n", Ref: "XX.3", Kind: screening.Vessel, Regime: "Sample", Listed: "2018-03-01", Names: []sanctions.Name{name("Grey Ship", sanctions.Primary), name("Ship; Sheep", sanctions.Low)}})
	return []sanctions.Snapshot{
		{List: "sample", Title: "Sample list", Format: "un-xml", Digest: fixtureDigest("a"), On: "2017-07-03", Entries: old},
		{List: "sample", Title: "Sample list", Format: "un-xml", Digest: fixtureDigest("b"), On: "2018-03-10", Entries: young},
	}
}

func fixtureDigest(s string) string { return report.Digest([]byte("list " + s)) }

func (f *fixture) Lists(context.Context, time.Time) ([]desk.ListFile, error) {
	if f.noLists {
		return nil, nil
	}
	var out []desk.ListFile
	for _, s := range fixtureSnapshots() {
		out = append(out, desk.ListFile{File: "list <" + string(s.On) + ">.xml", Digest: s.Digest, List: s.List, Title: s.Title, Format: s.Format, On: s.On,
			Entries: len(s.Entries), Names: 70, State: desk.FileEarlier, By: "duty editor", Known: fixtureKnown, Entry: 20})
	}
	unread := make([]sanctions.Unread, 230)
	for i := range unread {
		unread[i] = sanctions.Unread{Line: 7 + i, Entry: "XX.1", Path: "ENTITY/ODD", Text: "=<odd>", Why: "it is no date; a date is written 2018-03-16"}
	}
	out = append(out,
		desk.ListFile{File: "late.xml", Digest: fixtureDigest("c"), List: "sample", Title: "Sample list", Format: "un-xml", On: "2018-08-24", Entries: 3, Unread: unread, State: desk.FileWaiting,
			Why: []string{"95 % of the entries are gone"}, By: "duty editor", Known: fixtureKnown, Entry: 21},
		desk.ListFile{File: "national.csv", Digest: fixtureDigest("d"), List: "national", Format: "csv", On: "2018-01-01", State: desk.FileAside, Why: []string{"chief editor set it aside: another country's"},
			Decisions: []desk.ListDecision{{Reason: "another <country>'s", By: "chief editor", Known: fixtureKnown, Entry: 23}, {Accept: true, Reason: "looked at", By: "duty editor", Known: fixtureKnown, Entry: 22}}, By: "duty editor", Known: fixtureKnown, Entry: 22},
	)
	return out, nil
}

func (f *fixture) Histories(context.Context, time.Time) ([]sanctions.History, error) {
	if f.noLists {
		return nil, nil
	}
	h, err := sanctions.Chronicle(fixtureSnapshots())
	return []sanctions.History{h}, err
}

func (f *fixture) Screen(ctx context.Context, q screening.Query, on sanctions.Date, known time.Time) ([]desk.ScreenLead, error) {
	hs, err := f.Histories(ctx, known)
	switch {
	case err != nil:
		return nil, err
	case len(hs) == 0:
		return nil, truceline.NotFound("no file of a designation list counts in the record")
	case q.Name == "\u202e":
		return nil, truceline.Invalid("name", "it holds no letter")
	}
	var refs []screening.Reference
	at := make(map[string]*sanctions.Course)
	for i := range hs[0].Courses {
		c := &hs[0].Courses[i]
		at[c.Ref] = c
		for _, n := range c.Called {
			refs = append(refs, screening.Reference{Entry: c.Ref, Name: n.Text, Kind: c.Kind})
		}
	}
	var out []desk.ScreenLead
	for _, l := range screening.New(refs).Search(q) {
		lead := desk.ScreenLead{Lead: l, List: "sample", Ref: l.Entry, Primary: at[l.Entry].Name()}
		if on != "" {
			lead.Answer = at[l.Entry].Stands.On(on)
		}
		out = append(out, lead)
	}
	return out, nil
}

func (f *fixture) Matches(context.Context, time.Time) ([]desk.MatchView, error) {
	decided := desk.MatchDecision{Party: "front", Ref: "XX.1", Name: "Assembly of the Front", Verdict: desk.MatchSame, Reason: "its own <announcement>"}
	was := decided
	was.Verdict, was.Reason = desk.MatchOther, "a namesake"
	taken := was
	taken.Reason = "wrong entry"
	return []desk.MatchView{
		{Party: "front", Ref: "XX.1", Name: decided.Name, Verdict: desk.MatchSame, By: "chief editor", Reason: decided.Reason, Case: &f.reg.Facts.Matches[0], History: []desk.MatchEvent{
			{MatchDecision: decided, By: "chief editor", N: 3, Known: fixtureKnown, Entry: 32},
			{MatchDecision: taken, By: "chief editor", N: 2, Undoes: 1, Known: fixtureKnown, Entry: 31},
			{MatchDecision: was, By: "duty editor", N: 1, Undone: true, Known: fixtureKnown, Entry: 30},
		}},
		{Party: "brigade", Ref: "XX.1", Verdict: desk.MatchOpen, By: "case editors", Reason: "some say so", OfCase: true},
		{Party: "gov", Ref: "XX.1", Verdict: desk.MatchOther, By: "case editors", Reason: "no", OfCase: true, Idle: "nothing"},
		{Party: "guarantor", Ref: "XX.3"},
	}, nil
}

func (f *fixture) Contradictions(context.Context, time.Time) ([]string, error) {
	if f.noLists {
		return nil, nil
	}
	return []string{"the case says that XX.1 was listed on <1 May 2014>, and the files say 14 May 2014"}, nil
}

func (f *fixture) ImportList(_ context.Context, by string, in desk.ListInput, progress func(done, total int64)) (desk.ListTaken, error) {
	progress(1, 1)
	if in.List == "bad" {
		return desk.ListTaken{}, truceline.Invalid("on", "the file names no day; say as of which it stands")
	}
	out := desk.ListTaken{File: in.Name, Digest: fixtureDigest("c"), List: "sample", Format: "un-xml", On: "2018-08-24", Entries: 3, Names: 5, Removed: 59, Dry: in.Dry}
	if in.List == "" {
		out.Waits, out.Unread = []string{"95 % of the entries are gone"}, []sanctions.Unread{{Line: 7, Path: "ENTITY/ODD", Text: "<odd>", Why: "it is no date"}}
	} else {
		out.Current = true
	}
	if in.Dry {
		return out, nil
	}
	_, err := f.joined("%s imports the list %s %q of %s", by, in.List, in.Title, in.On)
	return out, err
}

func (f *fixture) DecideList(_ context.Context, by, digest string, accept bool, reason string) error {
	_, err := f.joined("%s accepts %t %s: %s", by, accept, digest, reason)
	return err
}

func (f *fixture) DecideMatch(_ context.Context, by string, m desk.MatchDecision) error {
	if m.Ref == "none" {
		return truceline.NotFound("no list on record has an entry %q", m.Ref)
	}
	_, err := f.joined("%s decides %s %s %s (%s): %s", by, m.Party, m.Verdict, m.Ref, m.Name, m.Reason)
	return err
}

func (f *fixture) UndoMatch(_ context.Context, by string, p party.ID, ref, reason string) error {
	_, err := f.joined("%s undoes %s %s: %s", by, p, ref, reason)
	return err
}
