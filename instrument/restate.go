package instrument

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/party"
)

// A Restatement is a provision that an act may be restating.
type Restatement struct {
	Provision ProvisionID
	Share     float64  // of their words in common, by weight, 0 to 1
	Reasons   []string // in words
}

// The shares from which a restatement is proposed. They were chosen by reading
// what is proposed for the texts of the bundled case: two provisions that say
// the same in other words share a third of the weight of their words or more.
// A ground beside the words (the same obligors, a cited instrument, a verb that
// recalls) each lets a quarter less pass, down to a floor below which the words
// in common are those of any text of the sort.
const (
	restatesShare = 0.34
	restatesFloor = 0.16
	restatesMost  = 3 // candidates of an act
)

// An Earlier is the provisions that an act may restate, with how telling each
// of their words is: a word that every provision has tells nothing.
type Earlier struct {
	said   []saidBefore
	weight map[string]float64
	rare   float64 // of a word that none of them has
}

// saidBefore is a provision with its words.
type saidBefore struct {
	Provision
	in    *Instrument
	words map[string]string
}

// NewEarlier prepares the provisions of instruments that were adopted up to and
// on a local day; an empty day takes all.
func NewEarlier(ins []Instrument, on string) *Earlier {
	e := &Earlier{weight: make(map[string]float64)}
	count := make(map[string]int)
	for i := range ins {
		in := &ins[i]
		if on != "" && in.Adopted > on {
			continue
		}
		for _, p := range in.Provisions {
			s := saidBefore{p, in, contentWords(p.Label + " " + p.Text)}
			for w := range s.words {
				count[w]++
			}
			e.said = append(e.said, s)
		}
	}
	n := float64(len(e.said))
	for w, c := range count {
		e.weight[w] = math.Log((n + 1) / float64(c))
	}
	e.rare = math.Log(n + 1)
	return e
}

// Restates proposes which earlier provisions an act restates, the likeliest
// first: by the words of its content in common, who promises, what it cites and
// whether its verb recalls. content is the words of what it says.
func (e *Earlier) Restates(act document.Proposal, content string, d Drafted) []Restatement {
	mine := contentWords(content)
	var out []candidate
	for _, s := range e.said {
		if s.ID == d.Provision.ID {
			continue
		}
		share, common := e.share(mine, s.words)
		same := sameWords(d.Provision.Passages, s.Passages)
		if same == 0 && (share < restatesFloor || len(common) < 2) {
			continue
		}
		var reasons []string
		need := restatesShare
		if same > 0 {
			reasons, need = append(reasons, "it was read from these very words of this text"), 0
		}
		if len(common) > 0 {
			reasons = append(reasons, fmt.Sprintf("%.0f%% of their words by weight in common: %s", 100*share, strings.Join(common[:min(len(common), 6)], ", ")))
		}
		ground := func(holds bool, format string, args ...any) {
			if holds {
				reasons = append(reasons, fmt.Sprintf(format, args...))
				need *= 0.75
			}
		}
		ground(s.in.ID == d.Provision.Instrument, "it stands in the same instrument")
		ground(slices.Contains(d.Cites, s.in.ID), "the act cites its instrument")
		ground(sameParties(d.Provision.Obligor, s.Obligor), "the same are bound by both")
		ground(recalls(act.Fields), "the verb recalls or repeats: %s", act.Fields.Verb)
		if share >= need {
			out = append(out, candidate{Restatement{s.ID, share, reasons}, same})
		}
	}
	slices.SortFunc(out, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.same, a.same), cmp.Compare(len(b.Reasons), len(a.Reasons)), cmp.Compare(b.Share, a.Share), cmp.Compare(a.Provision, b.Provision))
	})
	var best []Restatement
	for _, c := range out[:min(len(out), restatesMost)] {
		best = append(best, c.Restatement)
	}
	return best
}

// A candidate is a restatement, and how much was read from the same words.
type candidate struct {
	Restatement
	same int
}

// sameWords is how many bytes of one text two provisions were both read from, 0
// unless most of the shorter passage lies in the longer one.
func sameWords(a, b []Passage) int {
	most := 0
	for _, x := range a {
		for _, y := range b {
			both := min(x.End, y.End) - max(x.Start, y.Start)
			if x.Text != "" && x.Text == y.Text && 2*both > min(x.End-x.Start, y.End-y.Start) {
				most = max(most, both)
			}
		}
	}
	return most
}

// share is the weight of the words in common over the mean weight of the two
// sides (Dice), and the words in common, the most telling first.
func (e *Earlier) share(a, b map[string]string) (float64, []string) {
	var wa, wb, both float64
	var common []string
	of := func(w string) float64 {
		if v, ok := e.weight[w]; ok {
			return v
		}
		return e.rare
	}
	for _, w := range slices.Sorted(maps.Keys(a)) { // in order, so that sums round alike
		wa += of(w)
		if b[w] != "" {
			both += of(w)
			common = append(common, w)
		}
	}
	for _, w := range slices.Sorted(maps.Keys(b)) {
		wb += of(w)
	}
	slices.SortStableFunc(common, func(x, y string) int { return cmp.Compare(of(y), of(x)) })
	for i, w := range common {
		common[i] = a[w]
	}
	if wa+wb == 0 {
		return 0, nil
	}
	return 2 * both / (wa + wb), common
}

// sameParties reports whether two lists hold the same parties, and any at all.
func sameParties(a, b []party.ID) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return len(a) > 0 && slices.Equal(slices.Compact(a), slices.Compact(b))
}

// recalls reports whether the act's verb says of itself that it was said before.
func recalls(f document.Fields) bool {
	v := strings.ToLower(f.Verb)
	return f.Force == document.Recall || strings.HasPrefix(v, "reaffirm") || strings.HasPrefix(v, "reiterate") || strings.HasPrefix(v, "recall")
}

// contentWords are the words of a text that carry meaning, by their stems.
func contentWords(s string) map[string]string {
	out := make(map[string]string)
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return !unicode.In(r, unicode.Letter, unicode.Mark, unicode.Digit) }) {
		if k := stem(w); out[k] == "" && (len(w) > 2 && !functionWords[w] || isNumber(w)) {
			out[k] = w
		}
	}
	return out
}

func isNumber(w string) bool {
	return w != "" && strings.IndexFunc(w, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// stem takes the commonest endings of English words off, so that "areas" meets
// "area" and "implementing" meets "implement". Two words that it confuses weigh
// a little wrong.
func stem(w string) string {
	for _, end := range [...]string{"ations", "ation", "ements", "ement", "ments", "ment", "ings", "ing", "ies", "ed", "es", "s", "e", "y"} {
		if rest, ok := strings.CutSuffix(w, end); ok && len(rest) >= 4 {
			return rest
		}
	}
	return w
}

// functionWords are those that any text has.
var functionWords = func() map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(`
		the and for with that this those these from into onto upon over under about their its his her our they them
		which who whom whose will shall would should may must can could are was were been being have has had not nor
		all any each both such other others also further including include within without between among through during
		as by in of on or to at be is it an if but only more most than then there here when where while until after before
		inter alia view order regard respect due own same above below out off per via`) {
		set[w] = true
	}
	return set
}()
