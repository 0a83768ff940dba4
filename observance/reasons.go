package observance

import (
	"fmt"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// because adds a sentence to the reply that is being worked out.
func (h *hearing) because(format string, args ...any) {
	if h.explain {
		h.reply.Because = append(h.reply.Because, fmt.Sprintf(format, args...))
	}
}

func (h *hearing) inForceReasons(s truceline.Share) {
	when := span(h.in.When, h.zone)
	switch s.Answer() {
	case truceline.Yes:
		h.because("%s (%s) applied throughout %s", h.ID, h.name(), when)
	default:
		h.because("%s (%s) may have applied on %s: share of that time in force %s", h.ID, h.name(), when, s)
	}
	if !h.From.IsZero() {
		h.because("%s takes effect on %s", h.ID, h.From.In(h.zone).Format("2 January 2006"))
	}
	if !h.To.IsZero() {
		h.because("%s ends on %s", h.ID, h.To.In(h.zone).Format("2 January 2006"))
	}
	for _, r := range h.of.TermReasons(h.rules, h.in.When) {
		h.because("%s: %s", h.of.ID, r)
	}
}

func (h *hearing) name() string { return h.of.Names.In("en") + ", " + h.Paragraph }

func (h *hearing) areaReasons(s truceline.Share) {
	h.because("%s", h.placeWords())
	if len(h.Areas) == 0 {
		h.because("%s names no area", h.ID)
		return
	}
	var in []string
	for _, id := range h.Areas {
		share, ok := h.atlas.Share(h.in.Where, id)
		stood := h.areas[id].Term.During(h.in.When).Answer()
		if !ok || stood == truceline.No || share.Answer() == truceline.No {
			continue
		}
		words := fmt.Sprintf("%s (%s, %s)", h.areas[id].Names.In("en"), id, standingWords(h.areas[id].Standing))
		if share.Answer() == truceline.Yes {
			words += ": inside"
		} else {
			words += ": share inside " + share.String()
		}
		if stood == truceline.Unknown {
			words += "; whether the area still stood then is disputed"
		}
		in = append(in, words)
	}
	h.because("%s applies in %s", h.ID, strings.Join(in, "; "))
	if s.Answer() == truceline.Unknown {
		h.because("how much of the uncertain place lies where it applied: %s", s)
	}
}

func standingWords(s place.Standing) string {
	switch s {
	case place.Agreed:
		return "agreed line"
	case place.Indicative:
		return "indicative line"
	}
	return "words only, no line was published"
}

// placeWords says where the incident is reported, with its uncertainty.
func (h *hearing) placeWords() string {
	w := h.in.Where
	name := w.Name
	if name == "" {
		name = "an unnamed place"
	}
	switch {
	case w.Within != "":
		words := string(w.Within)
		if a, ok := h.areas[w.Within]; ok {
			words = a.Names.In("en") + " (" + words + ")"
		}
		return fmt.Sprintf("reported somewhere in %s, as %q", words, name)
	case w.RadiusM == 0:
		return fmt.Sprintf("reported at %q, a position that the source calls exact", name)
	}
	return fmt.Sprintf("reported at %q, within %.3g km", name, w.RadiusM/1000)
}

func (h *hearing) boundReasons(a report.Actor, answer truceline.Answer) {
	name := h.partyName(a.Party)
	switch {
	case answer == truceline.Yes:
		h.because("%s was bound by %s%s", name, h.ID, h.through(a.Party))
	case answer == truceline.No && len(h.Obligor) == 0:
		h.because("%s was not bound by %s, which binds nobody", name, h.ID)
	case answer == truceline.No:
		h.because("%s was not bound by %s: no adherence of it to %s is on record for that time", name, h.ID, h.of.ID)
	case h.roll.Set(a.Party):
		h.because("%s is a name for several parties, and not all of them were bound by %s", name, h.ID)
	default:
		h.because("whether %s was bound by %s is disputed or not published%s", name, h.ID, h.through(a.Party))
	}
}

// through says by which adherence a party was bound: its own, or that of
// something that it is a member of.
func (h *hearing) through(id party.ID) string {
	p, ok := h.roll.Party(id)
	if !ok {
		return ""
	}
	for _, a := range p.Adherence {
		if a.Instrument == string(h.of.ID) && a.Term.During(h.in.When).Max > 0 {
			return adherenceWords(h.roll, a, h.zone)
		}
	}
	for _, m := range p.MemberOf {
		if m.Term.During(h.in.When).Max == 0 {
			continue
		}
		if w := h.through(m.Party); w != "" {
			return ", as part of " + h.partyName(m.Party) + w
		}
	}
	return ""
}

func adherenceWords(roll *party.Roll, a party.Adherence, zone *time.Location) string {
	w := ", adhering to " + a.Instrument
	if len(a.Term.Possible) > 0 && !a.Term.Possible[0].From.IsZero() {
		w += " since " + a.Term.Possible[0].From.In(zone).Format("2 January 2006")
	}
	if g, ok := roll.Party(a.Through); ok {
		w += ", answered for by " + g.Names.In("en")
	}
	return w
}

func (h *hearing) conductReasons(meant instrument.Act, answer truceline.Answer) {
	name := meant.Names.In("en")
	switch answer {
	case truceline.Yes:
		h.because("the act reported, %s (%s), is prohibited by %s", name, meant.ID, h.ID)
	case truceline.No:
		h.because("the act reported, %s (%s), is not among those that %s prohibits (%s)", name, meant.ID, h.ID, joinIDs(h.Conduct))
	default:
		h.because("the act reported, %s (%s), is too general: %s prohibits only %s", name, meant.ID, h.ID, joinIDs(h.Conduct))
	}
}

func (h *hearing) sideNames() string {
	names := make([]string, len(h.Between))
	for i, s := range h.Between {
		names[i] = s.Name
	}
	return strings.Join(names, " and ")
}

func (h *hearing) excludedReasons(a report.Actor) {
	if a.Party == "" {
		h.because("the actor %q is not resolved to a party", a.Name)
		return
	}
	name := h.partyName(a.Party)
	if p, ok := h.roll.Party(a.Party); ok && p.Kind == party.PopulationKind {
		h.because("%s are no designated group", name)
		return
	}
	if h.roll.Set(a.Party) && h.isExcluded(a) == truceline.Unknown {
		h.because("%s is a name for several parties, and does not say which of them took part; some are matched to a designation list", name)
		for _, m := range h.roll.Members(a.Party) {
			if h.list.Excluded(m.Party).Intersect(m.Term).During(h.in.When).Max == 0 {
				continue
			}
			for _, r := range h.list.Reasons(m.Party, h.partyName(m.Party), h.in.When, h.zone) {
				h.because("%s", r)
			}
		}
		return
	}
	for _, r := range h.list.Reasons(a.Party, name, h.in.When, h.zone) {
		h.because("%s", r)
	}
}

func (h *hearing) evidenceReasons() {
	origins := "no origin is named"
	switch n := len(h.in.Origins); {
	case n == 1:
		origins = "one origin: " + h.in.Origins[0]
	case n > 1:
		origins = fmt.Sprintf("%d independent origins: %s", n, strings.Join(h.in.Origins, ", "))
	}
	h.because("the fact is %s; %s (%s)", h.in.Fact, origins, strings.Join(h.in.Reports, ", "))
}

func (r *Register) partyName(id party.ID) string {
	if p, ok := r.roll.Party(id); ok {
		return p.Names.In("en")
	}
	return string(id)
}

func joinIDs[T ~string](ids []T) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = string(id)
	}
	return strings.Join(parts, ", ")
}

// span says an interval in local days, or in hours where it is no whole days.
func span(iv truceline.Interval, zone *time.Location) string {
	from, to := iv.From.In(zone), iv.To.In(zone)
	whole := func(t time.Time) bool { h, m, s := t.Clock(); return h+m+s == 0 }
	if !whole(from) || !whole(to) {
		return from.Format("15:04 on 2 January 2006") + " to " + to.Format("15:04 on 2 January 2006")
	}
	last := to.AddDate(0, 0, -1)
	if !last.After(from) {
		return from.Format("2 January 2006")
	}
	return from.Format("2 January 2006") + " to " + last.Format("2 January 2006")
}
