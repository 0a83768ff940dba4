package ledgers

import (
	"fmt"
	"math/bits"
	"strings"
)

// Words say the table in sentences, so that every page and command says the same.
func (t Table) Words() []string {
	return t.RowWords(t.Total)
}

// RowWords say one row of the table in sentences.
func (t Table) RowWords(r Row) []string {
	a, b := t.A.name(), t.B.name()
	n := r.Certain.N()
	if n == 0 && r.Possible.N() == 0 {
		return []string{"Nobody registered an incident, which does not say that there was none."}
	}
	out := []string{fmt.Sprintf("%s: %d registered by %s only, %d by %s only, %d by both, %d by independent origins only.",
		capital(incidents(n)), len(r.Certain.OnlyA), a, len(r.Certain.OnlyB), b, len(r.Certain.Both), len(r.Certain.Independent))}
	if k := len(r.Certain.Unsaid); k > 0 {
		out = append(out, fmt.Sprintf("Of %s no origin is known, and the source belongs to neither.", incidents(k)))
	}
	if k := len(r.Certain.Contradictory); k > 0 {
		var over []string
		for _, o := range r.Certain.Over {
			over = append(over, fmt.Sprintf("%s %d", o.Aspect, len(o.Incidents)))
		}
		out = append(out, fmt.Sprintf("Of those that both registered, the two contradict each other on %d: over %s.", k, list(over)))
	}
	if k := r.Possible.N(); k > 0 {
		out = append(out, fmt.Sprintf("Beside these, %s may or may not belong here: the day or the place is not certain.", incidents(k)))
	}
	return out
}

// Words say the claim and what stands beside it in a sentence, and then what
// can be compared and why.
func (b ClaimBeside) Words() []string {
	said := fmt.Sprintf("%s says %d", b.Claim.Source, b.Claim.Count)
	if b.Claim.Uncounted {
		said = fmt.Sprintf("%s gives no number", b.Claim.Source)
	}
	where := "all of the case"
	if len(b.Areas) > 0 {
		var areas []string
		for _, a := range b.Areas {
			areas = append(areas, string(a))
		}
		where = list(areas)
	}
	when := "no known day"
	if n := len(b.Days); n > 0 {
		when = b.Days[0]
		if n > 1 {
			when += " to " + b.Days[n-1]
		}
	}
	return append([]string{fmt.Sprintf("%s for %s, %s; others registered %d there and then for certain and %d that may belong there.",
		said, where, when, len(b.Certain), len(b.Possible))}, b.Because...)
}

// Words say in sentences what the two sources counted alike; x and y are how
// the sources are called.
func (a Agreement) Words(x, y string) []string {
	if a.N == 0 {
		return []string{a.Refusal}
	}
	out := []string{
		fmt.Sprintf("%s and %s both gave a number %s: %d and %d in all. Where only one gave a number, the other's is missing and not zero.", x, y, times(a.N), a.SumX, a.SumY),
		fmt.Sprintf("They gave the same number %s: %s (95 %% interval %s to %s).", times(a.Exact), percent(a.Share), percent(a.ShareInterval.Low), percent(a.ShareInterval.High)),
	}
	if a.N < fewestPairs {
		return append(out, a.Refusal)
	}
	out = append(out,
		fmt.Sprintf("%s less %s is %s on average (%s); about 95 of 100 differences lie between %s (%s) and %s (%s).",
			x, y, num(a.Difference), a.DifferenceInterval.words(), num(a.Limits.Low), a.LimitsLow.words(), num(a.Limits.High), a.LimitsHigh.words()))
	if a.Refusal != "" {
		return append(out, a.Refusal)
	}
	return append(out, fmt.Sprintf("Lin's concordance is %s (%s); 1 would be the same number every time. The plain correlation is %s.",
		num(a.Concordance), a.ConcordanceInterval.words(), num(a.Correlation)))
}

// Words say in sentences what bare counts of the same thing bound.
func (u Union) Words(x, y string) string {
	return fmt.Sprintf("%s and %s together counted at least %d, if all of one are among the other's, and at most %d, if none is.", x, y, u.AtLeast, u.AtMost)
}

// Words say the estimate with its parts, or why there is none, in sentences.
func (e Estimate) Words() []string {
	var out []string
	if len(e.Parts) > 0 {
		var parts []string
		for _, p := range e.Parts {
			only := ""
			if len(p.Lists) == 1 {
				only = "only "
			}
			parts = append(parts, fmt.Sprintf("%s%s %d", only, list(e.names(p.Lists)), p.N))
		}
		out = append(out, fmt.Sprintf("Registered: %s; %s.", incidents(e.Registered), strings.Join(parts, "; ")))
	}
	if e.Refused() {
		out = append(out, "No estimate is given of how many nobody registered.")
		return append(out, append(e.Refusals, e.Warnings...)...)
	}
	method := e.Method
	if e.Summed {
		method += fmt.Sprintf(", summed over the strata by %s", e.SummedBy)
	}
	out = append(out, fmt.Sprintf("About %s more happened that none of them registered (95 %% interval %s to %s), so that there were about %s in all (%s): %s.",
		whole(e.Missed), whole(e.Interval.Low-float64(e.Registered)), whole(e.Interval.High-float64(e.Registered)), whole(e.N), e.Interval.whole(), method))
	if len(e.Models) > 0 {
		out = append(out, fmt.Sprintf("The model says: %s.", e.Models[0].Words))
	}
	if e.Across != nil && *e.Across != e.Interval {
		out = append(out, fmt.Sprintf("Over all models that the counts cannot tell apart the interval is %s.", e.Across.whole()))
	}
	for _, d := range e.Dependences {
		if d.Shown() {
			out = append(out, e.dependWords(d))
		}
	}
	out = append(out, e.Warnings...)
	out = append(out, "This takes for granted:")
	return append(out, e.Assumptions...)
}

// modelWords say which lists a model lets depend on each other.
func (e *Estimate) modelWords(m Model) string {
	var of []string
	for _, t := range m.terms {
		if bits.OnesCount(t) < 2 {
			continue
		}
		var lists []int
		for i := range e.Lists {
			if t&(1<<i) != 0 {
				lists = append(lists, i)
			}
		}
		of = append(of, strings.Join(e.names(lists), " with "))
	}
	if len(of) == 0 {
		return "all lists are independent"
	}
	return "dependence of " + list(of) + ", and no other"
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
