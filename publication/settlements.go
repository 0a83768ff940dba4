package publication

import (
	"slices"
	"strings"

	"github.com/truceline/truceline/report"
)

// settlements lists the counts of single settlements. They have no sum: a
// bulletin may name a settlement twice in two spellings, and on many days it
// names settlements without a number.
func (d *draft) settlements() []SettlementRow {
	if d.Case.Release.BlurM > 0 {
		return nil // a name would undo the blur
	}
	var out []SettlementRow
	for _, held := range d.towns {
		c := held.Claim
		place, province := settlement(c)
		out = append(out, SettlementRow{
			ClaimCount: d.claimCount(held), Source: c.Source, Name: d.names.source(c.Source), Metric: c.Metric,
			Place: place, Province: province, Window: inWords(c.Period, d.Zone), Bulletin: c.Bulletin,
			Via: c.Via, URL: c.ViaURL, Published: c.Published, Dated: c.Dated, Remarks: remarks(c),
		})
	}
	return out
}

// settlement is the name of a settlement and of the province in which it is
// said to lie, both as given.
func settlement(c report.Claim) (name, province string) {
	if name = c.Where.Name; name == "" {
		return c.AreaName, ""
	}
	if rest, ok := strings.CutPrefix(c.AreaName, name); ok {
		return name, strings.TrimPrefix(rest, ", ")
	}
	return name, c.AreaName
}

// unsaid is how an import flags a claim without a number, which its row says
// by itself.
const unsaid = "no number is given"

// remarks are the flags of a claim that its row does not say by itself.
func remarks(c report.Claim) []string {
	return slices.DeleteFunc(slices.Clone(c.Flags), func(f string) bool { return c.Uncounted && f == unsaid })
}
