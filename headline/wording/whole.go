package wording

import "strconv"

// Sums reports whether a headline sums up many events of a day or more: "62
// were killed yesterday including ...", "Syria Daily Report", "At least 60 dead
// in 24 hours across Colombia". It has something of almost every event of its
// day, so that sharing no name with another headline says little.
func Sums(tokens []Token) bool {
	has := func(words ...string) bool {
		for _, t := range tokens {
			for _, w := range words {
				if t.Lower == w {
					return true
				}
			}
		}
		return false
	}
	if has("yesterday") && has("including", "others", "other") {
		return true
	}
	for i, t := range tokens {
		var next, after string
		if i+1 < len(tokens) {
			next = tokens[i+1].Lower
		}
		if i+2 < len(tokens) {
			after = tokens[i+2].Lower
		}
		switch t.Lower {
		case "daily", "weekly", "monthly":
			if next == "report" || next == "update" || next == "summary" || next == "bulletin" || next == "digest" ||
				t.Lower != "daily" && (next == "toll" || next == "death") || i > 0 && tokens[i-1].Lower == "war" {
				return true
			}
		case "situation", "conflict", "security":
			if next == "report" || next == "update" {
				return true
			}
		case "roundup", "summary":
			return true
		case "round":
			if next == "up" {
				return true
			}
		case "hours", "days":
			if next == "across" {
				return true
			}
		case "across":
			if next == "the" && (after == "country" || after == "nation") {
				return true
			}
		case "latest":
			if next == "violence" {
				return true
			}
		case "violence":
			if next == "kills" || next == "leaves" || next == "across" {
				return true
			}
		case "killed", "martyred", "dead", "die":
			if next == "yesterday" && counted(tokens[:i]) {
				return true
			}
		case "toll":
			if next == "of" && i+3 < len(tokens) && after == "the" && (tokens[i+3].Lower == "day" || tokens[i+3].Lower == "week" || tokens[i+3].Lower == "month") {
				return true
			}
		}
	}
	return false
}

// counted reports whether a headline begins with a number of people.
func counted(before []Token) bool {
	for i, t := range before {
		if t.Number {
			return i < 3
		}
	}
	return false
}

// Series is the number by which a source files a report: "(S823a)" is the
// letters S and the number 823. Reports of one event are often filed together.
// ok is false if there is none.
func Series(tokens []Token) (letters string, number int, ok bool) {
	for _, t := range tokens {
		s := t.Text
		if t.Number || len(s) < 3 || len(s) > 9 {
			continue
		}
		i := 0
		for i < len(s) && 'A' <= s[i] && s[i] <= 'Z' {
			i++
		}
		j := i
		for j < len(s) && '0' <= s[j] && s[j] <= '9' {
			j++
		}
		if i < 1 || i > 3 || j-i < 3 || j-i > 5 || len(s)-j > 1 {
			continue
		}
		n, err := strconv.Atoi(s[i:j])
		if err == nil {
			return s[:i], n, true
		}
	}
	return "", 0, false
}
