package sanctions

import (
	"fmt"
	"slices"

	"github.com/truceline/truceline"
)

// On is who stood on the list on a whole date, by reference: every entry that
// certainly or possibly did, with what that rests on. An entry that is left out
// did not, as far as the files tell: one that was removed before the first file
// is not known from them.
func (h History) On(d Date) []Standing {
	var out []Standing
	if !d.Whole() || len(h.Files) == 0 {
		return out
	}
	for i := range h.Courses {
		c := &h.Courses[i]
		answer, reasons := c.On(d)
		if answer == truceline.No {
			continue
		}
		s := Standing{Course: c, Answer: answer, Reasons: reasons}
		for _, n := range c.Called {
			switch n.Span.On(d) {
			case truceline.Unknown:
				s.Reasons = append(s.Reasons, fmt.Sprintf("whether it bore the name %q is not certain: %s", n.Text, n.Basis))
				fallthrough
			case truceline.Yes:
				s.Names = append(s.Names, n)
			}
		}
		if r := h.reach(d, d.next()); r != "" {
			s.Reasons = append(s.Reasons, r)
		}
		out = append(out, s)
	}
	return out
}

// On answers whether the subject of an entry was listed on a whole date, and
// gives the reason: by its own listing, or by an earlier one.
func (c *Course) On(d Date) (truceline.Answer, []string) {
	answer := c.Stands.On(d)
	var reasons []string
	switch answer {
	case truceline.Yes:
		reasons = append([]string{"listed since " + c.Stands.SureFrom.Words()}, c.Basis...)
		if c.Stands.From != c.Stands.SureFrom {
			reasons[0] = "certainly listed by " + c.Stands.SureFrom.Words()
		}
		return answer, reasons
	case truceline.Unknown:
		reasons = append([]string{"whether it was listed is not certain"}, c.Basis...)
	}
	for _, x := range c.Earlier {
		switch x.Span.On(d) {
		case truceline.Yes:
			return truceline.Yes, []string{x.words(c.Ref)}
		case truceline.Unknown:
			answer = truceline.Unknown
			reasons = append(reasons, "possibly: "+x.words(c.Ref))
		}
	}
	return answer, reasons
}

// words says an earlier listing in a sentence.
func (x EarlierListing) words(ref string) string {
	if x.Under == "" || x.Under == ref {
		return "listed earlier: " + x.Basis
	}
	return fmt.Sprintf("listed under %s: %s", x.Under, x.Basis)
}

// reach says how far the files reach, where a day lies outside of them.
func (h History) reach(from, to Date) string {
	days := make([]Date, len(h.Files))
	for i, f := range h.Files {
		days[i] = f.On
	}
	return reach(days, from, to)
}

func reach(files []Date, from, to Date) string {
	first, newest := slices.Min(files), slices.Max(files)
	switch {
	case to > newest.next():
		return fmt.Sprintf("the newest file is of %s: no later one was imported, and the list is taken to stand as it did", newest.Words())
	case from < first:
		return fmt.Sprintf("the first file is of %s: before it only the dates speak that the files state", first.Words())
	}
	return ""
}
