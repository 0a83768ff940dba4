package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/sanctions"
	"github.com/truceline/truceline/sanctions/screening"
)

// A DesignationQuery asks who was designated on a day.
type DesignationQuery struct {
	On   sanctions.Date // a whole date
	Name string         // only whom this may mean; empty: everybody
	List string         // only of this list; empty: of every list
	// Threshold is the score from which a name that is not exactly a listed one
	// is a lead. Default screening.DefaultThreshold.
	Threshold float64
	Limit     int // leads at most. Default 10
	Known     time.Time
}

// A DesignationDay answers who was designated on a day.
type DesignationDay struct {
	On    sanctions.Date `json:"on"`
	Name  string         `json:"name,omitempty"`
	Lists []ListStanding `json:"lists"`
	// Rows are the entries that were listed that day or may have been, by list and
	// reference. With a name, those with exactly that name come first, listed that
	// day or not; the others are leads, best first.
	Rows []DesignationRow `json:"designations"`
	// Parties are those of the case that bear the name.
	Parties []PartyExcluded `json:"parties,omitempty"`
}

// A ListStanding is how far the files of a list reach.
type ListStanding struct {
	List    string           `json:"list"`
	Title   string           `json:"title,omitempty"`
	Files   []sanctions.File `json:"files"`   // that count, by day
	Current bool             `json:"current"` // no later file waits for a person
	Remarks []string         `json:"remarks,omitempty"`
}

// A DesignationRow is an entry of a list on a day.
type DesignationRow struct {
	List   string           `json:"list"`
	ID     string           `json:"id,omitempty"` // the list's own; empty of what only the case states
	Ref    string           `json:"reference"`
	Name   string           `json:"name"` // the primary name
	Kind   screening.Kind   `json:"kind,omitempty"`
	Regime string           `json:"regime,omitempty"`
	Answer truceline.Answer `json:"answer"` // listed that day; with an exact name: listed that day, and under it
	Listed truceline.Answer `json:"listed"` // listed that day, under whatever name
	// Reasons are what the answer rests on, in sentences.
	Reasons []string           `json:"reasons,omitempty"`
	Names   []sanctions.Called `json:"names,omitempty"` // of that day, certainly or possibly
	Exact   bool               `json:"exact,omitempty"` // the name asked for is one of its names
	Lead    *screening.Lead    `json:"lead,omitempty"`  // why the name may mean it
	Matches []MatchView        `json:"matches,omitempty"`
	OfCase  bool               `json:"of_case,omitempty"` // only the case states it; no file of a list has it
}

// A PartyExcluded answers whether a party was an excluded group on a day, as the
// engine does.
type PartyExcluded struct {
	Party   party.ID         `json:"party"`
	Name    string           `json:"name"`
	Answer  truceline.Answer `json:"excluded"`
	Reasons []string         `json:"reasons"`
	Matches []MatchView      `json:"matches,omitempty"` // that stand, of whichever verdict
}

// DesignationsOn answers who was designated on a day, by the lists as they stood
// that day.
func (d *Desk) DesignationsOn(ctx context.Context, q DesignationQuery) (DesignationDay, error) {
	out := DesignationDay{On: q.On, Name: q.Name}
	if !q.On.Whole() {
		return out, truceline.Invalid("on", "%q is not a date; write it as 2017-07-03", q.On)
	}
	if err := checkAsked(q.Name); err != nil {
		return out, err
	}
	b, err := d.book(ctx, q.Known)
	if err != nil {
		return out, err
	}
	if out.Lists, err = b.lists(q.List); err != nil {
		return out, err
	}
	if strings.TrimSpace(q.Name) != "" {
		if out.Rows, err = b.named(q); err != nil {
			return out, err
		}
		out.Parties = b.partiesNamed(q.Name, q.On)
		return out, nil
	}
	out.Rows, err = b.standing(q)
	return out, err
}

// longestName is how many bytes of a name are looked for.
const longestName = 64 << 10

// checkAsked refuses a name that cannot be looked for.
func checkAsked(name string) error {
	if len(name) > longestName {
		return truceline.Invalid("name", "it is %d bytes long; at most %d are looked for", len(name), longestName)
	}
	return nil
}

// CheckAsked refuses a name that cannot be screened: one without a letter or
// figure, and one of more than 64 KiB.
func CheckAsked(name string) error {
	if err := checkAsked(name); err != nil {
		return err
	}
	if screening.Fold(name) == "" {
		return truceline.Invalid("name", "%q holds no letter or figure; give a name", name)
	}
	return nil
}

// A designationBook is the lists, the register and the matches as known then.
type designationBook struct {
	reg     *observance.Register
	listed  *listed
	matches []MatchView
}

func (d *Desk) book(ctx context.Context, known time.Time) (*designationBook, error) {
	reg, err := d.Register(ctx, known)
	if err != nil {
		return nil, err
	}
	l, err := d.listed(ctx, known)
	if err != nil {
		return nil, err
	}
	matches, err := d.Matches(ctx, known)
	return &designationBook{reg, l, matches}, err
}

// lists are the lists on record, or the one asked for.
func (b *designationBook) lists(only string) ([]ListStanding, error) {
	hs, err := b.listed.histories()
	if err != nil {
		return nil, err
	}
	out := []ListStanding{}
	for _, h := range hs {
		if only == "" || h.List == only {
			out = append(out, ListStanding{List: h.List, Title: h.Title, Files: h.Files, Remarks: h.Remarks, Current: b.listed.current(h.List)})
		}
	}
	if only != "" && len(out) == 0 {
		return nil, truceline.NotFound("no list %q is on record; truceline designations files lists what is", only)
	}
	return out, nil
}

// current reports whether one of the files is what a list now is.
func (l *listed) current(list string) bool {
	return slices.ContainsFunc(l.files, func(h heldFile) bool { return h.snapshot.List == list && h.state == FileCurrent })
}

// of are the matches that stand on an entry.
func (b *designationBook) of(c sanctions.Course) []MatchView {
	return b.where(func(m MatchView) bool { return m.Ref == c.Ref || slices.Contains(c.Refs, m.Ref) })
}

func (b *designationBook) where(keep func(MatchView) bool) []MatchView {
	var out []MatchView
	for _, m := range b.matches {
		if m.Stands() && keep(m) {
			out = append(out, m)
		}
	}
	return out
}

func (b *designationBook) row(c courseOf) DesignationRow {
	return DesignationRow{List: c.history.List, ID: c.ID, Ref: c.Ref, Name: c.Course.Name(), Kind: c.Kind, Regime: c.Regime, Matches: b.of(*c.Course)}
}

// asked are the entries that a question is about, and which of all stand on its day.
func (b *designationBook) asked(q DesignationQuery) ([]courseOf, standings, error) {
	courses, err := b.listed.courses(q.List)
	if err != nil {
		return nil, nil, err
	}
	on, err := b.listed.on(q.On)
	return courses, on, err
}

// standing is who was listed on a day, or may have been.
func (b *designationBook) standing(q DesignationQuery) ([]DesignationRow, error) {
	courses, on, err := b.asked(q)
	if err != nil {
		return nil, err
	}
	out := []DesignationRow{}
	for _, c := range courses {
		s, ok := on[c.Course]
		if !ok {
			continue
		}
		r := b.row(c)
		r.Answer, r.Listed, r.Reasons, r.Names = s.Answer, s.Answer, s.Reasons, s.Names
		out = append(out, r)
	}
	if q.List == "" {
		for _, r := range b.stated(q.On) {
			if r.Answer != truceline.No {
				out = append(out, r)
			}
		}
	}
	return out, nil
}

// stated are the entries that only the case states, on a day.
func (b *designationBook) stated(day sanctions.Date) []DesignationRow {
	hs, _ := b.listed.histories() // an error has been returned before
	refs := make(map[string]bool)
	for _, h := range hs {
		for _, c := range h.Courses {
			refs[c.Ref] = true
			for _, r := range c.Refs {
				refs[r] = true
			}
		}
	}
	iv, zone := b.span(day), b.reg.Zone()
	var out []DesignationRow
	for _, x := range b.reg.Facts.Designations {
		if refs[x.Ref] {
			continue
		}
		r := DesignationRow{List: x.List, Ref: x.Ref, Name: x.Name, OfCase: true, Matches: b.where(func(m MatchView) bool { return m.Ref == x.Ref })}
		term := truceline.TermOf(truceline.Interval{From: x.Listed, To: x.Delisted})
		if x.Term.Possible != nil {
			term = x.Term
		}
		r.Answer = term.During(iv).Answer()
		r.Listed = r.Answer
		r.Reasons = []string{fmt.Sprintf("the case states that it is listed since %s; no file of a list on record has it", x.Listed.In(zone).Format("2 January 2006"))}
		if !x.Delisted.IsZero() {
			r.Reasons = append(r.Reasons, fmt.Sprintf("the case states that it was delisted on %s", x.Delisted.In(zone).Format("2 January 2006")))
		}
		r.Reasons = append(r.Reasons, x.Basis...)
		r.Names = append(r.Names, sanctions.Called{Name: sanctions.Name{Text: x.Name, Quality: sanctions.Primary}})
		for _, t := range x.Taken {
			if !t.On.After(iv.From) {
				r.Names = append(r.Names, sanctions.Called{Name: sanctions.Name{Text: t.Name}, Span: sanctions.Span{From: sanctions.Date(t.On.In(zone).Format(time.DateOnly))}})
			}
		}
		out = append(out, r)
	}
	return out
}

// span is a day of the case's calendar.
func (b *designationBook) span(day sanctions.Date) truceline.Interval {
	from, err := time.ParseInLocation(time.DateOnly, string(day), b.reg.Zone())
	if err != nil {
		return truceline.Interval{}
	}
	return truceline.Interval{From: from.UTC(), To: from.AddDate(0, 0, 1).UTC()}
}

// named are the entries that a name may mean: those that have it exactly, at
// whatever time, and then the leads among those that stood that day.
func (b *designationBook) named(q DesignationQuery) ([]DesignationRow, error) {
	courses, on, err := b.asked(q)
	if err != nil {
		return nil, err
	}
	out := []DesignationRow{}
	exact := make(map[*sanctions.Course]bool)
	key := screening.Fold(q.Name)
	for _, c := range courses {
		called := calledSo(c.Course, key)
		if key == "" || len(called) == 0 {
			continue
		}
		exact[c.Course] = true
		out = append(out, b.exactly(c, called, on[c.Course], q.On))
	}
	if q.List == "" {
		for _, r := range b.stated(q.On) {
			if key != "" && slices.ContainsFunc(r.Names, func(n sanctions.Called) bool { return screening.Fold(n.Text) == key }) {
				r.Exact = true
				out = append(out, r)
			}
		}
	}
	sc, err := newScreener(b.listed, q.On)
	if err != nil {
		return nil, err
	}
	sc.keep = func(c courseOf) bool { return !exact[c.Course] && (q.List == "" || c.history.List == q.List) }
	for _, l := range sc.Screen(screening.Query{Name: q.Name, Threshold: q.Threshold, Limit: q.Limit}) {
		r := b.row(l.course)
		s := on[l.course.Course]
		r.Answer, r.Listed, r.Reasons, r.Names, r.Lead = l.Answer, s.Answer, l.Reasons, s.Names, &l.Lead
		if l.Named != truceline.Yes { // whether its subject is meant hangs on a name that it may not have had
			r.Answer = l.Answer.And(truceline.Unknown)
		}
		out = append(out, r)
	}
	return out, nil
}

// calledSo are the times for which an entry had a name.
func calledSo(c *sanctions.Course, key string) []sanctions.Called {
	var out []sanctions.Called
	for _, n := range c.Called {
		if screening.Fold(n.Text) == key {
			out = append(out, n)
		}
	}
	return out
}

// calledThen answers whether a list had a name for an entry on a day. The primary
// name is the entry itself for as long as no file shows that it was another
// before, whatever amendment the entry took in since.
func calledThen(c *sanctions.Course, called []sanctions.Called, day sanctions.Date) (truceline.Answer, string) {
	so := truceline.No
	for _, n := range called {
		answer := n.Span.On(day)
		own := screening.Fold(n.Text) == screening.Fold(c.Name()) && n.Span.From == c.Stands.From && n.Span.To == c.Stands.To
		if own && answer == truceline.Unknown {
			answer = truceline.Yes
		}
		so = so.Or(answer)
	}
	return so, called[0].Basis
}

// exactly is an entry that has a name, on a day: listed then, and so called. A
// name that the list took in later or gave up makes the answer unknown and not
// no: the entry stood, and whether its subject is meant hangs on the name.
func (b *designationBook) exactly(c courseOf, called []sanctions.Called, s stood, day sanctions.Date) DesignationRow {
	r := b.row(c)
	r.Exact = true
	if s.Course == nil {
		r.Answer, r.Listed = truceline.No, truceline.No
		_, r.Reasons = c.On(day)
		r.Reasons = append([]string{"it was not listed that day"}, cmpOr(r.Reasons, c.Basis)...)
		return r
	}
	r.Listed, r.Reasons, r.Names = s.Answer, s.Reasons, s.Names
	sure, why := b.calledOn(c, called, day)
	r.Answer = s.Answer
	if !sure {
		r.Answer = s.Answer.And(truceline.Unknown)
		r.Reasons = append([]string{why}, r.Reasons...)
	}
	return r
}

func cmpOr(a, b []string) []string {
	if len(a) > 0 {
		return a
	}
	return b
}

// calledOn answers whether the list certainly had a name for an entry on a day,
// by the files or by the day that the case states where they leave it open, and
// says why not.
func (b *designationBook) calledOn(c courseOf, called []sanctions.Called, day sanctions.Date) (sure bool, why string) {
	if so, _ := calledThen(c.Course, called, day); so == truceline.Yes {
		return true, ""
	}
	key, iv := screening.Fold(called[0].Text), b.span(day)
	for _, x := range b.reg.Facts.Designations {
		for _, t := range x.Taken {
			if x.Ref != c.Ref || t.Never || screening.Fold(t.Name) != key {
				continue
			}
			if (truceline.Interval{From: t.On, To: t.Until}).Covers(iv) {
				return true, ""
			}
			if iv.From.Before(t.On) {
				return false, fmt.Sprintf("the list certainly had the name %q only from %s: %s", t.Name, t.On.In(b.reg.Zone()).Format("2 January 2006"), t.Basis)
			}
		}
	}
	return false, fmt.Sprintf("that the list had the name %q that day is not certain: %s", called[0].Text, called[0].Basis)
}

// partiesNamed are the parties of the case that bear a name, with what the
// engine answers of them for a day.
func (b *designationBook) partiesNamed(name string, day sanctions.Date) []PartyExcluded {
	key := screening.Fold(name)
	ids := make(map[party.ID]bool)
	if id := partyOf(b.reg, name, ""); id != "" {
		ids[id] = true
	}
	var out []PartyExcluded
	for _, p := range b.reg.Facts.Parties {
		bears := ids[p.ID]
		for _, n := range p.Names {
			bears = bears || key != "" && screening.Fold(n) == key
		}
		for _, n := range p.Aliases {
			bears = bears || key != "" && screening.Fold(n) == key
		}
		if bears {
			out = append(out, b.excluded(p, day))
		}
	}
	slices.SortFunc(out, func(x, y PartyExcluded) int { return cmp.Compare(x.Party, y.Party) })
	return out
}

// excluded is what the engine answers of a party for a day.
func (b *designationBook) excluded(p party.Party, day sanctions.Date) PartyExcluded {
	iv := b.span(day)
	return PartyExcluded{
		Party: p.ID, Name: p.Names.In("en"), Answer: b.reg.Excluded(p.ID).During(iv).Answer(), Reasons: b.reg.ExcludedReasons(p.ID, iv),
		Matches: b.where(func(m MatchView) bool { return m.Party == p.ID }),
	}
}

// A DesignationView is all that is on record of one reference.
type DesignationView struct {
	Ref      string       `json:"reference"`
	Listings []ListCourse `json:"listings"` // as the files have it; more than one if two entries or lists share it
	// Stated is the entry as the engine takes it: what the files and the case say
	// together.
	Stated  *sanctions.Designation `json:"stated,omitempty"`
	Matches []MatchView            `json:"matches,omitempty"` // those undone included
	// Contradictions are where the files and the case differ, in sentences.
	Contradictions []string `json:"contradictions,omitempty"`
}

// A ListCourse is an entry of a list through its files.
type ListCourse struct {
	List  string            `json:"list"`
	Title string            `json:"title,omitempty"`
	Files []sanctions.File  `json:"files"`
	Entry *sanctions.Course `json:"entry"`
}

// Designation is all that is on record of a reference as known then (zero: now).
func (d *Desk) Designation(ctx context.Context, ref string, known time.Time) (DesignationView, error) {
	out := DesignationView{Ref: ref}
	b, err := d.book(ctx, known)
	if err != nil {
		return out, err
	}
	courses, err := b.listed.courses("")
	if err != nil {
		return out, err
	}
	for _, c := range courses {
		if c.Ref == ref || slices.Contains(c.Refs, ref) {
			out.Listings = append(out.Listings, ListCourse{c.history.List, c.history.Title, c.history.Files, c.Course})
		}
	}
	x, err := designation(b.reg, ref)
	switch {
	case err == nil:
		out.Stated = &x
	case len(out.Listings) == 0:
		return out, err
	}
	for _, m := range b.matches {
		if m.Ref == ref {
			out.Matches = append(out.Matches, m)
		}
	}
	all, err := d.Contradictions(ctx, known)
	for _, s := range all {
		if strings.Contains(s, ref) {
			out.Contradictions = append(out.Contradictions, s)
		}
	}
	return out, err
}
