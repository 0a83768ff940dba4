package claims

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// settlement reads a row of the form of settlements. A row without a number is
// a claim all the same: the source says that it happened there, and not how
// often.
func (rd *reader) settlement(row *csvrows.Row) report.Claim {
	c := rd.frame(row, rd.source(row), rd.bulletin(row))
	if c.Metric == "" {
		c.Metric = "shellings"
	}
	name := row.Text(rd.columns.place)
	province, coded := rd.province(row, &c)
	if provinceOnly.MatchString(name) {
		name = ""
	}
	if row.Text(rd.columns.times) == "" {
		c.Uncounted = true
		c.Flags = append(c.Flags, "no number is given")
	} else {
		c.Count = row.Int(rd.columns.times, 0, maxCount)
	}
	key := province
	switch {
	case name == "" && province == "":
		row.Refuse(rd.columns.place, "the row names neither a settlement nor a division")
	case name != "":
		key = strings.TrimPrefix(province+"/"+name, "/")
		c.AreaName = strings.TrimSuffix(name+", "+province, ", ")
		if rd.opts.Where != nil && row.Refused() == nil {
			where, remarks := rd.opts.Where(strings.Clone(name), strings.Clone(coded))
			c.Where = &where
			c.Flags = append(c.Flags, remarks...)
		}
	}
	rd.number(row, &c, key)
	return c
}

// provinceOnly is how a table says that a row names no settlement.
var provinceOnly = regexp.MustCompile(`(?i)^\([^)]*\bonly\)$`)

// province reads the division in which a settlement is said to lie: its name,
// and its code or, if the row has none, its name again. One that the case does
// not know leaves the claim without an area, which is flagged.
func (rd *reader) province(row *csvrows.Row, c *report.Claim) (name, coded string) {
	for _, column := range [...]string{"admin1_pcode", "area", "province", "province_as_reported"} {
		given := row.Text(column)
		if given == "" {
			continue
		}
		name = given // the last column that is filled names it in words
		if coded == "" {
			coded = given
		}
	}
	if name == "" {
		return "", ""
	}
	c.AreaName = name
	var ids []place.AreaID
	for part := range strings.SplitSeq(coded, "|") {
		part = strings.TrimSpace(part)
		id, ok := rd.opts.Area(part)
		if !ok {
			c.Flags = append(c.Flags, fmt.Sprintf("%s is not an area of the case", part))
			return name, coded
		}
		ids = append(ids, id)
	}
	c.Areas = ids
	return name, coded
}

// partForm is a part of a total: a name and a number, "Damascus suburbs 8".
var partForm = regexp.MustCompile(`^(.*\S)[ :]+(\d{1,9})$`)

// A share is a name with a number out of a list.
type share struct {
	name  string
	count int
}

// shares divides a list such as "Homs 6;Hama 8". rest is what has no number.
func shares(list string) (of []share, rest []string) {
	for entry := range strings.SplitSeq(list, ";") {
		if entry = strings.TrimSpace(entry); entry == "" {
			continue
		}
		m := partForm.FindStringSubmatch(entry)
		if m == nil {
			rest = append(rest, entry)
			continue
		}
		n, _ := strconv.Atoi(m[2]) // nine digits
		of = append(of, share{m[1], n})
	}
	return of, rest
}

// withParts adds to a claim the parts by governorate that its row lists, and to
// its note what the row says of types, authors and deaths. Parts that do not
// add up are flagged and stay as they are.
func (rd *reader) withParts(row *csvrows.Row, c report.Claim) []report.Claim {
	if by := row.Text("by_type_or_actor"); by != "" {
		c.Note = also(c.Note, "by type or author: "+strings.ReplaceAll(by, ";", ", "))
		if of, rest := shares(by); len(rest) == 0 && !addUp(of, c.Count) {
			c.Flags = append(c.Flags, fmt.Sprintf("its parts by type or author do not add up to %d", c.Count))
		}
	}
	if killed := row.Text("killed"); killed != "" {
		c.Note = also(c.Note, "killed: "+killed)
	}
	list := row.Text("by_governorate")
	if list == "" || row.Refused() != nil {
		return []report.Claim{c}
	}
	of, rest := shares(list)
	for _, r := range rest {
		c.Flags = append(c.Flags, fmt.Sprintf("%q is no part with a number, and is left out", r))
	}
	if !c.Total {
		c.Flags = append(c.Flags, "parts by governorate beside the count of an area are left out: "+list)
		return []report.Claim{c}
	}
	var parts []report.Claim
	seen, sum := map[string]bool{}, 0
	for _, s := range of {
		if seen[s.name] {
			c.Flags = append(c.Flags, fmt.Sprintf("%s is counted twice among its parts; the second, %d, is left out", s.name, s.count))
			continue
		}
		seen[s.name] = true
		sum += s.count
		parts = append(parts, rd.part(row, c, s))
	}
	if len(parts) > 0 && sum != c.Count {
		c.Flags = append(c.Flags, unequal(sum, c.Count))
	}
	return append([]report.Claim{c}, parts...)
}

// part is the claim of one part of a total.
func (rd *reader) part(row *csvrows.Row, total report.Claim, s share) report.Claim {
	p := rd.frame(row, total.Source, named{})
	p.Bulletin, p.Period, p.Published, p.Dated = total.Bulletin, total.Period, total.Published, total.Dated
	p.Via, p.ViaURL, p.Metric = total.Via, total.ViaURL, total.Metric
	p.Flags, p.AreaName, p.Count = nil, s.name, s.count
	if id, ok := rd.opts.Area(s.name); ok {
		p.Areas = []place.AreaID{id}
	} else {
		p.Flags = []string{s.name + " is not an area of the case"}
	}
	rd.number(row, &p, s.name)
	return p
}

// addUp reports whether counts, in the order given, are complete divisions of a
// total one after another, but for the last, which may be less: "combat 91,
// arrests 9, regime 91, Russian forces 9" divides 100 twice.
func addUp(of []share, total int) bool {
	sum, whole := 0, false
	for _, s := range of {
		switch sum += s.count; {
		case sum == total:
			sum, whole = 0, true
		case sum > total:
			return false
		}
	}
	return sum == 0 || whole
}

// unequal is the flag of a total whose parts add up to something else.
func unequal(sum, total int) string {
	return fmt.Sprintf("its parts add up to %d, not to %d", sum, total)
}
