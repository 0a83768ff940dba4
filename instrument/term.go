package instrument

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline"
)

// Rules are what the case decides about reading terms.
type Rules struct {
	Zone    *time.Location       // the case's calendar
	Certain truceline.Confidence // the lowest grade of a fact that counts as certain
}

func (r Rules) certain(c truceline.Confidence) bool { return c != "" && c <= r.Certain }

// InForce is when the instrument was in force, computed from its accounts of
// entry, its term and renewals, its suspensions and ends.
//
// Certain is what every account at or above the case's grade agrees on;
// possible is what any account at all allows. A term that is renewed by rule
// ("automatic on the basis of consensus") is possibly in force after it ran
// out, and certainly only where an act of renewal was found. An end in practice
// that no text declares ends what is certain and not what is possible.
func (in Instrument) InForce(r Rules) (truceline.Term, error) {
	if len(in.Entries) == 0 {
		return truceline.Term{}, nil
	}
	var first, last time.Time // earliest possible and latest certain entry
	certain := false
	for _, e := range in.Entries {
		if e.Never {
			continue
		}
		if first.IsZero() || e.At.Before(first) {
			first = e.At
		}
		if r.certain(e.Confidence) {
			certain = true
			if e.Before.After(last) {
				last = e.Before
			}
		}
	}
	if first.IsZero() {
		return truceline.Term{}, nil // every account says that it never took effect
	}
	never := slices.ContainsFunc(in.Entries, func(e Entry) bool { return e.Never && r.certain(e.Confidence) })

	sure := []truceline.Interval{{From: last}}
	may := []truceline.Interval{{From: first}}
	if in.TermText != "" {
		p, err := truceline.ParsePeriod(in.TermText)
		if err != nil {
			return truceline.Term{}, err
		}
		latest := last
		for _, e := range in.Entries {
			if !e.Never && e.Before.After(latest) {
				latest = e.Before
			}
		}
		sure[0].To = p.After(first, r.Zone)
		may[0].To = p.After(latest, r.Zone)
		sure, may = in.renew(r, sure, may)
	}
	if !certain || never {
		sure = nil
	}
	for _, e := range in.Ends {
		before := []truceline.Interval{{To: e.At}}
		sure = meet(sure, before)
		if !e.InPractice && r.certain(e.Confidence) {
			may = meet(may, before)
		}
	}
	for _, s := range in.Suspensions {
		sure = without(sure, s.Span)
		if r.certain(s.Confidence) {
			may = without(may, s.Span)
		}
	}
	return truceline.Term{Certain: join(meet(sure, may)), Possible: join(may)}, nil
}

// renew extends the first term. A renewal goes on from where the term ran out,
// even if the act of renewal is dated a little later.
func (in Instrument) renew(r Rules, sure, may []truceline.Interval) (s, m []truceline.Interval) {
	ranOut := sure[0].To
	for _, n := range in.Renewals {
		span := truceline.Interval{From: n.At, To: n.Until}
		if ranOut.Before(n.At) {
			span.From = ranOut
		}
		may = append(may, span)
		if r.certain(n.Confidence) {
			sure = append(sure, span)
		}
		if n.Until.IsZero() {
			break
		}
		ranOut = n.Until
	}
	if in.RenewalRule != "" {
		may = append(may, truceline.Interval{From: may[0].From}) // by rule, without an act
	}
	return sure, may
}

// Term is when the provision applied: its instrument's term, narrowed by its
// own start and end.
func (p Provision) Term(inForce truceline.Term) truceline.Term {
	return inForce.Intersect(truceline.TermOf(truceline.Interval{From: p.From, To: p.To}))
}

// TermReasons says in sentences why the instrument was, was not or may have
// been in force during iv: the accounts of entry, the renewals and the ends
// that bear on it.
func (in Instrument) TermReasons(r Rules, iv truceline.Interval) []string {
	day := func(t time.Time) string { return t.In(r.Zone).Format("2 January 2006") }
	clock := func(t time.Time) string {
		l := t.In(r.Zone)
		if l.Hour() == 0 && l.Minute() == 0 {
			return day(t)
		}
		return l.Format("15:04 on 2 January 2006")
	}
	var out []string
	var accounts []string
	for _, e := range in.Entries {
		switch {
		case e.Never:
			accounts = append(accounts, fmt.Sprintf("never (%s; confidence %s)", e.Says, e.Confidence))
		case e.Before.After(e.At):
			accounts = append(accounts, fmt.Sprintf("between %s and %s (%s; confidence %s)", clock(e.At), clock(e.Before), e.Says, e.Confidence))
		default:
			accounts = append(accounts, fmt.Sprintf("%s (%s; confidence %s)", clock(e.At), e.Says, e.Confidence))
		}
	}
	switch len(accounts) {
	case 0:
		out = append(out, "no account of its entry into force is on record")
	case 1:
		out = append(out, "it entered into force: "+accounts[0])
	default:
		out = append(out, "accounts of its entry into force differ: "+strings.Join(accounts, "; "))
	}
	if in.TermText != "" {
		s := "its stated term is " + in.TermText
		if in.RenewalRule != "" {
			s += ", renewed " + in.RenewalRule
		}
		out = append(out, s)
		for _, n := range in.Renewals {
			if n.Until.IsZero() {
				if iv.To.After(n.At) {
					out = append(out, fmt.Sprintf("from %s without a stated end: %s (confidence %s)", day(n.At), n.How, n.Confidence))
				}
				continue
			}
			if iv.Meets(truceline.Interval{From: n.At, To: n.Until}) {
				out = append(out, fmt.Sprintf("from %s until %s: %s (confidence %s)", day(n.At), day(n.Until), n.How, n.Confidence))
			}
		}
	}
	for _, s := range in.Suspensions {
		if iv.Meets(s.Span) {
			out = append(out, fmt.Sprintf("suspended from %s: %s (confidence %s)", clock(s.Span.From), s.How, s.Confidence))
		}
	}
	for _, e := range in.Ends {
		if iv.To.After(e.At) {
			how := "ended on "
			if e.InPractice {
				how = "ended in practice, by no text, on "
			}
			out = append(out, fmt.Sprintf("%s%s: %s (confidence %s)", how, day(e.At), e.How, e.Confidence))
		}
	}
	return out
}

// meet is the spans that lie in both lists.
func meet(as, bs []truceline.Interval) []truceline.Interval {
	return truceline.Term{Certain: as}.Intersect(truceline.Term{Certain: bs}).Certain
}

// without is the spans less hole.
func without(spans []truceline.Interval, hole truceline.Interval) []truceline.Interval {
	around := []truceline.Interval{}
	if !hole.From.IsZero() {
		around = append(around, truceline.Interval{To: hole.From})
	}
	if !hole.To.IsZero() {
		around = append(around, truceline.Interval{From: hole.To})
	}
	return meet(spans, around)
}

// join sorts spans and merges those that touch, so that they are disjoint.
func join(spans []truceline.Interval) []truceline.Interval {
	return truceline.Term{Certain: spans}.Union(truceline.Term{}).Certain
}
