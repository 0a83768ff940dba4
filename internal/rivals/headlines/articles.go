package headlines

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/internal/rivals/score"
)

// Articles splits the source_article of a GED file, of any country and with or
// without a row of HXL tags, into articles with a headline, each attached to all
// events that name it. Prefix begins their ids ("COL-R"). Bare is how many
// articles were named without a headline and left out: a page of a paper, a day
// of a broadcaster.
//
// Three ways of writing are read: "office,2002-12-25,headline" in quotes and
// divided by semicolons; office, date and headline in quotes, divided by
// slashes, where the last quote may be left open; and headline, date, office. A
// date without a year has that of the event; one that is not written out in
// full otherwise stays unknown.
func Articles(ctx context.Context, ged io.Reader, prefix string) (s Set, bare int, err error) {
	ids := make(map[Report]string)
	linked := make(map[score.Link]bool)
	err = each(ctx, ged, "events", []string{"id", "date_start", "source_article"}, func(row *csvrows.Row) error {
		for _, a := range articles(row.Text("source_article")) {
			r := read(a, row.Text("date_start"))
			if r.Words == "" {
				bare++
				continue
			}
			id, known := ids[r]
			if !known {
				id = fmt.Sprintf("%s%05d", prefix, len(ids)+1)
				ids[r] = id
				r.ID = id
				s.Reports = append(s.Reports, r)
			}
			if l := (score.Link{Report: id, Event: strings.Clone(row.Text("id"))}); !linked[l] {
				linked[l] = true
				s.Links = append(s.Links, l)
			}
		}
		return nil
	})
	return s, bare, err
}

// articles divides the cell.
func articles(cell string) []string {
	cell = strings.Join(strings.Fields(cell), " ")
	if strings.HasPrefix(cell, `"`) {
		return strings.Split(cell, `";"`)
	}
	var out []string
	from := 0
	for i, c := range cell {
		if c == ';' || c == '/' && parts(cell[:i], cell[i+1:]) {
			out = append(out, cell[from:i])
			from = i + 1
		}
	}
	return append(out, cell[from:])
}

// parts reports whether a slash stands between two articles: after a space, a
// quote or a bracket, and before a capital. "3/10" and an address are none.
func parts(before, after string) bool {
	if before == "" || !strings.ContainsRune(` ")`, rune(before[len(before)-1])) {
		return false
	}
	c, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, " "))
	return unicode.IsUpper(c)
}

var (
	byCommas = regexp.MustCompile(`^"?([^,"]+),(\d{4}-\d\d-\d\d),(.+?)"?$`)
	byPaper  = regexp.MustCompile(`^(.+?),? (\d{1,2} [A-Z][a-z]+ \d{4}), ([^,"]+)$`)
	inQuotes = regexp.MustCompile(`^([^"]*)"([^"]+)`)
	isoDate  = regexp.MustCompile(`\b(\d{4})-(\d{1,2})-(\d{1,2})\b`)
	wordDate = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\b(?:[ -](\d{4}))?`)
)

// read reads one article. began is the day of the event, which lends its year.
func read(article, began string) Report {
	article = strings.TrimSpace(article)
	if m := byCommas.FindStringSubmatch(article); m != nil {
		return Report{Office: strings.TrimSpace(m[1]), On: m[2], Words: strings.TrimSpace(m[3])}
	}
	if m := inQuotes.FindStringSubmatch(article); m != nil {
		office, on := dated(m[1], began)
		return Report{Office: office, On: on, Words: strings.TrimRight(m[2], " .")}
	}
	if m := byPaper.FindStringSubmatch(article); m != nil {
		_, on := dated(m[2], began)
		return Report{Office: strings.TrimSpace(m[3]), On: on, Words: strings.TrimSpace(m[1])}
	}
	return Report{}
}

// dated takes the date out of the words before a headline; what is left is the office.
func dated(head, began string) (office, on string) {
	var y, m, d string
	at := isoDate.FindStringSubmatchIndex(head)
	if at != nil {
		y, m, d = head[at[2]:at[3]], head[at[4]:at[5]], head[at[6]:at[7]]
	} else if at = wordDate.FindStringSubmatchIndex(head); at != nil {
		d, m = head[at[2]:at[3]], head[at[4]:at[5]]
		m = month(m)
		y = began[:min(4, len(began))]
		if at[6] >= 0 {
			y = head[at[6]:at[7]]
		}
	}
	if at == nil {
		return strings.TrimSpace(head), ""
	}
	office = strings.Join(strings.Fields(head[:at[0]]+" "+head[at[1]:]), " ")
	if day, err := time.Parse("2006-1-2", y+"-"+m+"-"+d); err == nil {
		on = day.Format(time.DateOnly)
	}
	return office, on
}

// month is the number of a month by its English name, "" if it is none.
func month(name string) string {
	for m := time.January; m <= time.December; m++ {
		if len(name) >= 3 && strings.HasPrefix(strings.ToLower(m.String()), strings.ToLower(name)) {
			return fmt.Sprint(int(m))
		}
	}
	return ""
}
