package reading

import (
	"fmt"
	"slices"
	"strings"

	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/bench/workload"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/document/gold"
)

// None is the class of W5 for sentences in which nobody does anything with
// words: what was met, how long it lasted.
const None = "none"

// commitClasses are the classes of commitments, by the theme that decides. The
// narrower comes first: a pause of fighting for a convoy is about access.
var commitClasses = [...]struct{ theme, class string }{
	{"detainees", "commit-release"},
	{"humanitarian_access", "commit-access"},
	{"withdrawal", "commit-withdraw"},
	{"weapons", "commit-withdraw"},
	{"ceasefire", "commit-ceasefire"},
}

// ClassOf is the class of W5 that the reading of a sentence says. W5 tells one
// class a sentence and a reading tells every act, so the acts are asked in this
// order:
//
//   - a condition of type "condition" makes the sentence conditional, whatever
//     it promises: the promise is not given yet;
//   - "accuse" makes it a violation and "deny" a denial: both are assessments,
//     which W5 tells apart by the verb;
//   - an act that refuses (polarity neg), or the verb "refuse", makes it negated;
//   - a commitment makes it the commitment of its theme;
//   - an acknowledgement or another assessment makes it a statement;
//   - without an act it is None.
//
// A commitment of another theme, a demand, a decision and a recall have no class
// in W5: their own name stands for them and is never right.
func ClassOf(r document.Reading) string {
	acts := make([]document.Fields, 0, 4)
	for _, p := range r.Proposals {
		switch {
		case p.Kind == document.ConditionKind && p.Fields.Type == "condition":
			return "conditional"
		case p.Kind == document.ActKind:
			acts = append(acts, p.Fields)
		}
	}
	for _, ask := range [...]func(document.Fields) string{verdictClass, negatedClass, commitClass, statementClass} {
		for _, f := range acts {
			if c := ask(f); c != "" {
				return c
			}
		}
	}
	if len(acts) > 0 {
		return string(acts[0].Force)
	}
	return None
}

func negatedClass(f document.Fields) string {
	if f.Polarity == "neg" || f.Verb == "refuse" {
		return "negated"
	}
	return ""
}

func commitClass(f document.Fields) string {
	if f.Force != document.Commitment {
		return ""
	}
	for _, c := range commitClasses {
		if slices.Contains(f.Themes, c.theme) {
			return c.class
		}
	}
	return string(f.Force)
}

func verdictClass(f document.Fields) string {
	switch f.Verb {
	case "accuse":
		return "violation"
	case "deny":
		return "denial"
	}
	return ""
}

func statementClass(f document.Fields) string {
	if f.Force == document.Acknowledgement || f.Force == document.Assessment {
		return "statement"
	}
	return ""
}

// Classes are how well sentences were classed.
type Classes struct {
	Names  []string // sorted
	N      map[string]int
	Rates  map[string]gold.Rates
	Macro  float64                   // mean of the F1 of all classes: each counts alike
	Micro  float64                   // share of the sentences whose class is right
	Others map[string]map[string]int // what the sentences of a class were taken for, how often
}

// Compare holds classes against those of W5.
func Compare(sentences []workload.Sentence, got []string) Classes {
	c := Classes{N: map[string]int{}, Rates: map[string]gold.Rates{}, Others: map[string]map[string]int{}}
	hits, proposed := map[string]int{}, map[string]int{}
	right := 0
	for i, s := range sentences {
		c.N[s.Class]++
		proposed[got[i]]++
		if got[i] == s.Class {
			hits[s.Class]++
			right++
			continue
		}
		if c.Others[s.Class] == nil {
			c.Others[s.Class] = map[string]int{}
		}
		c.Others[s.Class][got[i]]++
	}
	for name := range c.N {
		c.Names = append(c.Names, name)
	}
	slices.Sort(c.Names)
	for _, name := range c.Names {
		h := float64(hits[name])
		r := gold.Rates{R: h / float64(c.N[name]), F1: 2 * h / float64(c.N[name]+proposed[name])}
		if proposed[name] > 0 {
			r.P = h / float64(proposed[name])
		}
		c.Rates[name] = r
		c.Macro += r.F1 / float64(len(c.Names))
	}
	c.Micro = float64(right) / float64(len(sentences))
	return c
}

// mistaken is what the sentences of a class were most often taken for.
func (c Classes) mistaken(name string) string {
	most, n := "-", 0
	for other, k := range c.Others[name] {
		if k > n || k == n && other < most {
			most, n = other, k
		}
	}
	if n == 0 {
		return "-"
	}
	return fmt.Sprintf("%s (%d)", most, n)
}

// Facts are the shares of W5's sentences whose place was found, whose date was
// found and put into ISO 8601, and of whose acts one has the right speaker.
type Facts struct{ Place, Date, Speaker float64 }

// FactsOf compares readings of W5 with what the generator put in. Sentences
// without an act have no speaker, and count only where there is one.
func FactsOf(sentences []workload.Sentence, readings []document.Reading) Facts {
	var f Facts
	acting := 0.0
	for i, s := range sentences {
		place, date, speaker := 0.0, 0.0, 0.0
		for _, p := range readings[i].Proposals {
			switch {
			case p.Kind == document.PlaceKind && p.Text == s.Place:
				place = 1
			case p.Kind == document.DateKind && p.Fields.Norm == s.Date:
				date = 1
			case p.Kind == document.ActKind && bare(p.Fields.Speaker) == bare(s.Source):
				speaker = 1
			}
		}
		f.Place, f.Date = f.Place+place, f.Date+date
		if s.Class != None {
			acting++
			f.Speaker += speaker
		}
	}
	n := float64(len(sentences))
	return Facts{f.Place / n, f.Date / n, f.Speaker / max(acting, 1)}
}

// bare is a name without its article.
func bare(name string) string {
	name = strings.ToLower(name)
	return strings.TrimPrefix(name, "the ")
}

// Section tells how well W5 was classed, beside two that only look for verbs.
func (c Classes) Section(facts Facts, scan, prose Classes) measure.Section {
	s := measure.Section{Title: "Class F1 on W5",
		Header: []string{"class", "sentences", "P", "R", "F1", "most often taken for", "F1 of the plain scan", "F1 of prose's verbs"},
		Note: "W5 has ten templates: its figures are a floor and no more. The class of a reading is told by its conditions, then by polarity, " +
			"force, theme and verb of its acts. The scan and prose take the class of the first verb of W5 that they find; prose on its sample."}
	for _, name := range c.Names {
		r := c.Rates[name]
		s.Rows = append(s.Rows, []string{name, fmt.Sprint(c.N[name]), three(r.P), three(r.R), three(r.F1), c.mistaken(name),
			three(scan.Rates[name].F1), three(prose.Rates[name].F1)})
	}
	s.Rows = append(s.Rows,
		[]string{"mean of the classes", "", "", "", three(c.Macro), "", three(scan.Macro), three(prose.Macro)},
		[]string{"sentences right", "", "", "", three(c.Micro), "", three(scan.Micro), three(prose.Micro)},
		[]string{"place found", "", "", "", three(facts.Place), "", "-", "-"},
		[]string{"date found and normalised", "", "", "", three(facts.Date), "", "-", "-"},
		[]string{"speaker of an act right", "", "", "", three(facts.Speaker), "", "-", "-"})
	return s
}

func three(x float64) string { return fmt.Sprintf("%.3f", x) }
