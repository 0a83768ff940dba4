package instrument

// The keys by which pages and lists name what a text leaves out.
const (
	NoObligor   = "missing.obligor"
	NoAddressee = "missing.addressee"
	NoArea      = "missing.area"
	NoDeadline  = "missing.deadline"
	NoDate      = "missing.date"  // a deadline in words, from which no date follows
	NoClock     = "missing.clock" // a duration, counted from nothing that is said
	NoMeasure   = "missing.measure"
	// Of a draft only: until a person settles them.
	OpenNames     = "missing.names"     // a name that the case does not know
	OpenCondition = "missing.condition" // a condition, of which it is not said who finds it fulfilled
)

// Binds reports whether a provision of this force asks something of somebody:
// only such a one can leave out who, where, by when and how it is measured.
func (f Force) Binds() bool {
	return f == Commits || f == Decides || f == Demands || f == CallsUpon
}

// LeftOut is what the text of a provision leaves out of who, to whom, where and
// when, as keys, in a fixed order. An omission is no fault of the text; it is
// what readers dispute. A call binds nobody, so that it lacks no obligor.
func (p Provision) LeftOut() []string {
	var out []string
	binds, prohibits := p.Force.Binds(), len(p.Conduct) > 0
	for _, m := range []struct {
		open bool
		key  string
	}{
		{binds && p.Force != CallsUpon && len(p.Obligor) == 0, NoObligor},
		{binds && len(p.Addressee) == 0 && len(p.Beneficiary) == 0 && !prohibits, NoAddressee},
		{binds && len(p.Areas) == 0, NoArea},
		{binds && !prohibits && p.Deadline == nil && p.Recurrence == "", NoDeadline},
		{p.Deadline != nil && p.Deadline.On == "" && p.Deadline.Within == "", NoDate},
		{p.Deadline != nil && p.Deadline.Within != "" && p.Deadline.ClockStart == "" && p.Deadline.On == "", NoClock},
		{binds && p.Measure == "", NoMeasure},
	} {
		if m.open {
			out = append(out, m.key)
		}
	}
	return out
}
