package web

import (
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/locale"
)

// The parts of a page that parts.html draws each take one struct: what it shows
// and the frame that its words and links come from.

// A termPart is all that the part "terms" may refer to.
type termPart struct {
	Chart termChart
	Label string
}

// Drawn is the chart of the register.
func (p registerPage) Drawn() termPart { return termPart{p.Chart, p.T("register.terms")} }

// Drawn is the chart of one instrument.
func (p instrumentPage) Drawn() termPart { return termPart{p.Chart, p.T("register.terms")} }

// An appliesPart is all that the part "applies" may refer to.
type appliesPart struct {
	Page    frame
	Applies []appliesGroup
}

// Answers is what applied at the place and time asked about.
func (p appliedPage) Answers() appliesPart { return appliesPart{p.frame, p.Groups} }

// A provisionPart is all that the part "provision" may refer to.
type provisionPart struct {
	Page frame
	Row  provisionRow
}

// Part is a provision in full.
func (f frame) Part(row provisionRow) provisionPart { return provisionPart{f, row} }

// A bondPart is all that the part "bonds" may refer to.
type bondPart struct {
	Page  frame
	Title string
	Rows  []bond
}

// Ties is a table of dated ties under a heading.
func (f frame) Ties(title locale.Key, rows []bond) bondPart { return bondPart{f, f.T(title), rows} }

// ProvisionCite cites a provision by its id as a page has it.
func (f frame) ProvisionCite(id string) string {
	return f.ProvisionName(instrument.ProvisionID(id))
}

// An areasPart is all that the part "arearows" may refer to.
type areasPart struct {
	Page frame
	Kind string
	Rows []areaRow
}

// Group is some rows of a group of areas.
func (p situationPage) Group(g areaGroup, rows []areaRow) areasPart {
	return areasPart{p.frame, g.Kind, rows}
}

// A countPart is all that the part "countcell" may refer to.
type countPart struct {
	Page frame
	Cell countCell
}

// Cell is a count with what is possible beside it.
func (f frame) Cell(c countCell) countPart { return countPart{f, c} }

// A deathsPart is all that the part "deathscell" may refer to.
type deathsPart struct {
	Page frame
	Cell deathsCell
}

// Dead is the bounds of reported deaths.
func (f frame) Dead(c deathsCell) deathsPart { return deathsPart{f, c} }

// A bothPart is all that the part "pair" may refer to.
type bothPart struct {
	Page frame
	Pair pairTable
}

// Both is two reports beside each other.
func (f frame) Both(t pairTable) bothPart { return bothPart{f, t} }

// A versionsPart is all that the part "versions" may refer to.
type versionsPart struct {
	Page     frame
	Versions []versionRow
}

// History is every state of the incident on record.
func (p incidentPage) History() versionsPart { return versionsPart{p.frame, p.Versions} }

// History is every state of the incident on record.
func (p movedPage) History() versionsPart { return versionsPart{p.frame, p.Versions} }

// A volumePart is all that the part "volume" may refer to.
type volumePart struct {
	Chart volume
	Label string
}

// Volume is a chart of what came in, named by what it counts.
func (p sourcePage) Volume(what locale.Key, v volume) volumePart {
	return volumePart{v, p.T("volume.label", p.T(what), p.T(v.Step))}
}

// A takensPart is all that the part "takens" may refer to.
type takensPart struct {
	Page  frame
	Rows  []takenRow
	Named bool // the rows are of several files
}

// Taken is times that files were taken in.
func (f frame) Taken(rows []takenRow, named bool) takensPart { return takensPart{f, rows, named} }

// A refusalsPart is all that the part "refusals" may refer to.
type refusalsPart struct {
	Page frame
	Rows []csvrows.Refusal
}

// Refusals are rows that were refused.
func (f frame) Refusals(rows []csvrows.Refusal) refusalsPart { return refusalsPart{f, rows} }

// A restsPart is all that the part "rests" may refer to.
type restsPart struct {
	Page   frame
	Rows   []listGround
	Stated int // entries that only the case states
}

// Resting is on which files of lists an answer rests.
func (f frame) Resting(rows []listGround, stated int) restsPart { return restsPart{f, rows, stated} }
