package csvrows

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// A display is what a number format makes of a number: a number still, or some
// part of a date and a time of day.
type display struct {
	year, month, day, clock bool
	elapsed                 bool // hours that go past 24: [h]:mm
}

func (d display) date() bool { return d.year || d.month || d.day }

// builtin are the formats that have no code in the file (ECMA-376 part 1,
// 18.8.30), those of East Asian editions included, by first and last number.
var builtin = []struct {
	first, last int
	display     display
}{
	{14, 15, display{year: true, month: true, day: true}},
	{16, 16, display{month: true, day: true}},
	{17, 17, display{year: true, month: true}},
	{18, 21, display{clock: true}},
	{22, 22, display{year: true, month: true, day: true, clock: true}},
	{27, 31, display{year: true, month: true, day: true}},
	{32, 35, display{clock: true}},
	{36, 36, display{year: true, month: true, day: true}},
	{45, 45, display{clock: true}},
	{46, 46, display{elapsed: true}},
	{47, 47, display{clock: true}},
	{50, 54, display{year: true, month: true, day: true}},
	{55, 56, display{clock: true}},
	{57, 58, display{year: true, month: true, day: true}},
}

// displayOf reads a format code, of which the first section counts: letters
// outside quotes, brackets and escapes. m is a month unless it stands beside
// hours or seconds.
func displayOf(code string) display {
	var d display
	m, clock := false, false
scan:
	for i := 0; i < len(code); i++ {
		switch c := code[i] | 0x20; {
		case code[i] == ';':
			break scan
		case code[i] == '\\' || code[i] == '_' || code[i] == '*':
			i++
		case code[i] == '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				break scan
			}
			i += end + 1
		case code[i] == '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				break scan
			}
			if inner := strings.ToLower(code[i+1 : i+end]); inner != "" && strings.Trim(inner, "h") == "" || inner == "m" || inner == "mm" || inner == "s" || inner == "ss" {
				d.elapsed = true
			}
			i += end
		case c == 'y' || c == 'e' && i+1 < len(code) && code[i+1]|0x20 == 'e':
			d.year = true
		case c == 'd':
			d.day = true
		case c == 'h' || c == 's':
			clock = true
		case c == 'm':
			// Three letters and more are the name of a month; "am/pm" is none.
			if strings.HasPrefix(strings.ToLower(code[i:]), "mmm") {
				d.month = true
				for i+1 < len(code) && code[i+1]|0x20 == 'm' {
					i++
				}
				continue
			}
			m = true
		case c == 'a' && strings.HasPrefix(strings.ToLower(code[i:]), "am/pm"):
			clock, i = true, i+len("am/pm")-1
		case c == 'g' && strings.HasPrefix(strings.ToLower(code[i:]), "general"):
			i += len("general") - 1
		}
	}
	d.clock = clock && !d.elapsed
	d.month = d.month || m && (!clock && !d.elapsed || d.year || d.day)
	return d
}

// styles reads which display each style of a cell has.
func (b *book) styles(part string) ([]display, error) {
	var doc struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := b.decode(part, &doc); err != nil {
		return nil, err
	}
	known := make(map[int]display, len(doc.Formats))
	for _, f := range builtin {
		for id := f.first; id <= f.last; id++ {
			known[id] = f.display
		}
	}
	for _, f := range doc.Formats {
		known[f.ID] = displayOf(f.Code)
	}
	out := make([]display, len(doc.Cells))
	for i, c := range doc.Cells {
		out[i] = known[c.Format]
	}
	return out, nil
}

// lastSerial is 9999-12-31.
const lastSerial = 2_958_465

// write writes the number of a cell as text: a plain number in the fewest
// digits that read back alike; a date as ISO 8601; a time of day as 15:04:05;
// both as 2017-05-06T15:04:05. The first of a month in a cell that shows no days
// is the month, "2017-05", and a first of January that shows none is the year:
// that is how spreadsheets hold what has no day.
func (d display) write(v float64, date1904 bool) string {
	if d == (display{}) || v < 0 || v > lastSerial+1 || math.IsNaN(v) {
		return plain(v)
	}
	ms := int64(math.Round(v * 86_400_000))
	// A serial number is a binary fraction of a day: what is within a tenth of a
	// second of a whole one is one.
	if off := (ms%1000 + 1000) % 1000; off < 100 || off > 900 {
		ms = (ms + 500) / 1000 * 1000
	}
	if d.elapsed && !d.date() {
		s := ms / 1000
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	days, rest := ms/86_400_000, ms%86_400_000
	clock := time.Unix(0, rest*int64(time.Millisecond)).UTC().Format("15:04:05.999")
	if !d.date() {
		if days == 0 {
			return clock
		}
		d.year, d.month, d.day = true, true, true // a date of which only the time is shown
	}
	date, ok := civil(days, date1904)
	if !ok {
		return date
	}
	switch {
	case rest != 0:
		return date + "T" + clock
	case d.day || d.clock || !strings.HasSuffix(date, "-01"):
		return date
	case d.month:
		return date[:len("2006-01")]
	case strings.HasSuffix(date, "-01-01"):
		return date[:len("2006")]
	}
	return date
}

// civil is the date of a serial number. In the system of 1900 day 60 is 29
// February 1900, which never was: the text says so and no reader takes it.
func civil(days int64, date1904 bool) (string, bool) {
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case date1904:
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days == 60:
		return "1900-02-29", false
	case days < 60:
		base = base.AddDate(0, 0, 1)
	}
	return base.AddDate(0, 0, int(days)).Format(time.DateOnly), true
}

// plain writes a number without an exponent where it has at most 21 digits.
func plain(v float64) string {
	if math.Abs(v) < 1e21 && (v == 0 || math.Abs(v) >= 1e-7) {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}
