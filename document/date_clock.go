package document

import "strings"

// clockAt reads a time of day that begins at token i, its zone included, and
// returns what ISO 8601 appends to the day.
func (d *doc) clockAt(i, end int) (clock string, next int) {
	if i >= end {
		return "", i
	}
	hour, minute, j := -1, 0, i+1
	named := false
	switch raw := d.raw(i); {
	case d.is(i, clockWord) && !d.says(i, "weekend"):
		named = true
		hour = 12
		if d.says(i, "midnight") {
			hour = 0
		}
	case d.toks[i].is(isNumber) && len(raw) <= 2 && i+2 < end && d.mark(i+1, ':') && !d.toks[i+1].is(spaced) && !d.toks[i+2].is(spaced):
		m := d.raw(i + 2)
		if len(m) < 2 {
			return "", i
		}
		hour, minute, j = digits(raw), digits(m[:2]), i+3
		named = len(m) == 2
		if len(m) > 2 {
			if hour, named = half(hour, m[2:]); !named {
				return "", i
			}
		}
	case d.toks[i].is(isNumber) && len(raw) == 5 && raw[2] == '.':
		hour, minute = digits(raw[:2]), digits(raw[3:])
	case d.toks[i].is(isNumber) && len(raw) == 4:
		hour, minute = digits(raw[:2]), digits(raw[2:])
	case d.toks[i].is(isNumber) && len(raw) <= 2:
		hour = digits(raw)
	case d.toks[i].is(isWord) && len(raw) > 2 && len(raw) <= 4:
		k := 1
		if raw[1] >= '0' && raw[1] <= '9' {
			k = 2
		}
		hour = digits(raw[:k])
		if hour, named = half(hour, raw[k:]); !named {
			return "", i
		}
	}
	if hour < 0 {
		return "", i
	}
	if j < end && !d.is(i, clockWord) {
		if h, ok := half(hour, d.raw(j)); ok {
			hour, named, j = h, true, j+1
		}
	}
	if j < end && d.says(j, "hours") && d.toks[i].is(isNumber) && (len(d.raw(i)) >= 4 || j > i+1) {
		named = true
		j++
	}
	if j < end && d.is(j, clockWord) && d.toks[i].is(isNumber) && !d.says(j, "weekend") {
		named = true // "00:00 midnight"
		j++
	}
	zone, next := d.zone(j, end)
	if next > j {
		named, j = true, next
	}
	if !named || hour > 24 || minute < 0 || minute > 59 {
		return "", i
	}
	b := appendPadded([]byte{'T'}, hour, 2)
	b = appendPadded(append(b, ':'), minute, 2)
	return string(b) + zone, j
}

// zone reads the zone of a clock from token j on, in brackets or without: "GMT",
// "(GMT+3)", "local time", "Eastern European Summer Time", "(IST/EET)". It
// returns what ISO 8601 says for it if that is known, and where it ends.
func (d *doc) zone(j, end int) (zone string, next int) {
	k := j
	if k < end && d.mark(k, '(') {
		k++
	}
	start := k
	if k < end && d.is(k, zoneWord) {
		if d.says(k, "gmt") || d.says(k, "utc") {
			zone = "Z"
			if n := d.wholeNumber(k + 2); k+2 < end && (d.mark(k+1, '+') || d.mark(k+1, '-')) && 0 < n && n <= 14 && !d.toks[k+2].is(spaced) {
				zone = d.raw(k+1) + string(appendPadded(nil, n, 2)) + ":00"
				k += 2
			}
		}
		for k++; k+1 < end && d.mark(k, '/') && d.toks[k+1].is(isUpper); k += 2 {
			zone = "" // two zones: which of them counts is not said
		}
	} else {
		for k < end && k < start+5 && (d.toks[k].is(isCap) || d.says(k, "local") || d.says(k, "time")) {
			k++
			if d.says(k-1, "time") && k-1 > start {
				break
			}
		}
		if k == start || !d.says(k-1, "time") || k-1 == start {
			return "", j
		}
	}
	if start > j {
		if k >= end || !d.mark(k, ')') {
			return "", j
		}
		k++
	}
	return zone, k
}

// half is the hour of the day for an hour with "am" or "pm".
func half(hour int, word string) (int, bool) {
	if hour < 1 || hour > 12 || len(word) < 2 || len(word) > 4 {
		return hour, false
	}
	switch strings.ToLower(word) {
	case "am", "a.m.", "a.m":
		return hour % 12, true
	case "pm", "p.m.", "p.m":
		return hour%12 + 12, true
	}
	return hour, false
}
