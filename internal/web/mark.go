package web

import (
	"fmt"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/locale"
	"github.com/truceline/truceline/observance"
)

// A Lead is the proposed finding under which a list or a map shows an incident
// that has several: the one that goes furthest. It orders a page and decides
// nothing.
type Lead string

// The leads, furthest first. The first five are proposed findings.
const (
	LeadViolation    = Lead(observance.Violation)
	LeadAlleged      = Lead(observance.AllegedViolation)
	LeadUndetermined = Lead(observance.Undetermined)
	LeadExcepted     = Lead(observance.Excepted)
	LeadOutside      = Lead(observance.Outside)
	LeadNone         = Lead("no_provision") // held, and no provision may have bound it
	LeadWaiting      = Lead("unevaluated")  // recorded and not yet held against the register
)

// Leads lists them in order.
var Leads = [...]Lead{LeadViolation, LeadAlleged, LeadUndetermined, LeadExcepted, LeadOutside, LeadNone, LeadWaiting}

// leadOf is the lead of an incident.
func leadOf(h observance.Held) Lead {
	if !h.Held {
		return LeadWaiting
	}
	for _, l := range Leads {
		for _, f := range h.Findings {
			if Lead(f.Proposed) == l {
				return l
			}
		}
	}
	return LeadNone
}

// shape is the symbol that draws a lead: shape and fill differ, so that it is
// told apart without colour.
func (l Lead) shape() string {
	switch l {
	case LeadViolation:
		return "violation"
	case LeadAlleged:
		return "alleged"
	case LeadUndetermined:
		return "undetermined"
	case LeadExcepted:
		return "excepted"
	}
	return "outside"
}

// A mark is a lead as a symbol with its word.
type mark struct{ Shape, Word string }

func (f frame) mark(l Lead) mark {
	return mark{Shape: l.shape(), Word: f.T(locale.Key("lead." + string(l)))}
}

// Marks is the legend: every shape that the page's maps and charts draw.
func (f frame) Marks() []mark {
	return []mark{f.mark(LeadViolation), f.mark(LeadAlleged), f.mark(LeadUndetermined), f.mark(LeadExcepted),
		{Shape: LeadOutside.shape(), Word: f.T("legend.rest")}}
}

// An answer is one of the three answers as a word with its class.
type answer struct{ Class, Word string }

func (f frame) answer(a truceline.Answer) answer {
	return answer{Class: a.String(), Word: f.T(locale.Key("answer." + a.String()))}
}

// A replyRow is one of the seven questions with its answer in sentences.
type replyRow struct {
	Question string
	Short    string // the question in a word
	Answer   answer
	Share    string // of the time or place, "10% to 60%"; empty where there is none to measure
	Because  []string
	Settles  bool // its answer would settle the finding
}

func (f frame) reply(r observance.Reply) replyRow {
	question := f.T(locale.Key("question." + string(r.Question)))
	short, _, _ := strings.Cut(question, ":")
	row := replyRow{
		Question: question,
		Short:    short,
		Answer:   f.answer(r.Answer),
		Because:  r.Because,
	}
	if r.Share != nil {
		row.Share = f.T("share.of", percent(*r.Share))
	}
	return row
}

// percent writes a share to two digits; what is not all is never written as
// all, nor what is not nothing as nothing.
func percent(s truceline.Share) string {
	one := func(v float64) string {
		switch v *= 100; {
		case v > 99 && v < 100:
			return ">99%"
		case v > 0 && v < 0.01:
			return "<0.01%"
		default:
			return fmt.Sprintf("%.3g%%", v)
		}
	}
	if v, same := s.Measured(); same {
		return one(v)
	}
	return one(s.Min) + "–" + one(s.Max)
}
