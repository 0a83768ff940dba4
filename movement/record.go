package movement

import (
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// A State says what the record holds of a group in an area and a month.
type State string

// The states of a cell.
const (
	Reported   State = "reported"     // at least one incident that names the group surely lies there and then
	Possible   State = "possible"     // none surely, at least one possibly
	Without    State = "without"      // incidents were reported there and then, and none of them names the group
	Unobserved State = "not_observed" // no source reported anything that surely lay there and then
	NotThen    State = "no_area"      // the area did not stand then
	Withheld   State = "withheld"     // the release rule does not let the month be shown yet
)

// A Record is the presence of excluded groups as reported.
type Record struct {
	Case     string             `json:"case"`
	Division string             `json:"division"`
	Span     truceline.Interval `json:"span"`
	Known    time.Time          `json:"known"`
	Quiet    int                `json:"quiet"` // months observed without a group before it counts as gone
	Zone     string             `json:"zone"`
	Release  Rule               `json:"release"`
	Refused  string             `json:"refused,omitempty"` // why there is no record at all
	Rules    []string           `json:"rules"`             // of the release, in sentences
	Means    []string           `json:"means"`             // what the words and numbers mean, in sentences
	Months   []Month            `json:"months"`            // those that meet the span, withheld ones included
	Last     Month              `json:"last_month"`        // the last that may be shown
	Areas    []place.AreaID     `json:"areas"`             // of the division, those that may be shown, by id
	TooSmall []place.AreaID     `json:"too_small,omitempty"`
	Effort   []Effort           `json:"effort"` // of each area and each month shown
	Groups   []Group            `json:"groups"`
	Silent   []Name             `json:"silent"` // matched groups that no incident of the months names
	Told     []Told             `json:"told"`   // incidents that themselves tell of a relocation or of presence
	Duties   []Duty             `json:"duties"` // provisions that oblige parties in this
	Withheld int                `json:"withheld"`
}

// An Effort is how much was reported of an area and a month, by anybody and of
// anybody: what a number of incidents with a group is held against.
type Effort struct {
	Area     place.AreaID      `json:"area"`
	Month    Month             `json:"month"`
	Sure     []incident.ID     `json:"sure"`     // incidents that surely lie there and then
	Possible []incident.ID     `json:"possible"` // those that possibly do, slight ones left out
	Sources  []report.SourceID `json:"sources"`  // of the sure ones
	Origins  int               `json:"origins"`  // independent origins that these name
}

// A Group is the record of one group.
type Group struct {
	Name
	Named   []Count  `json:"named"`  // by which of its parties' names, over the months shown
	Listed  Answers  `json:"listed"` // the same incidents, by the list as of their days
	Cells   []Cell   `json:"cells"`  // every area and month, by area and month
	Changes []Change `json:"changes"`
	// Together are a vanishing and an appearance of the group in two areas within
	// the same or adjoining months.
	Together []Together `json:"together"`
	// Unplaced are incidents that name the group and that no cell holds as sure or
	// possible: their place or time is too wide, or they lie in no area shown.
	Unplaced []incident.ID `json:"unplaced"`
}

// A Count is the incidents that name a party.
type Count struct {
	Party     party.ID      `json:"party"`
	Incidents []incident.ID `json:"incidents"`
}

// Answers are incidents by what the list, as of their days, says of the parties
// that they name.
type Answers struct {
	Yes     []incident.ID `json:"yes"`
	Unknown []incident.ID `json:"unknown"`
	No      []incident.ID `json:"no"`
}

// N is how many incidents there are.
func (a Answers) N() int { return len(a.Yes) + len(a.Unknown) + len(a.No) }

func (a *Answers) add(id incident.ID, answer truceline.Answer) {
	switch answer {
	case truceline.Yes:
		a.Yes = append(a.Yes, id)
	case truceline.No:
		a.No = append(a.No, id)
	default:
		a.Unknown = append(a.Unknown, id)
	}
}

// Listed counts incidents by what the list, as of their days, says of the
// parties that they name.
type Listed struct {
	Yes     int `json:"yes"`
	Unknown int `json:"unknown"`
	No      int `json:"no"`
}

func (l *Listed) add(a truceline.Answer) {
	switch a {
	case truceline.Yes:
		l.Yes++
	case truceline.No:
		l.No++
	default:
		l.Unknown++
	}
}

// A Cell is a group in an area and a month.
type Cell struct {
	Area  place.AreaID  `json:"area"`
	Month Month         `json:"month"`
	State State         `json:"state"`
	Sure  []incident.ID `json:"sure,omitempty"`
	// Possible are those of which the place, the time or who acted is not certain.
	Possible []Maybe       `json:"possible,omitempty"`
	Slight   []incident.ID `json:"slight,omitempty"` // see LeastShare
	// Set are incidents surely there and then that name no party of the group and
	// a name for several of which one may be meant.
	Set     []incident.ID     `json:"set,omitempty"`
	Listed  Listed            `json:"listed"`            // of the sure and the possible
	Sources []report.SourceID `json:"sources,omitempty"` // of the sure ones or, if there are none, of the possible ones
	Origins []string          `json:"origins,omitempty"` // likewise, independent
	First   string            `json:"first,omitempty"`   // first local day of the same, where the rule lets days be given
	LastDay string            `json:"last,omitempty"`
}

// A Maybe is an incident that possibly lies in a cell: what is certain of it.
type Maybe struct {
	Incident incident.ID      `json:"incident"`
	Area     truceline.Answer `json:"area"`            // that it lies in the area
	Month    truceline.Answer `json:"month"`           // that it was in the month
	Acted    truceline.Answer `json:"acted"`           // that the group took part, by its reports
	Share    *truceline.Share `json:"share,omitempty"` // of its place in the area, where the rule lets it be given
}

// A Turn says which way a group changed.
type Turn string

// The turns.
const (
	Appeared Turn = "appeared"
	Vanished Turn = "vanished"
)

// A Change is where a group was reported to appear in an area or to vanish from
// it: a month with a sure incident before or after which enough months were
// observed without one.
type Change struct {
	Turn  Turn         `json:"turn"`
	Area  place.AreaID `json:"area"`
	Month Month        `json:"month"` // the first with the group, or the last
	// Other is the month with the group on the other side of the months without
	// it; nil if there is none in the record.
	Other *Month `json:"other,omitempty"`
	// Between the two, or up to the edge of the record at Edge:
	Without  int           `json:"without"`       // months observed without the group
	Blind    int           `json:"not_observed"`  // months in which nothing was reported there, or the area did not stand
	Possible int           `json:"only_possible"` // months in which the group is only possible
	Slight   []incident.ID `json:"slight"`        // those that are slightly possible there and then
	Set      []incident.ID `json:"set"`           // those that name only a set of which the group may be one
	Edge     Month         `json:"edge"`          // the month of Other, or the first or last of the record
	// Of the month itself:
	Incidents []incident.ID `json:"incidents"` // sure ones
	Origins   int           `json:"origins"`   // independent origins of these
}

// A Together is a vanishing and an appearance that stand close in time. It says
// nothing of whether they have to do with each other.
type Together struct {
	From     place.AreaID `json:"from"` // where the group vanished
	Last     Month        `json:"last"`
	To       place.AreaID `json:"to"` // where it appeared
	First    Month        `json:"first"`
	Again    bool         `json:"again"`    // it had been reported in To before
	Returned *Month       `json:"returned"` // when it was reported in From again; nil if never
	// Told are incidents of the two months that themselves tell of a relocation.
	Told []incident.ID `json:"told,omitempty"`
}

// A Told is an incident whose kind is, by the act catalogue, the relocation or
// the presence of a designated group: a report that itself says so.
type Told struct {
	Incident incident.ID      `json:"incident"`
	Act      instrument.ActID `json:"act"`
	Month    Month            `json:"month"` // in which it may have begun
	Sure     []place.AreaID   `json:"sure"`  // areas of the division in which it surely lies
	Possible []place.AreaID   `json:"possible"`
	Groups   []string         `json:"groups"` // ids of the groups that it names
}

// A Duty is a provision that obliges parties to keep designated groups from
// moving or from being there, or to fight or part from them.
type Duty struct {
	Provision  instrument.ProvisionID `json:"provision"`
	Instrument instrument.ID          `json:"instrument"`
	Of         string                 `json:"of"`      // relocation, presence or fight
	Applied    truceline.Answer       `json:"applied"` // throughout the months asked for, or in none
	AppliedIn  truceline.Share        `json:"share"`   // of these months
}
