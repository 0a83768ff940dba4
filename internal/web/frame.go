package web

import (
	"cmp"
	"net/http"
	"net/url"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/observance"
)

// A frame is what the head and foot of every page refer to, and what its links
// are made with. Page structs embed it.
type frame struct {
	book
	Name   string // of the page's template
	Title  string
	Lang   locale.Lang
	Langs  []link
	Nav    []link
	Head   Head
	Bundle bundle

	// KnownAs is the known time as the address gives it; empty means now.
	KnownAs string
	Known   time.Time

	// Span is the period that the page speaks of, in whole local days; Given
	// marks one that the address states.
	Span  truceline.Interval
	Given bool
	// Whole says that a page without a stated period speaks of all of the record,
	// also of what lies outside the period of the case.
	Whole bool

	path  string
	query url.Values
}

// A link is a word that leads somewhere.
type link struct {
	Word, Href string
	Tag        string // BCP 47 tag of Word, where it is not the page's language
	Here       bool
}

// nav is the pages that every page links to.
var nav = [...]struct {
	path string
	key  locale.Key
}{
	{"/", "nav.situation"},
	{"/incidents", "nav.incidents"},
	{"/ledgers", "nav.ledgers"},
	{"/movement", "nav.movement"},
	{"/applied", "nav.applied"},
	{"/read", "nav.read"},
	{"/register", "nav.register"},
	{"/areas", "nav.areas"},
	{"/parties", "nav.parties"},
	{"/designations", "nav.designations"},
	{"/sources", "nav.sources"},
	{"/intake", "nav.intake"},
	{"/publications", "nav.publications"},
	{"/log", "nav.log"},
}

// open reads what every address may say (lang, known, from, to) and asks the
// desk for the head and the register.
func (s *Server) open(r *http.Request, name string) (frame, *observance.Register, error) {
	ctx := r.Context()
	q := r.URL.Query()
	head, err := s.desk.Head(ctx)
	if err != nil {
		return frame{}, nil, err
	}
	f := frame{
		Name:    name,
		Lang:    locale.Match(s.langs, q.Get("lang")),
		Head:    head,
		Bundle:  s.bundle,
		KnownAs: q.Get("known"),
		path:    r.URL.EscapedPath(),
		query:   q,
	}
	if f.Known, err = parseKnown(f.KnownAs, head.Zone); err != nil {
		return frame{}, nil, err
	}
	if f.Span, err = parseSpan(q.Get("from"), q.Get("to"), head.Zone); err != nil {
		return frame{}, nil, err
	}
	f.Given = f.Span != truceline.Interval{}
	reg, err := s.desk.Register(ctx, f.Known)
	if err != nil {
		return frame{}, nil, err
	}
	f.book = newBook(reg.Facts, f.Lang)
	f.Title = f.T(locale.Key("nav." + name))
	for _, n := range nav {
		f.Nav = append(f.Nav, link{Word: f.T(n.key), Href: f.Link(n.path, f.period()...), Here: n.path == f.path})
	}
	for _, l := range s.langs {
		f.Langs = append(f.Langs, link{Word: l.Name, Tag: l.Tag, Href: f.With("lang", l.Tag), Here: l.Tag == f.Lang.Tag})
	}
	return f, reg, nil
}

// parseKnown reads a known time: an RFC 3339 instant, or a local date, which
// means the last microsecond of that day.
func parseKnown(s string, zone *time.Location) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t.UTC(), nil
	}
	t, err := time.ParseInLocation(time.DateOnly, s, zone)
	if err != nil {
		return time.Time{}, truceline.Invalid("known", "%q is neither a date such as 2018-03-16 nor an instant such as 2018-03-16T12:00:00Z", s)
	}
	return t.AddDate(0, 0, 1).Add(-time.Microsecond).UTC(), nil
}

// parseDay reads a local date as its first instant.
func parseDay(field, s string, zone *time.Location) (time.Time, error) {
	t, err := time.ParseInLocation(time.DateOnly, s, zone)
	if err != nil {
		return time.Time{}, truceline.Invalid(field, "%q is not a date; write it as 2018-03-16", s)
	}
	return t.UTC(), nil
}

// parseSpan reads a period of whole local days from the first to the last, both
// included, as the command line does. Both may be left out.
func parseSpan(from, to string, zone *time.Location) (iv truceline.Interval, err error) {
	if from != "" {
		if iv.From, err = parseDay("from", from, zone); err != nil {
			return iv, err
		}
	}
	if to != "" {
		if iv.To, err = parseDay("to", to, zone); err != nil {
			return iv, err
		}
		if iv.To.Before(iv.From) {
			return iv, truceline.Invalid("to", "the period ends on %s, before it has begun; give the first day and then the last", to)
		}
		iv.To = iv.To.In(zone).AddDate(0, 0, 1).UTC()
	}
	return iv, nil
}

// T returns a phrase of the interface in the page's language.
func (f frame) T(k locale.Key, args ...any) string { return f.Lang.T(k, args...) }

// Link is an address that keeps the language and the known time of this page.
// Pairs with an empty value are left out.
func (f frame) Link(path string, pairs ...string) string {
	v := url.Values{}
	for _, k := range []string{"lang", "known"} {
		if s := f.query.Get(k); s != "" {
			v.Set(k, s)
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			v.Set(pairs[i], pairs[i+1])
		}
	}
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// With is this page's own address with some values changed; an empty one is
// removed.
func (f frame) With(pairs ...string) string {
	v := url.Values{}
	for k, s := range f.query {
		v[k] = s
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			v.Del(pairs[i])
			continue
		}
		v.Set(pairs[i], pairs[i+1])
	}
	if len(v) == 0 {
		return f.path
	}
	return f.path + "?" + v.Encode()
}

// address is a path with values, some of them changed by pairs. What is then
// empty is left out.
func address(path string, v url.Values, pairs []string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	for k := range v {
		if v.Get(k) == "" {
			v.Del(k)
		}
	}
	return path + "?" + v.Encode()
}

// period is the stated period as pairs for Link.
func (f frame) period() []string {
	return []string{"from", f.query.Get("from"), "to", f.query.Get("to")}
}

// Last is the last local day of a span; "" if it is open.
func (f frame) Last(iv truceline.Interval) string {
	if iv.To.IsZero() {
		return ""
	}
	return f.Day(iv.To.Add(-time.Microsecond))
}

// within is a span of whole local days as pairs for Link.
func (f frame) within(iv truceline.Interval) []string {
	return []string{"from", f.Day(iv.From), "to", f.Last(iv)}
}

// Incidents is the address of the list of the page's period, narrowed by pairs.
func (f frame) Incidents(pairs ...string) string {
	return f.Link("/incidents", append(f.within(f.Span), pairs...)...)
}

// Day writes the local date of an instant as 2018-03-16; empty for zero.
func (f frame) Day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(f.Head.Zone).Format(time.DateOnly)
}

// Date writes the local date of an instant in words.
func (f frame) Date(t time.Time) string { return f.Lang.Date(t.In(f.Head.Zone)) }

// Instant writes an instant in local time with its zone, to the minute.
func (f frame) Instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(f.Head.Zone).Format("2006-01-02 15:04 -07:00")
}

// Stamp writes an instant as RFC 3339 UTC, for addresses and machines.
func (f frame) Stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// Days writes a span of whole local days in words, its last day included.
func (f frame) Days(iv truceline.Interval) string {
	switch {
	case iv.From.IsZero() && iv.To.IsZero():
		return f.T("span.all")
	case iv.To.IsZero():
		return f.T("span.since", f.Date(iv.From))
	}
	last := iv.To.Add(-time.Nanosecond)
	switch {
	case iv.From.IsZero():
		return f.T("span.until", f.Date(last))
	case f.Day(iv.From) == f.Day(last):
		return f.Date(last)
	}
	return f.T("span.between", f.Date(iv.From), f.Date(last))
}

// Terms writes the spans of a term in short: "2017-05-05 to 2017-11-05".
func (f frame) Terms(spans []truceline.Interval) []string {
	out := make([]string, 0, len(spans))
	for _, iv := range spans {
		if iv == (truceline.Interval{}) {
			out = append(out, f.T("span.always"))
			continue
		}
		out = append(out, f.T("span.short", cmp.Or(f.Day(iv.From), "…"), cmp.Or(f.Day(iv.To), f.T("span.open"))))
	}
	return out
}

// CaseName is the case's name in the page's language.
func (f frame) CaseName() string { return f.Head.Case.Names.In(f.Lang.Tag) }

// CaseSpan is the case's own period.
func (f frame) CaseSpan() truceline.Interval { return f.Head.Case.Period }

// Fixed is this page's address as known now: it shows the same in ten years.
func (f frame) Fixed() string { return f.With("known", f.Stamp(f.Head.Known)) }

// Open reports whether people may take in and decide here: the record may be
// written, and the page shows what is known now.
func (f frame) Open() bool { return f.KnownAs == "" && !f.Head.ReadOnly }

// Closed says why nobody can decide here.
func (f frame) Closed() string {
	if f.KnownAs != "" {
		return f.T("read.fixed")
	}
	return f.T("read.only")
}

// Sticky are the values that a form on this page hands on unseen.
func (f frame) Sticky() []pair {
	var out []pair
	for _, k := range []string{"lang", "known"} {
		if s := f.query.Get(k); s != "" {
			out = append(out, pair{k, s})
		}
	}
	return out
}

// A pair is a name with its value.
type pair struct{ Name, Value string }
