package acled

import (
	"fmt"
	"strings"

	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/report"
)

// A role is what kind of actor stands on a side, by the INTER codes of the
// codebook: numbers up to the edition of 2023, words since 2024.
type role int

const (
	unsaid role = iota
	stateForces
	rebels
	politicalMilitia
	identityMilitia
	rioters
	protesters
	civilians
	external
	unknownRole // a code that the codebook does not have
)

// interOf reads an inter code. 0 and an empty one say that there is no actor.
func interOf(text string) role {
	switch strings.ToLower(text) {
	case "", "0":
		return unsaid
	case "1", "state forces":
		return stateForces
	case "2", "rebel group", "rebel groups":
		return rebels
	case "3", "political militia", "political militias":
		return politicalMilitia
	case "4", "identity militia", "identity militias":
		return identityMilitia
	case "5", "rioters":
		return rioters
	case "6", "protesters":
		return protesters
	case "7", "civilians":
		return civilians
	case "8", "external/other forces", "other forces", "external forces":
		return external
	}
	return unknownRole
}

// A happening is what a row says of the kind of an event.
type happening struct {
	codes   []string
	form    report.Form
	means   []string
	remarks []string
}

// The event types of the codebook, as it spells them, and those of exports from
// before 2019 by their beginnings. Protests, riots and strategic developments
// name actors and not who did what to whom.
const (
	battles   = "Battles"
	remote    = "Explosions/Remote violence"
	onCivil   = "Violence against civilians"
	protests  = "Protests"
	riots     = "Riots"
	strategic = "Strategic developments"
)

var eventTypes = [...]string{battles, remote, onCivil, protests, riots, strategic}

// A subType is a sub-event type of the codebook, and the means that the type
// itself names: one that may be any of several ("Remote
// explosive/landmine/IED") names none.
type subType struct{ event, name, means string }

var subTypes = [...]subType{
	{battles, "Armed clash", ""},
	{battles, "Government regains territory", ""},
	{battles, "Non-state actor overtakes territory", ""},
	{remote, "Chemical weapon", "chemical weapon"},
	{remote, "Air/drone strike", "airstrike"},
	{remote, "Suicide bomb", "suicide bomb"},
	{remote, "Shelling/artillery/missile attack", "shelling"},
	{remote, "Remote explosive/landmine/IED", ""},
	{remote, "Grenade", "grenade"},
	{onCivil, "Sexual violence", ""},
	{onCivil, "Attack", ""},
	{onCivil, "Abduction/forced disappearance", ""},
	{protests, "Peaceful protest", ""},
	{protests, "Protest with intervention", ""},
	{protests, "Excessive force against protesters", ""},
	{riots, "Violent demonstration", ""},
	{riots, "Mob violence", ""},
	{strategic, "Agreement", ""},
	{strategic, "Arrests", ""},
	{strategic, "Change to group/activity", ""},
	{strategic, "Disrupted weapons use", ""},
	{strategic, "Headquarters or base established", ""},
	{strategic, "Looting/property destruction", ""},
	{strategic, "Non-violent transfer of territory", ""},
	{strategic, "Other", ""},
}

// kindOf reads what happened. A type that the codebook does not have is kept as
// given, which is remarked.
func (rd *reader) kindOf(row *csvrows.Row) happening {
	event, sub := row.Text("event_type"), row.Text("sub_event_type")
	if event == "" {
		row.Refuse("event_type", "empty; it is one of %s", strings.Join(eventTypes[:], ", "))
		return happening{}
	}
	h := happening{form: report.Unsaid}
	spelling := ""
	for _, e := range eventTypes {
		if strings.EqualFold(e, event) {
			spelling = e
		}
	}
	if spelling == "" {
		spelling = event
		if !old(event) {
			h.remarks = append(h.remarks, fmt.Sprintf("%q is not an event type of the codebook; it is kept as given", event))
		}
	}
	name, known := sub, false
	for _, s := range subTypes {
		if strings.EqualFold(s.name, sub) && (!known || s.event == spelling) {
			name, known = s.name, true
			if s.means != "" {
				h.means = []string{s.means}
			}
			if h.remarks == nil && s.event != spelling && !old(event) {
				h.remarks = append(h.remarks, fmt.Sprintf("%q is a sub-event type of %s and not of %s; both are kept as given", sub, s.event, spelling))
			}
		}
	}
	if sub != "" && !known {
		h.remarks = append(h.remarks, fmt.Sprintf("%q is not a sub-event type of the codebook; it is kept as given", sub))
	}
	h.codes = rd.codesOf(spelling, name)
	h.form = rd.form(row, spelling)
	for _, column := range [...]string{"inter1", "inter2"} {
		if interOf(row.Text(column)) == unknownRole {
			h.remarks = append(h.remarks, fmt.Sprintf("%q in %s is not a code of the codebook", row.Text(column), column))
		}
	}
	return h
}

// old reports whether an event type is one of an export from before 2019.
func old(event string) bool {
	e := strings.ToLower(event)
	return strings.HasPrefix(e, "battle-") || e == "remote violence" || e == "riots/protests" || e == "strategic development" ||
		e == "headquarters or base established" || e == "non-violent transfer of territory"
}

// codesOf are the codes of an event, which the act catalogue of a case maps.
func (rd *reader) codesOf(event, sub string) []string {
	key := event + "\x00" + sub
	codes, known := rd.codes[key]
	if !known {
		codes = []string{strings.Clone("acled:event_type=" + event)}
		if sub != "" {
			codes = append(codes, "acled:sub_event_type="+sub)
		}
		rd.codes[strings.Clone(key)] = codes
	}
	return codes
}

// form says how the sides stand to each other. Battles have two. Violence
// against civilians has one that acts, and so have explosions and remote
// violence that the row says were upon civilians; of the others the codebook
// leaves room for exchanges of fire, so that nothing is said.
func (rd *reader) form(row *csvrows.Row, event string) report.Form {
	e := strings.ToLower(event)
	switch {
	case strings.HasPrefix(e, "battle"):
		return report.TwoSided
	case e == strings.ToLower(onCivil):
		return report.OneSided
	case (e == strings.ToLower(remote) || e == "remote violence") && toCivilians(row):
		return report.OneSided
	}
	return report.Unsaid
}

// toCivilians reports whether a row says that its target were civilians: by the
// column that newer exports have for it, else by who stands on side 2.
func toCivilians(row *csvrows.Row) bool {
	return strings.EqualFold(row.Text("civilian_targeting"), "Civilian targeting") || interOf(row.Text("inter2")) == civilians
}
