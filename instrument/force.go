package instrument

import (
	"slices"
	"strings"

	"github.com/truceline/truceline/document"
)

// Forces lists the forces, in the order in which pages offer them.
var Forces = [...]Force{Commits, Decides, Demands, CallsUpon, Reaffirms, Welcomes, Notes, ExpressesConcern, Reports, Reserves}

// Verbs that decide the force of a provision where the force of the act leaves
// two open. They are lemmas, as document has them.
var (
	// Of demands: those that leave no choice. The others ask.
	demanding = []string{"demand", "reiterate its demand", "require", "order", "instruct", "insist", "must", "shall", "be to"}
	// Of acknowledgements: those that take a stand. The others take notice.
	welcoming = []string{
		"welcome", "commend", "hail", "praise", "thank", "congratulate", "applaud", "endorse", "support", "stand with",
		"lend support", "pay tribute", "express appreciation", "express gratitude", "express satisfaction", "express support",
		"reaffirm its support", "reiterate its support", "accept", "appreciate",
	}
	// Of assessments: words of concern. The others state.
	worrying = []string{"condemn", "deplore", "regret", "denounce", "appalled", "alarm", "concern", "dismay", "distress", "outrage", "indignation", "condemnation"}
)

// caveats are the words with which a text reserves something against its own
// words, or against another's reading of them.
var caveats = [...]string{"under no circumstances", "without prejudice"}

// ForceOf is the force of the provision that an act would become. It follows
// the act's own force; the verb decides where that leaves two open. An
// assessment or a recall that carries a duty ("the need to ensure ...")
// reaffirms the duty: it names nobody who is to fulfil it.
func ForceOf(f document.Fields) Force {
	verb := strings.ToLower(f.Verb)
	reserves := slices.ContainsFunc(caveats[:], func(c string) bool { return strings.Contains(verb, c) })
	switch f.Force {
	case document.Commitment:
		if verb == "reserve the right" {
			return Reserves
		}
		return Commits
	case document.Decision:
		return Decides
	case document.Demand:
		if slices.Contains(demanding, strings.TrimPrefix(verb, "further ")) {
			return Demands
		}
		return CallsUpon
	case document.Acknowledgement:
		if slices.Contains(welcoming, verb) || strings.Contains(verb, "with appreciation") || strings.Contains(verb, "with satisfaction") {
			return Welcomes
		}
		return Notes
	case document.Recall:
		switch {
		case reserves:
			return Reserves
		case strings.HasPrefix(verb, "reaffirm"), strings.HasPrefix(verb, "reiterate"), f.Indirect == string(document.Demand):
			return Reaffirms
		}
		return Notes
	}
	switch {
	case reserves:
		return Reserves
	case slices.ContainsFunc(worrying, func(w string) bool { return strings.Contains(verb, w) }):
		return ExpressesConcern
	case strings.HasPrefix(verb, "reaffirm"), f.Indirect == string(document.Demand):
		return Reaffirms
	}
	return Reports
}
