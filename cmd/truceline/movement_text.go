package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/truceline/truceline/movement"
	"github.com/truceline/truceline/place"
)

// writeMovement writes a record of presence for a terminal: of each group a line
// an area, a sign a month, and what changed in sentences.
func writeMovement(w io.Writer, r movement.Record, name func(place.AreaID) string) error {
	p := printer{w: w}
	if r.Refused != "" {
		p.say("%s\n", r.Refused)
	}
	if len(r.Groups) > 0 {
		p.say("%s to %s, a sign a month: # reported, + only possible, 0 without it, . not observed, - no area then, ~ withheld\n", r.Months[0], r.Months[len(r.Months)-1])
	}
	for _, g := range r.Groups {
		p.group(g, len(r.Months), name)
	}
	for _, n := range r.Silent {
		p.say("\n%s: no incident of these months names it\n", groupWords(n))
	}
	p.say("\n%s that themselves tell of a relocation or of presence\n", plural(len(r.Told), "incident", "incidents"))
	for _, x := range r.Told {
		p.say("  %s %s %s\n", x.Month, x.Incident, x.Act)
	}
	p.say("\n%s in this\n", plural(len(r.Duties), "provision obliges parties", "provisions oblige parties"))
	for _, x := range r.Duties {
		p.say("  %s (%s): applied %s\n", x.Provision, x.Of, x.Applied)
	}
	for _, s := range slices.Concat(r.Rules, r.Means) {
		p.say("\n%s\n", s)
	}
	return p.err
}

// A printer writes lines and keeps the first error.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) say(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

func groupWords(n movement.Name) string {
	switch {
	case n.ID == movement.Unnamed:
		return "excluded groups, which the case lets nobody name"
	case n.Listed == "":
		return n.ID
	case n.Decided && n.ID == n.Entry:
		return n.ID + " " + n.Listed
	case n.Decided:
		return fmt.Sprintf("%s, of %s %s", n.ID, n.Entry, n.Listed)
	}
	return fmt.Sprintf("%s, whose match to %s %s nobody decided", n.ID, n.Entry, n.Listed)
}

var signs = map[movement.State]string{
	movement.Reported: "#", movement.Possible: "+", movement.Without: "0", movement.Unobserved: ".", movement.NotThen: "-", movement.Withheld: "~",
}

func (p *printer) group(g movement.Group, months int, name func(place.AreaID) string) {
	l := g.Listed
	p.say("\n%s: %s; by the list as of their days excluded: yes %d, unknown %d, no %d\n", groupWords(g.Name), plural(l.N(), "incident", "incidents"), len(l.Yes), len(l.Unknown), len(l.No))
	for _, n := range g.Named {
		p.say("  named as %s: %d\n", n.Party, len(n.Incidents))
	}
	for ; len(g.Cells) >= months && months > 0; g.Cells = g.Cells[months:] {
		row := ""
		sure := 0
		for _, c := range g.Cells[:months] {
			row += signs[c.State]
			sure += len(c.Sure)
		}
		p.say("  %s %5d  %s\n", row, sure, name(g.Cells[0].Area))
	}
	for _, c := range g.Changes {
		p.say("  %s: %s\n", c.Turn, c.English(name))
	}
	for _, x := range g.Together {
		p.say("  close in time: %s\n", x.English(name))
	}
}
