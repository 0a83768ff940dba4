// Package truceline holds the few words that every other package shares:
// three-valued answers, shares, intervals, terms, citations and problems.
//
// Truceline holds what was reported against what was promised: given the texts
// that bind the parties to a ceasefire and the reports of rival sources, it
// says for every area, party and provision whether it is being observed, why,
// and how sure we are. docs/words.md defines the words; docs/architecture.md
// draws the house.
package truceline

import (
	"fmt"
	"slices"
	"time"
)

// An Answer is one of the three answers to a question. The zero value is
// Unknown, so that nothing becomes a yes or a no by being left out.
type Answer int8

// The three answers.
const (
	Unknown Answer = iota
	No
	Yes
)

// String returns "unknown", "no" or "yes".
func (a Answer) String() string {
	switch a {
	case No:
		return "no"
	case Yes:
		return "yes"
	}
	return "unknown"
}

// MarshalText writes the answer as the word that String returns.
func (a Answer) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads "yes", "no" or "unknown" and refuses anything else.
func (a *Answer) UnmarshalText(b []byte) error {
	switch string(b) {
	case "yes":
		*a = Yes
	case "no":
		*a = No
	case "unknown":
		*a = Unknown
	default:
		return Invalid("", "answer %q is none of yes, no and unknown", b)
	}
	return nil
}

// And is yes if both are yes, no if either is no, and unknown otherwise.
func (a Answer) And(b Answer) Answer {
	switch {
	case a == No || b == No:
		return No
	case a == Yes && b == Yes:
		return Yes
	}
	return Unknown
}

// Or is yes if either is yes, no if both are no, and unknown otherwise.
func (a Answer) Or(b Answer) Answer {
	switch {
	case a == Yes || b == Yes:
		return Yes
	case a == No && b == No:
		return No
	}
	return Unknown
}

// A Share bounds how much of an uncertainty (of place or of time) satisfies a
// condition: at least Min and at most Max of it, both in [0, 1]. The two differ
// where the condition itself is uncertain, for example inside an area whose
// line was never published.
type Share struct{ Min, Max float64 }

// shareSlack absorbs the rounding of summed floating-point areas, so that a
// disc wholly inside a polygon is not reported as 0.9999999999 of it. It is far
// below any share that a source's precision could support.
const shareSlack = 1e-9

// Answer is yes where all of the uncertainty satisfies the condition, no where
// none of it can, and unknown otherwise. It never rounds a part up to a whole.
func (s Share) Answer() Answer {
	switch {
	case s.Min >= 1-shareSlack:
		return Yes
	case s.Max <= shareSlack:
		return No
	}
	return Unknown
}

// Measured reports whether the share is one number, and returns it.
func (s Share) Measured() (float64, bool) {
	return s.Min, s.Max-s.Min <= shareSlack
}

// String prints the share as "0.42" or, where it is not one number, "0.1 to 0.6".
func (s Share) String() string {
	if v, ok := s.Measured(); ok {
		return fmt.Sprintf("%.3g", v)
	}
	return fmt.Sprintf("%.3g to %.3g", s.Min, s.Max)
}

// An Interval is a half-open span of time, [From, To). A zero From means since
// always; a zero To means open-ended.
type Interval struct {
	From time.Time `json:"from,omitzero"` // UTC, inclusive
	To   time.Time `json:"to,omitzero"`   // UTC, exclusive; zero if still open
}

// Contains reports whether t lies in the interval.
func (iv Interval) Contains(t time.Time) bool {
	return !t.Before(iv.From) && (iv.To.IsZero() || t.Before(iv.To))
}

// Covers reports whether all of other lies in the interval.
func (iv Interval) Covers(other Interval) bool {
	if other.From.Before(iv.From) {
		return false
	}
	return iv.To.IsZero() || (!other.To.IsZero() && !other.To.After(iv.To))
}

// Meets reports whether the two intervals share any instant.
func (iv Interval) Meets(other Interval) bool {
	return !iv.Intersect(other).Empty()
}

// Empty reports whether no instant lies in the interval.
func (iv Interval) Empty() bool {
	return !iv.To.IsZero() && !iv.From.Before(iv.To)
}

// Intersect is the span that lies in both; it is Empty if there is none.
func (iv Interval) Intersect(other Interval) Interval {
	out := iv
	if other.From.After(out.From) {
		out.From = other.From
	}
	if out.To.IsZero() || (!other.To.IsZero() && other.To.Before(out.To)) {
		out.To = other.To
	}
	if out.Empty() {
		return Interval{From: out.From, To: out.From}
	}
	return out
}

// A Term is when something held: Certain by every account that we have,
// Possible by at least one. Certain lies within Possible; each is sorted and
// its intervals are disjoint. It is to time what an Area's two geometries are
// to place.
type Term struct {
	Certain  []Interval `json:"certain,omitempty"`
	Possible []Interval `json:"possible,omitempty"`
}

// TermOf is a Term on which all accounts agree.
func TermOf(iv Interval) Term {
	return Term{Certain: []Interval{iv}, Possible: []Interval{iv}}
}

// Always is a Term without beginning or end.
func Always() Term { return TermOf(Interval{}) }

// During answers how much of the uncertainty iv lies within the term. iv must
// have both ends; an empty iv is treated as the instant at its From.
func (t Term) During(iv Interval) Share {
	return Share{Min: overlap(t.Certain, iv), Max: overlap(t.Possible, iv)}
}

// Intersect is when both terms held.
func (t Term) Intersect(u Term) Term {
	return Term{
		Certain:  intersectAll(t.Certain, u.Certain),
		Possible: intersectAll(t.Possible, u.Possible),
	}
}

// Union is when at least one of the two terms held.
func (t Term) Union(u Term) Term {
	return Term{
		Certain:  uniteAll(t.Certain, u.Certain),
		Possible: uniteAll(t.Possible, u.Possible),
	}
}

// Doubted is the term as possible and nowhere certain.
func (t Term) Doubted() Term { return Term{Possible: t.Possible} }

// overlap is the share of iv that the disjoint spans cover, in [0, 1].
func overlap(spans []Interval, iv Interval) float64 {
	if iv.Empty() {
		if slices.ContainsFunc(spans, func(s Interval) bool { return s.Contains(iv.From) }) {
			return 1
		}
		return 0
	}
	var in time.Duration
	for _, s := range spans {
		if s.Covers(iv) {
			return 1
		}
		if x := s.Intersect(iv); !x.Empty() {
			in += x.To.Sub(x.From)
		}
	}
	return float64(in) / float64(iv.To.Sub(iv.From))
}

func intersectAll(as, bs []Interval) []Interval {
	var out []Interval
	for _, a := range as {
		for _, b := range bs {
			if x := a.Intersect(b); !x.Empty() {
				out = append(out, x)
			}
		}
	}
	slices.SortFunc(out, func(a, b Interval) int { return a.From.Compare(b.From) })
	return out
}

// uniteAll sorts the spans and merges those that overlap or touch.
func uniteAll(as, bs []Interval) []Interval {
	all := slices.Concat(as, bs)
	all = slices.DeleteFunc(all, Interval.Empty)
	slices.SortFunc(all, func(a, b Interval) int { return a.From.Compare(b.From) })
	var out []Interval
	for _, iv := range all {
		if n := len(out); n > 0 && (out[n-1].To.IsZero() || !iv.From.After(out[n-1].To)) {
			if last := &out[n-1]; !last.To.IsZero() && (iv.To.IsZero() || iv.To.After(last.To)) {
				last.To = iv.To
			}
			continue
		}
		out = append(out, iv)
	}
	return out
}

// A Confidence grades a fact of a case folder by how it was read, from A (two
// sources) by B (one source) to C (general knowledge, not verified).
type Confidence string

// The three grades of a case fact.
const (
	TwoSources Confidence = "A"
	OneSource  Confidence = "B"
	Unverified Confidence = "C"
)

// A Cite says where a fact comes from.
type Cite struct {
	URL  string `json:"url,omitempty"`  // public address, or "" for a printed source
	Note string `json:"note,omitempty"` // which part of the source, in our own words
	Read bool   `json:"read,omitempty"` // false: a known permanent address that was not opened
}

// Names holds a name by BCP 47 language tag, for example "en", "ar", "ru".
type Names map[string]string

// In returns the name in a language, falling back to English and then to any
// other, in the order of the tags.
func (n Names) In(lang string) string {
	if s := n[lang]; s != "" {
		return s
	}
	if s := n["en"]; s != "" {
		return s
	}
	tags := make([]string, 0, len(n))
	for t := range n {
		tags = append(tags, t)
	}
	slices.Sort(tags)
	for _, t := range tags {
		if n[t] != "" {
			return n[t]
		}
	}
	return ""
}
