package casedir

import (
	"fmt"
	"slices"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

// An Ambiguity is something that a text leaves out or on which its accounts
// differ. It is no fault of the case: it is what nobody can hold a party to.
type Ambiguity struct {
	Instrument instrument.ID          `json:"instrument"`
	Provision  instrument.ProvisionID `json:"provision,omitempty"` // empty: the instrument as a whole
	What       string                 `json:"what"`                // a plain sentence, no trailing period
}

// String is "memo_2017_05_04, memo_2a: names no area".
func (a Ambiguity) String() string {
	if a.Provision == "" {
		return fmt.Sprintf("%s: %s", a.Instrument, a.What)
	}
	return fmt.Sprintf("%s, %s: %s", a.Instrument, a.Provision, a.What)
}

// ambiguities lists what the texts leave out, in the order of instruments and
// provisions.
func ambiguities(f observance.Facts, zone *time.Location) []Ambiguity {
	areas := make(map[place.AreaID]place.Area)
	for _, a := range f.Areas {
		areas[a.ID] = a
	}
	open := make(map[party.ID]bool)
	for _, p := range f.Parties {
		open[p.ID] = p.OpenTo != ""
	}
	certain := f.Case.Thresholds.CertainConfidence
	if certain == "" { // case.yaml could not be read
		certain = defaultCertain
	}
	var out []Ambiguity
	for _, in := range f.Instruments {
		for _, what := range unsaid(in, certain, zone) {
			out = append(out, Ambiguity{Instrument: in.ID, What: what})
		}
		for _, p := range in.Provisions {
			for _, what := range leftOut(p, areas, open) {
				out = append(out, Ambiguity{in.ID, p.ID, what})
			}
		}
	}
	return out
}

// unsaid is what an instrument leaves open of its course.
func unsaid(in instrument.Instrument, certain truceline.Confidence, zone *time.Location) []string {
	day := func(t time.Time) string { return t.In(zone).Format(time.DateOnly) }
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if in.Adopted == "" {
		say("has no date of adoption")
	}
	if slices.ContainsFunc(in.Entries, func(e instrument.Entry) bool { return !e.At.IsZero() && day(e.At) < in.Adopted }) {
		say("entered into force, by some account, before it was adopted on %s", in.Adopted)
	}
	type account struct {
		at, before time.Time
		never      bool
	}
	var accounts []account
	for _, e := range in.Entries {
		if a := (account{e.At, e.Before, e.Never}); !slices.Contains(accounts, a) {
			accounts = append(accounts, a)
		}
	}
	switch {
	case len(accounts) == 0:
		say("no account of its entry into force is on record")
	case len(accounts) > 1:
		say("%d accounts of its entry into force differ", len(accounts))
	case accounts[0].never:
		say("the only account says that it never took effect")
	case accounts[0].before.After(accounts[0].at):
		say("the hour of its entry into force is not stated")
	}
	if len(in.Entries) > 0 && !slices.ContainsFunc(in.Entries, func(e instrument.Entry) bool { return e.Confidence <= certain }) {
		say("every account of its entry into force is below grade %s, so that it is nowhere certain", certain)
	}
	if in.TermText == "" && len(in.Ends) == 0 {
		say("states no term")
	}
	if in.RenewalRule != "" && len(in.Renewals) == 0 {
		say("may be renewed (%s), and no renewal is on record", in.RenewalRule)
	}
	for _, n := range in.Renewals {
		switch {
		case n.By == "":
			say("the renewal of %s names no act on record that renews it: %s", day(n.At), n.How)
		case n.Until.IsZero():
			say("the renewal of %s has no end", day(n.At))
		}
	}
	for _, e := range in.Ends {
		if e.InPractice {
			say("ended in practice on %s by no text: %s", day(e.At), e.How)
		}
	}
	return out
}

// leftOut is what a provision does not say. Only provisions that bind somebody
// to something can leave out who, where, by when and how it is measured.
func leftOut(p instrument.Provision, areas map[place.AreaID]place.Area, open map[party.ID]bool) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if p.Paragraph == "" {
		say("its paragraph is not known")
	}
	due := func(key string) bool { return key == instrument.NoDate || key == instrument.NoClock }
	gaps := p.LeftOut()
	for _, key := range gaps {
		if what := lacking(p, key); what != "" && !due(key) {
			say("%s", what)
		}
	}
	for _, id := range p.Obligor {
		if open[id] {
			say("binds %s, whose membership was never published in full", id)
		}
	}
	for _, id := range p.Areas {
		if areas[id].Standing == place.WordsOnly {
			say("applies in %s, of which no line was ever published", id)
		}
	}
	for _, key := range gaps {
		if due(key) {
			say("%s", lacking(p, key))
		}
	}
	return out
}

// lacking says in a sentence what a key of LeftOut means of a provision; "" of
// what this list does not name: a provision that nobody is named to gain from is
// no fault that a case could mend.
func lacking(p instrument.Provision, key string) string {
	switch nobody := len(p.Obligor) == 0 && len(p.Addressee) == 0; {
	case nobody && (key == instrument.NoObligor || key == instrument.NoAddressee && p.Force == instrument.CallsUpon):
		return "names neither who is bound nor who is addressed"
	case key == instrument.NoObligor:
		return "names who is addressed and not who is bound"
	}
	switch key {
	case instrument.NoArea:
		return "names no area"
	case instrument.NoMeasure:
		return "does not say how observance is measured"
	case instrument.NoDeadline:
		return "asks for something and sets no deadline"
	case instrument.NoDate:
		return "its deadline is in words only: " + p.Deadline.Words
	case instrument.NoClock:
		return "its deadline of " + p.Deadline.Within + " has no stated clock start"
	}
	return ""
}
