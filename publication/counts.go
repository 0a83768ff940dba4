package publication

import (
	"cmp"
	"maps"
	"slices"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// The kinds of area that an edition counts by, in this order. Governorates are
// always printed; the others when they have anything.
var areaKinds = [3]string{governorate, "de_escalation_area", namedPlace}

const governorate, namedPlace = "governorate", "named_place"

// areas counts the incidents of all the case, of every governorate, and of the
// other areas that are worth a row.
func (d *draft) areas() []AreaRow {
	row := func(per, prev, tot *members) AreaRow {
		r := AreaRow{Period: d.census.tally(per), Previous: d.census.tally(prev)}
		if d.hasTotal() {
			t := d.census.tally(tot)
			r.Total = &t
		}
		return r
	}
	whole := row(d.census.all(d.Period), d.census.all(d.previous), d.census.all(d.total))
	whole.Name = "All of the case"
	out := []AreaRow{whole}

	per, prev, tot := d.byArea(d.Period), d.byArea(d.previous), d.byArea(d.total)
	for _, kind := range areaKinds {
		var ids []place.AreaID
		for id, a := range d.names.areas {
			if a.Kind == kind && d.hides.mayName(id) && worthARow(kind, per[id], prev[id], tot[id]) {
				ids = append(ids, id)
			}
		}
		slices.Sort(ids)
		none := &members{}
		for _, id := range ids {
			r := row(cmp.Or(per[id], none), cmp.Or(prev[id], none), cmp.Or(tot[id], none))
			r.Area, r.Name, r.Kind, r.Standing = id, d.names.area(id), kind, d.names.areas[id].Standing
			out = append(out, r)
		}
	}
	return out
}

// worthARow reports whether an area stands in the table: each of the first
// kind, a named place where something surely happened in either period (the
// disc of one uncertain report touches every town around it), and any other
// with anything at all.
func worthARow(kind string, period, previous, total *members) bool {
	sure := func(m *members) bool { return m != nil && len(m.certain) > 0 }
	switch kind {
	case governorate:
		return true
	case namedPlace:
		return sure(period) || sure(previous)
	}
	return period != nil || previous != nil || total != nil
}

// byArea is the incidents that surely or possibly lie in each area in a window;
// areas without any have no entry.
func (d *draft) byArea(window truceline.Interval) map[place.AreaID]*members {
	out := map[place.AreaID]*members{}
	for i, h := range d.census.held {
		in := within(h.Incident.When, window)
		for _, a := range h.Areas {
			ans := in.And(a.Answer)
			if ans == truceline.No {
				continue
			}
			if out[a.Area] == nil {
				out[a.Area] = &members{}
			}
			out[a.Area].add(i, ans)
		}
	}
	return out
}

// verdicts are the findings on one provision by what is proposed.
type verdicts map[observance.Proposed]*members

func (v verdicts) add(p observance.Proposed, i int, a truceline.Answer) {
	if v[p] == nil {
		v[p] = &members{}
	}
	v[p].add(i, a)
}

func (d *draft) verdictRow(v verdicts) ProvisionRow {
	t := func(p observance.Proposed) Tally { return d.census.tally(cmp.Or(v[p], &members{})) }
	return ProvisionRow{
		Violation:    t(observance.Violation),
		Alleged:      t(observance.AllegedViolation),
		Undetermined: t(observance.Undetermined),
		Excepted:     t(observance.Excepted),
		Outside:      t(observance.Outside),
	}
}

// provisions counts the findings in a window by provision. The first row sums
// them.
func (d *draft) provisions(window truceline.Interval) []ProvisionRow {
	sum, by := verdicts{}, map[instrument.ProvisionID]verdicts{}
	for i, h := range d.census.held {
		in := within(h.Incident.When, window)
		if in == truceline.No {
			continue
		}
		for _, f := range h.Findings {
			if by[f.Provision] == nil {
				by[f.Provision] = verdicts{}
			}
			by[f.Provision].add(f.Proposed, i, in)
			sum.add(f.Proposed, i, in)
		}
	}
	total := d.verdictRow(sum)
	total.Label = "All provisions"
	out := []ProvisionRow{total}
	ids := slices.Collect(maps.Keys(by))
	d.names.inOrder(ids)
	for _, id := range ids {
		r := d.verdictRow(by[id])
		p := d.names.provisions[id]
		r.Provision, r.Label, r.Cite, r.Text = id, cmp.Or(p.Label, string(id)), d.names.cite(id), p.Text
		out = append(out, r)
	}
	return out
}

// chartDays is how many days a chart shows at least, where the material has them.
const chartDays = 14

// charted is the span of the chart: the period, and before a short one the days
// that lead to it.
func (d *draft) charted() truceline.Interval {
	iv := d.Period
	if n := daysIn(iv, d.Zone); n < chartDays {
		iv.From = startOfDay(iv.To.Add(-1), 1-chartDays, d.Zone)
		if !d.loaded(iv) {
			iv.From = d.previous.From
		}
	}
	return iv
}

// chart counts incidents by local day.
func (d *draft) chart() Chart {
	iv := d.charted()
	first := dayNumber(iv.From, d.Zone)
	days := make([]members, daysIn(iv, d.Zone))
	spans := make([]truceline.Interval, len(days))
	for n := range days {
		spans[n] = truceline.Interval{From: startOfDay(iv.From, n, d.Zone), To: startOfDay(iv.From, n+1, d.Zone)}
	}
	for i, h := range d.census.held {
		when := h.Incident.When
		from, to := max(0, dayNumber(when.From, d.Zone)-first), len(days)-1
		if !when.To.IsZero() {
			to = min(to, dayNumber(when.To, d.Zone)-first)
		}
		for n := from; n <= to; n++ {
			days[n].add(i, within(when, spans[n]))
		}
	}
	var out Chart
	for n := range days {
		out.Days = append(out.Days, ChartDay{Day: spans[n].From.In(d.Zone).Format(dateForm), Tally: d.census.tally(&days[n])})
	}
	return out
}

// whyOpen says what each open question leaves unknown.
var whyOpen = map[observance.Question]string{
	observance.InForce:  "It is not known whether the instrument was in force at that time: the accounts of its beginning, renewal or end differ, or the time reported straddles a change.",
	observance.InArea:   "It is not known whether the place lies where the provision applies: the place reported is wider than the area, or no line of the area was published.",
	observance.Bound:    "It is not known whether the side that acted was bound: it is not named, not resolved to a party, or its adherence was never published.",
	observance.Conduct:  "It is not known whether the act is one that the provision prohibits: the kind is not stated, or is too general.",
	observance.Excluded: "It is not known whether an excluded group was party to it: the target is not named, or the match with the list is not decided.",
	observance.Exempt:   "An exemption is claimed and nobody has decided on it.",
	observance.Evidence: "The incident is reported and not corroborated.",
	"":                  "Several questions are open; no single answer would settle it.",
}

// maxGroups is how many groups are listed of an open question.
const maxGroups = 5

// open groups the undetermined findings of the period by the question that
// would settle them, and these by what they have in common.
func (d *draft) open() []OpenRow {
	type row struct {
		findings, incidents members
		groups              map[string]*members
		disputed            bool // reports of one incident contradict each other on the kind
	}
	by := map[observance.Question]*row{}
	for i, h := range d.census.held[:d.census.period] {
		in := within(h.Incident.When, d.Period)
		counted := map[observance.Question]bool{}
		for _, f := range h.Findings {
			if f.Proposed != observance.Undetermined {
				continue
			}
			r := by[f.Settles]
			if r == nil {
				r = &row{groups: map[string]*members{}}
				by[f.Settles] = r
			}
			r.findings.add(i, in)
			if !counted[f.Settles] {
				counted[f.Settles] = true
				r.incidents.add(i, in)
			}
			r.disputed = r.disputed || f.Settles == observance.Conduct && h.Incident.Disputed(incident.OverKind)
			name := d.group(h, f)
			if r.groups[name] == nil {
				r.groups[name] = &members{}
			}
			r.groups[name].add(i, in)
		}
	}
	var out []OpenRow
	for _, q := range append(observance.Questions[:], "") {
		r := by[q]
		if r == nil {
			continue
		}
		o := OpenRow{Settles: q, Why: whyOpen[q], Findings: d.census.tally(&r.findings), Incidents: d.census.tally(&r.incidents)}
		if r.disputed {
			o.Why += " In some, the reports of one incident contradict each other on the kind."
		}
		names := slices.SortedFunc(maps.Keys(r.groups), func(a, b string) int {
			return cmp.Or(cmp.Compare(r.groups[b].size(), r.groups[a].size()), cmp.Compare(a, b))
		})
		for n, name := range names {
			if n == maxGroups {
				o.Others = len(names) - n
				break
			}
			o.Groups = append(o.Groups, Group{Name: name, Findings: d.census.tally(r.groups[name])})
		}
		out = append(out, o)
	}
	return out
}

// summary says in sentences what the sections say in tables.
func (d *draft) summary(e *Edition) []Sentence {
	all := e.Areas[0]
	out := []Sentence{sentence(one(text("In the period, ")), one(number(all.Period.Certain)), one(text(" incidents were reported.")))}
	if n := all.Period.Possible; n.N > 0 {
		out[0] = append(out[0], text(" A further "), number(n), text(" possibly belong to it: their time straddles its edge, so that they, and the deaths counted in them, may lie outside."))
	}
	if all.Period.None() {
		out = []Sentence{{text("In the period, 0 incidents were reported; %s. This does not say that nothing happened.", NoEffort)}}
		if d.withheld > 0 {
			out = []Sentence{{text("All incidents that were reported in the period are withheld.")}}
		}
	}
	out = append(out, sentence(one(text("The previous period of the same length (%s) had ", e.Head.Previous)), all.Previous.words(), one(text("."))))
	if all.Total != nil {
		out = append(out, sentence(one(text("The running total since %s (%s) is ", e.Head.Since, e.Head.SinceWhat)), all.Total.words(), one(text("."))))
	}
	if !all.Period.None() {
		out = append(out, d.deaths(), d.verdictSentence(e.Provisions[0], d.provisions(d.previous)[0]))
	}
	var waiting members
	for i, h := range d.census.held[:d.census.period] {
		if !h.Held {
			waiting.add(i, within(h.Incident.When, d.Period))
		}
	}
	if t := d.disputed(); !t.None() {
		out = append(out, sentence(one(text("Incidents whose reports contradict each other: ")), t.words(), one(text(". They are listed with what each report says; nothing is averaged."))))
	}
	if waiting.size() > 0 {
		out = append(out, sentence(one(text("Recorded and not yet held against the provisions: ")), d.census.tally(&waiting).words(), one(text("."))))
	}
	if d.withheld > 0 {
		out = append(out, Sentence{text("The release rules withhold %s of the period; no number here counts them.", plural(d.withheld, "incident", "incidents"))})
	}
	return out
}

// deaths sums the casualty ranges of the incidents of the period. One for which
// no report gives a number is in no sum, and is said to be left out.
func (d *draft) deaths() Sentence {
	var sum, more report.Range
	var given, silent members
	for i, h := range d.census.held[:d.census.period] {
		in := within(h.Incident.When, d.Period)
		if h.Incident.Uncounted {
			silent.add(i, in)
			continue
		}
		given.add(i, in)
		s, r := &sum, h.Incident.Deaths
		if in != truceline.Yes {
			s = &more
		}
		s.Low, s.Best, s.High = s.Low+r.Low, s.Best+r.Best, s.High+r.High
	}
	if given.size() == 0 {
		return Sentence{text("For none of the incidents does a report give a number of deaths, which does not say that nobody died.")}
	}
	t := d.census.tally(&given)
	ranged := func(r report.Range, c Count) []Words {
		return []Words{{Text: digits(r.Low) + "–" + digits(r.Best) + "–" + digits(r.High), Set: c.Set}}
	}
	out := Sentence{text("The sources count ")}
	if len(given.certain) > 0 || len(silent.certain) == 0 {
		out = sentence(out, ranged(sum, t.Certain), one(text(" deaths (low–best–high) in the incidents surely in the period")))
		if t.Possible.N > 0 {
			out = sentence(out, one(text(" and ")), ranged(more, t.Possible), one(text(" in those possibly in it")))
		}
	} else {
		out = sentence(out, ranged(more, t.Possible), one(text(" deaths (low–best–high) in incidents possibly in the period")))
	}
	out = append(out, text(". Each is a sum of ranges: it reaches its low or its high end only if every single count does so at once, and the best sum is no better than the worst count in it."))
	if silent.size() > 0 {
		out = sentence(out, one(text(" No report gives a number of deaths for ")), d.census.tally(&silent).words(), one(text(" of the incidents; no sum holds them, and that is not to say that nobody died in them.")))
	}
	return out
}

// verdictSentence says how many findings are proposed, beside the previous period.
func (d *draft) verdictSentence(now, before ProvisionRow) Sentence {
	out := Sentence{text("Held against the provisions, the incidents give these proposed findings (in brackets, the previous period): ")}
	for i, v := range [...]struct {
		name        string
		now, before Tally
	}{
		{"violation", now.Violation, before.Violation},
		{"alleged violation", now.Alleged, before.Alleged},
		{"undetermined", now.Undetermined, before.Undetermined},
		{"excepted", now.Excepted, before.Excepted},
		{"outside", now.Outside, before.Outside},
	} {
		if i > 0 {
			out = append(out, text("; "))
		}
		out = sentence(out, one(text("%s ", v.name)), v.now.words(), one(text(" (")), v.before.words(), one(text(")")))
	}
	return append(out, text(". One incident is held against every provision that may have bound it, so that findings outnumber incidents. The engine proposes; people decide."))
}
