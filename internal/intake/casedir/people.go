package casedir

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
	"github.com/truceline/truceline/sanctions"
)

// Published defaults of thresholds and release rules.
const (
	defaultOrigins     = 2
	defaultCertain     = "B"
	defaultAudience    = "public"
	defaultAttribution = "named"
)

// caseFile reads case.yaml, and returns it for what has to wait until the areas
// are known. It goes first: its zone is what dates mean.
func (l *loader) caseFile(c *Case) (r caseRow) {
	if !l.yaml("case.yaml", &r) {
		return r
	}
	s := spot{row: "case.yaml"}
	l.word(s.at("id"), r.ID)
	if l.filled(s.at("zone"), r.Zone, "name the case's time zone, such as Asia/Damascus") {
		zone, err := time.LoadLocation(r.Zone)
		if err != nil || r.Zone == "Local" {
			l.refuse(s.at("zone"), "%q is not a time zone; write its IANA name, such as Asia/Damascus", r.Zone)
		} else {
			l.zone = zone
		}
	}
	period := s.at("period")
	l.filled(period.at("from"), r.Period.From, "write the first day of the case")
	k := &c.Facts.Case
	*k = observance.Case{
		ID:     r.ID,
		Names:  l.names(s.at("names"), r.Names),
		Zone:   r.Zone,
		Period: l.span(period, r.Period.From, r.Period.To),
		Center: l.center(s.at("center"), r.Center),
		Thresholds: observance.Thresholds{
			CorroboratedOrigins: defaultOrigins,
			CertainConfidence:   l.weighed(s.at("thresholds.certain_confidence"), or(r.Thresholds.CertainConfidence, defaultCertain)),
		},
		Release: observance.Release{
			Audience:    or(r.Release.Audience, defaultAudience),
			Delay:       l.fixed(s.at("release.delay"), r.Release.Delay),
			BlurM:       l.metres(s.at("release.blur_m"), r.Release.BlurM),
			Attribution: or(r.Release.Attribution, defaultAttribution),
		},
	}
	l.word(s.at("release.audience"), k.Release.Audience)
	l.oneOf(s.at("release.attribution"), k.Release.Attribution, "named", "side", "forbidden")
	if n := r.Thresholds.CorroboratedOrigins; n != nil {
		k.Thresholds.CorroboratedOrigins = *n
		if *n < 1 {
			l.refuse(s.at("thresholds.corroborated_origins"), "%d is not a number of origins; write 2 or more, or 1 to take any report as corroborated", *n)
		}
	}
	if t := r.TotalSince; t != nil {
		at := s.at("running_total_since")
		l.must(at.at("instrument"), kInstrument, t.Instrument)
		k.TotalSince.Instrument = instrumentID(t.Instrument)
		k.TotalSince.On = l.required(at.at("on"), t.On)
	}
	for i, a := range r.Attributions {
		at := s.at("attributions").nth(i)
		l.filled(at.at("what"), a.What, "name what is attributed")
		l.filled(at.at("text"), a.Text, "write the words that the licence asks for")
		l.url(at.at("url"), a.URL)
		k.Credits = append(k.Credits, observance.Credit{What: a.What, Text: a.Text, Licence: a.Licence, URL: a.URL})
	}
	k.BulletinAreas = l.bulletinAreas(s.at("bulletin_areas"), r.BulletinAreas)
	c.Events = l.files(s.at("events"), r.Events, "ged")
	c.Claims = l.files(s.at("claims"), r.Claims, "claims")
	c.Lists = l.listFiles(s.at("lists"), r.Lists)
	for i, f := range r.Events {
		l.must(s.at("events").nth(i).at("source"), kSource, f.Source)
	}
	for i, f := range r.Claims {
		l.refer(s.at("claims").nth(i).at("source"), kSource, f.Source)
	}
	return r
}

// bulletinAreas checks what names cover in bulletins. Two names that differ by
// the case of letters alone would be one.
func (l *loader) bulletinAreas(s spot, rows map[string][]string) map[string][]place.AreaID {
	if len(rows) == 0 {
		return nil
	}
	out := make(map[string][]place.AreaID, len(rows))
	seen := make(map[string]string, len(rows))
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		at := s.at(name)
		l.filled(s, name, "write the name as bulletins have it")
		folded := strings.ToLower(strings.TrimSpace(name))
		if other, twice := seen[folded]; twice {
			l.refuse(at, "is the name %q in other letters; keep one", other)
		}
		seen[folded] = name
		if len(rows[name]) == 0 {
			l.refuse(at, "covers no area; list the ids of areas, [SY01, SY03]")
		}
		out[name] = idsOf[place.AreaID](l, at, kArea, rows[name])
	}
	return out
}

func or(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

func (l *loader) center(s spot, r centerRow) observance.Center {
	if r.Lon < -180 || r.Lon > 180 || r.Lat < -90 || r.Lat > 90 {
		l.refuse(s, "%v, %v is not a place; lon is -180 to 180, lat -90 to 90", r.Lon, r.Lat)
	}
	if r.Zoom < 0 || r.Zoom > 22 {
		l.refuse(s.at("zoom"), "%v is not a zoom; write 0 (the world) to 22", r.Zoom)
	}
	return observance.Center{Lon: r.Lon, Lat: r.Lat, Zoom: r.Zoom}
}

func (l *loader) metres(s spot, m float64) float64 {
	if m < 0 {
		l.refuse(s, "%v is not a distance; write metres, 0 or more", m)
	}
	return m
}

// files checks the data files that case.yaml names.
func (l *loader) files(s spot, rows []fileRow, formats ...string) []File {
	var out []File
	for i, r := range rows {
		at := s.nth(i)
		l.oneOf(at.at("format"), r.Format, formats...)
		out = append(out, File{Path: r.File, Format: r.Format, Source: report.SourceID(r.Source)})
		if !l.filled(at.at("file"), r.File, "name a file of the case folder") {
			continue
		}
		if !fs.ValidPath(r.File) || strings.ContainsAny(r.File, "\n\r\\") {
			l.refuse(at.at("file"), "%q is not a path within the case folder; write it as events/name.csv", r.File)
			continue
		}
		if info, err := fs.Stat(l.fsys, r.File); err != nil || !info.Mode().IsRegular() {
			l.refuse(at.at("file"), "there is no file %q in the case folder; add it or correct the path", r.File)
		}
		if slices.ContainsFunc(rows[:i], func(o fileRow) bool { return o.File == r.File }) {
			l.refuse(at.at("file"), "%q stands twice; keep one", r.File)
		}
	}
	return out
}

// listFiles checks the files of designation lists that case.yaml names.
func (l *loader) listFiles(s spot, rows []listRow) []ListFile {
	plain := make([]fileRow, len(rows))
	for i, r := range rows {
		plain[i] = fileRow{File: r.File, Format: r.Format}
	}
	l.files(s, plain, "csv", "ftm", "un-xml")
	var out []ListFile
	for i, r := range rows {
		at := s.nth(i)
		l.filled(at.at("list"), r.List, "name which list it is a file of: un-sc")
		if _, err := time.Parse(time.DateOnly, r.On); err != nil && (r.On != "" || r.Format == "csv") {
			l.refuse(at.at("on"), "%q is not a whole date; write the day as of which the list stood, 2017-07-03", r.On)
		}
		out = append(out, ListFile{Path: r.File, Format: r.Format, List: r.List, Title: r.Title, On: r.On})
	}
	return out
}

func (l *loader) partiesFile(c *Case) {
	var r partiesRow
	l.unread[kParty] = !l.yaml("parties.yaml", &r)
	codes := make(map[string]string)
	above, where := make(map[string][]string), make(map[string]spot)
	for _, p := range r.Parties {
		s := l.row("parties.yaml", lineOf("parties.yaml", p.Line), kParty, p.ID)
		out := party.Party{
			ID: party.ID(p.ID), Names: l.names(s.at("names"), p.Names), Aliases: l.texts(s.at("aliases"), p.Aliases),
			Kind: p.Kind, Codes: l.codes(s.at("codes"), p.Codes, codes), OpenTo: party.ID(p.OpenTo), Note: p.Note,
			Sources: l.cites(s.at("sources"), p.Sources), Confidence: l.graded(s.at("confidence"), p.Confidence),
		}
		l.oneOf(s.at("kind"), p.Kind, "state", "government", "armed_force", "armed_group", "body", "political_body", "office", "population", "class")
		l.refer(s.at("open_to"), kParty, p.OpenTo)
		if p.OpenTo != "" && p.Kind != "class" {
			l.refuse(s.at("open_to"), "only a class has open membership; make the kind class or take open_to out")
		}
		for i, m := range p.MemberOf {
			at := s.at("member_of").nth(i)
			l.must(at.at("party"), kParty, m.Party)
			above[p.ID], where[p.ID] = append(above[p.ID], m.Party), s.at("member_of")
			out.MemberOf = append(out.MemberOf, party.Membership{Party: party.ID(m.Party), Term: l.term(at, m.termRow), Note: m.Note})
		}
		for i, a := range p.Adherence {
			at := s.at("adherence").nth(i)
			l.must(at.at("instrument"), kInstrument, a.Instrument)
			l.refer(at.at("through"), kParty, a.Through)
			out.Adherence = append(out.Adherence, party.Adherence{
				Instrument: a.Instrument, Term: l.term(at, a.termRow), Through: party.ID(a.Through), Note: a.Note,
			})
		}
		for i, o := range p.Roles {
			at := s.at("roles").nth(i)
			l.word(at.at("role"), o.Role)
			l.refer(at.at("instrument"), kInstrument, o.Instrument)
			out.Roles = append(out.Roles, party.Role{Role: o.Role, Instrument: o.Instrument, Term: l.term(at, o.termRow), Note: o.Note})
		}
		c.Facts.Parties = append(c.Facts.Parties, out)
	}
	l.circles(kParty, "is a member of", above, where)
}

func (l *loader) sourcesFile(c *Case) {
	var r sourcesRow
	l.unread[kSource] = !l.yaml("sources.yaml", &r)
	for _, o := range r.Sources {
		s := l.row("sources.yaml", lineOf("sources.yaml", o.Line), kSource, o.ID)
		out := report.Source{
			ID: report.SourceID(o.ID), Names: l.names(s.at("names"), o.Names), Affiliation: party.ID(o.Affiliation),
			Origin: o.Origin, Repeats: o.Repeats, Terms: o.Terms, Note: o.Note, Sources: l.cites(s.at("sources"), o.Sources),
		}
		l.refer(s.at("affiliation"), kParty, o.Affiliation)
		for i, g := range o.Grades {
			at := s.at("grades").nth(i)
			l.filled(at.at("topic"), g.Topic, "name what it is graded on")
			l.oneOf(at.at("grade"), g.Grade, "A", "B", "C", "D", "E", "F")
			l.filled(at.at("reason"), g.Reason, "say why")
			out.Grades = append(out.Grades, report.Grade{Topic: g.Topic, Grade: g.Grade, Reason: g.Reason, Term: l.term(at, g.termRow)})
		}
		out.Origins = l.origins(s.at("origins"), o.Origins)
		if p := o.Precision; p != nil {
			at := s.at("precision")
			out.Precision = report.Precision{
				ExactM: l.metres(at.at("exact_m"), p.ExactM), NearM: l.metres(at.at("near_m"), p.NearM), FuzzyM: l.metres(at.at("fuzzy_m"), p.FuzzyM),
			}
			if p.ExactM > p.NearM || p.NearM > p.FuzzyM {
				l.refuse(at, "%v, %v and %v are not in order; exact_m is at most near_m, and near_m at most fuzzy_m", p.ExactM, p.NearM, p.FuzzyM)
			}
		}
		if n := o.Counted; n != nil {
			if n.Column == "" && len(n.Names) == 0 {
				l.refuse(s.at("counted"), "names neither a column nor a name; give the column of its totals, or the names that stand in reported_by")
			}
			out.Counted = report.Counted{Column: n.Column, Names: l.texts(s.at("counted.names"), n.Names), Metric: n.Metric, Origin: n.Origin}
		}
		c.Facts.Sources = append(c.Facts.Sources, out)
	}
}

// origins checks that a spelling is folded to one origin only.
func (l *loader) origins(s spot, rows []originRow) []report.OriginAlias {
	var out []report.OriginAlias
	taken := make(map[string]string)
	for i, r := range rows {
		at := s.nth(i)
		l.filled(at.at("origin"), r.Origin, "name the origin")
		for j, text := range l.texts(at.at("spellings"), r.Spellings) {
			if other, twice := taken[text]; twice {
				l.refuse(at.at("spellings").nth(j), "%q is also a spelling of %s; fold it to one origin", text, other)
			}
			taken[text] = r.Origin
		}
		out = append(out, report.OriginAlias{Origin: r.Origin, Spellings: r.Spellings})
	}
	return out
}

// designationsFile reads designations.yaml, which a case without lists may
// leave out.
func (l *loader) designationsFile(c *Case) {
	const file = "designations.yaml"
	if _, err := fs.Stat(l.fsys, file); err != nil {
		return
	}
	var r designationsRow
	l.unread[kDesignation] = !l.yaml(file, &r)
	for _, d := range r.Designations {
		s := l.row(file, lineOf(file, d.Line), kDesignation, d.Ref)
		l.languages(s.at("names"), d.Names)
		l.filled(s.at("list"), d.List, "name the list in full")
		l.filled(s.at("name"), d.Name, "write the primary name as listed")
		out := sanctions.Designation{
			Ref: d.Ref, List: d.List, Name: d.Name, Names: d.Names,
			Listed: l.required(s.at("listed"), d.Listed), Delisted: l.instant(s.at("delisted"), d.Delisted),
			Note: d.Note, Sources: l.cites(s.at("sources"), d.Sources), Confidence: l.graded(s.at("confidence"), d.Confidence),
		}
		if !out.Delisted.IsZero() && !out.Delisted.After(out.Listed) {
			l.refuse(s.at("delisted"), "%s is not later than listed %s", d.Delisted, d.Listed)
		}
		for i, t := range d.Taken {
			at := s.at("taken").nth(i)
			l.filled(at.at("name"), t.Name, "write the name as the list took it in")
			on := l.required(at.at("on"), t.On)
			if !on.IsZero() && on.Before(out.Listed) {
				l.refuse(at.at("on"), "%s is earlier than listed %s", t.On, d.Listed)
			}
			out.Taken = append(out.Taken, sanctions.TakenName{Name: t.Name, On: on, Note: t.Note})
		}
		c.Facts.Designations = append(c.Facts.Designations, out)
	}
	for i, m := range r.Matches {
		s := spot{row: fmt.Sprintf("%s, matches[%d]", file, i)}
		l.must(s.at("party"), kParty, m.Party)
		l.must(s.at("ref"), kDesignation, m.Ref)
		l.filled(s.at("by"), m.By, "say who decided or proposed it")
		l.filled(s.at("reason"), m.Reason, "say what it rests on")
		l.takenName(s.at("name"), m, c.Facts.Designations)
		c.Facts.Matches = append(c.Facts.Matches, sanctions.Match{
			Party: party.ID(m.Party), Ref: m.Ref, Name: m.Name, Decided: m.Decided, By: m.By, Reason: m.Reason, Sources: l.cites(s.at("sources"), m.Sources),
		})
	}
}

// takenName checks that a match rests on a name that the entry took in.
func (l *loader) takenName(s spot, m matchRow, entries []sanctions.Designation) {
	if m.Name == "" {
		return
	}
	for _, d := range entries {
		if d.Ref == m.Ref && !slices.ContainsFunc(d.Taken, func(t sanctions.TakenName) bool { return t.Name == m.Name }) {
			l.refuse(s, "%s never took in the name %q; add it to taken, or leave the name out if the match rests on the entry itself", m.Ref, m.Name)
		}
	}
}
