package ledgers

import (
	"fmt"
	"math"
	"slices"
)

// The methods, in words.
const (
	methodTwo  = "Chapman's estimate of two lists (1951), with Seber's variance (1970) and a log-normal interval"
	methodMany = "the hierarchical log-linear model of the lowest BIC, with the interval of its profile likelihood"
)

func (e *Estimate) refuse(format string, args ...any) {
	e.Refusals = append(e.Refusals, say(format, args...))
}

func (e *Estimate) warn(format string, args ...any) {
	e.Warnings = append(e.Warnings, say(format, args...))
}

// say is a sentence that may begin with a side's name.
func say(format string, args ...any) string { return capital(fmt.Sprintf(format, args...)) }

func (e *Estimate) names(lists []int) []string {
	var out []string
	for _, i := range lists {
		out = append(out, e.Lists[i].name())
	}
	return out
}

// structural are the reasons in what the lists are for which no overlap, however
// large, could be read.
func structural(lists []List) []string {
	var out []string
	for _, l := range lists {
		if l.Bare {
			out = append(out, say("%s gives bare counts, and bare counts have no identity: nobody can tell which of its incidents another list has too.", l.name()))
		}
		if l.Partial != "" {
			out = append(out, say("%s covers only a part of what is asked: %s What it cannot register would be taken for what it missed.", l.name(), sentence(l.Partial)))
		}
	}
	for i, a := range lists {
		for _, b := range lists[i+1:] {
			for _, origin := range a.Origins {
				same := func(o string) bool { return foldOrigin(o) == foldOrigin(origin) }
				if slices.ContainsFunc(b.Origins, same) {
					out = append(out, say("%s and %s share the origin %s: what both have from it is one account, and their overlap says nothing of what is missing.", a.name(), b.name(), origin))
				}
			}
			for _, source := range a.Sources {
				if slices.Contains(b.Sources, source) {
					out = append(out, say("%s and %s share the source %s: their overlap is made by it and says nothing of what is missing.", a.name(), b.name(), source))
				}
			}
		}
	}
	return out
}

// thin are the reasons in the counts for which they are too few.
func thin(o Overlap, opts CaptureOptions) []string {
	var out []string
	for i, l := range o.Lists {
		switch n := inAll(o.Counts, 1<<i); {
		case l.Bare: // said already
		case n == 0:
			out = append(out, say("%s registered none of the incidents asked for.", l.name()))
		case shared(o.Counts, i) < opts.FewestShared:
			if len(o.Lists) == 2 && i == 1 {
				continue // the same overlap as of the first
			}
			with := "any other list"
			if len(o.Lists) == 2 {
				with = o.Lists[1].name()
			}
			out = append(out, say("%s shares %s with %s; with fewer than %d the estimate would be biased and its interval without use (Robson and Regier 1964).", l.name(), incidents(shared(o.Counts, i)), with, opts.FewestShared))
		}
	}
	return out
}

// assumptions are what an estimate takes for granted, in sentences.
func assumptions(lists []List) []string {
	out := []string{
		"All lists are about the same incidents: the same span, the same areas, the same kinds.",
		"Reports of one incident were joined and those of different ones kept apart: every join that was missed raises the estimate, every wrong one lowers it.",
		"What a list registered did happen.",
	}
	if len(lists) == 2 {
		return append(out,
			"The two lists are independent: that one registered an incident makes it neither more nor less likely that the other did. If both see above all the same ones, there are more incidents than estimated.",
			"At least one of the two registers all incidents of a stratum with the same chance.")
	}
	return append(out,
		"The lists depend on each other as the model says, and all of them together not beyond what it has: nothing in the counts can show whether that holds.",
		"Incidents that every list is unlikely to register are missing from the estimate too.")
}

func (e *Estimate) warnUnsaid(o Overlap) {
	for i, n := range o.Unsaid {
		if n > 0 {
			e.warn("Of the incidents of %s, %d rest on reports that name no origin: whether those repeat another list is not known.", o.Lists[i].name(), n)
		}
	}
	if e.Uncertain > 0 {
		e.warn("%s left out, of which it is uncertain whether they belong to the span and the areas.", incidents(e.Uncertain))
	}
}

// biasOf says how far off Chapman's estimate is by its own formula.
func (e *Estimate) biasOf(n1, n2 int) {
	if float64(n1+n2) >= e.N {
		return // exactly unbiased
	}
	if bias := math.Exp(-float64(n1+1) * float64(n2+1) / e.N); bias > 0.01 {
		e.warn("The overlap is small: the estimate is too low by about %s.", percent(bias))
	}
}

// dependOf refuses two lists that the incidents of others show to depend on
// each other.
func (e *Estimate) dependOf() {
	if len(e.Dependences) == 0 {
		e.warn("No further list registered anything, so that whether the two depend on each other cannot be checked.")
		return
	}
	for _, d := range e.Dependences {
		if d.Shown() {
			e.refuse("%s", e.dependWords(d))
		} else if d.SE > 1 {
			e.warn("Too few incidents of others (%d) to tell whether the two depend on each other.", d.Both+d.OnlyA+d.OnlyB+d.Neither)
		}
	}
}

// dependWords says of a dependence that is shown which way it goes.
func (e *Estimate) dependWords(d Dependence) string {
	odds, iv := d.Odds()
	how := "register the same incidents more often than chance would have it, so that more are missing than the two alone say"
	if d.LogOdds < 0 {
		how = "register different incidents, so that fewer are missing than the two alone say"
	}
	return say("%s and %s are not independent: of the %d incidents that others registered, both have %d, only %s %d, only %s %d and neither %d (odds ratio %s, %s). They %s.",
		e.Lists[d.A].name(), e.Lists[d.B].name(), d.Both+d.OnlyA+d.OnlyB+d.Neither, d.Both,
		e.Lists[d.A].name(), d.OnlyA, e.Lists[d.B].name(), d.OnlyB, d.Neither, num(odds), iv.words(), how)
}

// warnModels says what the choice of the model leaves open.
func (e *Estimate) warnModels(best Model, opts CaptureOptions) {
	if best.DF == 0 {
		e.warn("The best model is the saturated one, of which nothing in the counts can show whether it fits; such estimates are often far too high (van Hest et al., Epidemiology and Infection 136 (2008) 14-22).")
	} else if best.P < 0.05 {
		e.warn("The best model fits badly: deviance %s on %d degrees of freedom, p = %.3f.", num(best.Deviance), best.DF, best.P)
	}
	if best.Smallest < 1 {
		e.warn("Some histories have hardly any incidents (fewer than one expected), so that the fit cannot be judged by its deviance (Cochran 1954).")
	}
	var near []string
	for _, m := range e.Models[1:] {
		if m.Refusal == "" && m.BIC <= best.BIC+opts.Near {
			near = append(near, fmt.Sprintf("%s gives %s (%s)", m.Name, whole(m.N), m.Interval.whole()))
		}
	}
	if len(near) > 0 {
		e.warn("The counts cannot tell the best model from others: %s.", list(near))
	}
	without := 0
	for _, m := range e.Models {
		if m.Refusal != "" {
			without++
		}
	}
	if without > 0 {
		e.warn("Of %d models, %d have no finite estimate on these counts.", len(e.Models), without)
	}
}

// tooWide refuses an interval that spans so much that it says nothing, and an
// estimate that hardly rests on what was registered.
func (e *Estimate) tooWide(iv Interval, opts CaptureOptions) {
	if seen := float64(e.Registered); e.N-seen > opts.MostMissed*seen {
		e.refuse("By the lists %s more would have happened than the %d that were registered, more than %g times as many: such a number rests on its assumptions and hardly on the records.", whole(e.N-seen), e.Registered, opts.MostMissed)
	}
	if iv.High > opts.MostSpan*iv.Low {
		e.refuse("The interval runs from %s to %s incidents, more than %g times the lower end: it says nothing that one could act on.", whole(iv.Low), whole(iv.High), opts.MostSpan)
	}
}
