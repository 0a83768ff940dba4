package sanctions

import (
	"regexp"
	"strings"
	"time"
)

// said is what the comments of an entry say of its own history, and of that of
// an entry that they name.
type said struct {
	earlier []EarlierListing
	amended []Amendment
	others  []ofAnother
	unread  []string // sentences on an earlier listing that have no form that we know
}

// ofAnother is what the comments of one entry say of the subject of another.
type ofAnother struct {
	Ref string // whose
	EarlierListing
}

// The forms in which the comments of the Security Council's list name dates of
// its own: "16 Jan. 2008", "17 March 2011".
const (
	dayForm = `(\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})`
	refForm = `\(([A-Z]{2}[a-z]\.\d{3})\)`
	aliasOf = ` as an (?:aka|a\.k\.a\.|alias) of ([^().]+?)(?: \([A-Z]{2,}\))? ` + refForm
)

var (
	// Only a sentence of its own speaks of the entry: "He is the brother of X,
	// previously listed ..." speaks of X.
	previously = regexp.MustCompile(`(?:^|[.;:!?)\]"”] )(Previously listed)`)

	betweenDays  = regexp.MustCompile(`^Previously listed (?:between|from) ` + dayForm + ` (?:and|to|until) ` + dayForm + `(?:` + aliasOf + `)?(?: \(amended on ([^()]+)\))?(?:\.|$| [A-Z])`)
	aliasBetween = regexp.MustCompile(`^Previously listed` + aliasOf + ` (?:between|from) ` + dayForm + ` (?:and|to|until) ` + dayForm + `(?:\.|$| [A-Z])`)

	// The nearest reference before it is the subject, where no other bracket
	// stands between the two.
	anothers = regexp.MustCompile(refForm + `,[^()]*? previously listed` + aliasOf + ` (?:between|from) ` + dayForm + ` (?:and|to|until) ` + dayForm)

	appearedAlso = regexp.MustCompile(`Until ` + dayForm + `, this (?:entity|entry|individual) appeared also as ["“”]([^"“”]+)["“”] ` + refForm + `, listed on ` + dayForm)
	consolidated = regexp.MustCompile(`(?:^|[.] )(The two entries [^.]*(?:\.\d[^.]*)* were consolidated into this (?:entity|entry) on ` + dayForm + `)`)
	alsoNumbered = regexp.MustCompile(`(?:^|[.] )(Until ` + dayForm + ` (?:he|she|it|this (?:entity|entry|individual)) was also listed under number ([A-Z]{2}[a-z]\.\d{3}))`)
	listedAlso   = regexp.MustCompile(`(?:^|[.] )(Listed on ` + dayForm + ` pursuant to paragraph \d+ of resolution \d+(?: \(\d{4}\))?(?: \([A-Z][A-Za-z ]+\))?)`)
	anyDay       = regexp.MustCompile(dayForm)
)

// parseComments finds what the comments of an entry say of when it, or another,
// was listed and amended. Only forms that can be read in one way are read; the
// sentence is the basis.
func parseComments(text string) said {
	var out said
	for _, at := range previously.FindAllStringSubmatchIndex(text, -1) {
		out.own(text[at[2]:])
	}
	for _, m := range anothers.FindAllStringSubmatch(text, -1) {
		if span, ok := spanBetween(m[4], m[5]); ok {
			out.others = append(out.others, ofAnother{m[1], EarlierListing{Span: span, Under: m[3], Name: m[2], Basis: m[0][strings.Index(m[0], "previously"):]}})
		}
	}
	for _, m := range appearedAlso.FindAllStringSubmatch(text, -1) {
		if span, ok := spanBetween(m[4], m[1]); ok {
			span.To = span.SureTo // "until": it was one entry from that day on
			out.earlier = append(out.earlier, EarlierListing{Span: span, Under: m[3], Name: m[2], Basis: m[0]})
		}
	}
	for _, re := range []*regexp.Regexp{consolidated, alsoNumbered, listedAlso} {
		for _, m := range re.FindAllStringSubmatch(text, -1) {
			if on, ok := parseDay(m[2]); ok {
				out.amended = append(out.amended, Amendment{On: on, Changes: []string{m[1]}})
			}
		}
	}
	return out
}

// own reads a sentence on an earlier listing of the entry itself.
func (s *said) own(text string) {
	var x EarlierListing
	var from, to, amended string
	m := betweenDays.FindStringSubmatch(text)
	if m != nil {
		from, to, x.Name, x.Under, amended = m[1], m[2], m[3], m[4], m[5]
	} else if m = aliasBetween.FindStringSubmatch(text); m != nil {
		x.Name, x.Under, from, to = m[1], m[2], m[3], m[4]
	}
	span, ok := spanBetween(from, to)
	if m == nil || !ok {
		if len(text) > 160 {
			text = text[:strings.LastIndex(text[:160], " ")] + " ..."
		}
		s.unread = append(s.unread, text)
		return
	}
	x.Span = span
	x.Basis = strings.TrimRight(m[0], ".")
	if i := len(x.Basis); i > 1 && x.Basis[i-2] == ' ' { // the first letter of the next sentence
		x.Basis = x.Basis[:i-2]
	}
	s.earlier = append(s.earlier, x)
	for _, d := range anyDay.FindAllString(amended, -1) {
		if on, ok := parseDay(d); ok {
			s.amended = append(s.amended, Amendment{On: on, Changes: []string{x.Basis}})
		}
	}
}

// spanBetween is "between A and B": certain from A up to B. Whether it still held
// on B is not said.
func spanBetween(from, to string) (Span, bool) {
	a, ok := parseDay(from)
	b, also := parseDay(to)
	if !ok || !also || b <= a {
		return Span{}, false
	}
	return Span{From: a, SureFrom: a, SureTo: b, To: b.next()}, true
}

// parseDay reads "1 Jul. 2008", "1 July 2008" and "1 Sept. 2008".
func parseDay(s string) (Date, bool) {
	s = strings.Replace(strings.ReplaceAll(s, ".", ""), " Sept ", " Sep ", 1)
	for _, form := range []string{"2 Jan 2006", "2 January 2006"} {
		if t, err := time.Parse(form, s); err == nil && t.Year() > 0 {
			return dateOf(t), true
		}
	}
	return "", false
}
