package csvrows

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// monthNames are the names of the months, January first, in the languages that
// tables of this field come in: English, French, Russian (as in a date and by
// itself), Turkish, and Arabic as in the Levant and as in Egypt; and their shorts.
var monthNames = [12]string{
	"january jan janvier janv января январь янв ocak oca كانون_الثاني يناير",
	"february feb février fevrier févr fevr февраля февраль февр фев şubat şub subat شباط فبراير",
	"march mar mars марта март мар mart آذار مارس",
	"april apr avril avr апреля апрель апр nisan nis نيسان أبريل ابريل إبريل",
	"may mai мая май mayıs mayis أيار ايار مايو",
	"june jun juin июня июнь июн haziran haz حزيران يونيو",
	"july jul juillet juil июля июль июл temmuz tem تموز يوليو",
	"august aug août aout августа август авг ağustos ağu agustos آب اب أغسطس اغسطس",
	"september sep sept septembre сентября сентябрь сент сен eylül eyl eylul أيلول ايلول سبتمبر",
	"october oct octobre октября октябрь окт ekim eki تشرين_الأول تشرين_الاول أكتوبر اكتوبر",
	"november nov novembre ноября ноябрь нояб ноя kasım kas kasim تشرين_الثاني نوفمبر",
	"december dec décembre decembre déc декабря декабрь дек aralık ara aralik كانون_الأول كانون_الاول ديسمبر",
}

// A namedMonth is one name of a month, from 1.
type namedMonth struct {
	name  string
	month int
}

// namedMonths are all names, the longest first.
var namedMonths = func() []namedMonth {
	var out []namedMonth
	for i, names := range monthNames {
		for name := range strings.FieldsSeq(names) {
			out = append(out, namedMonth{strings.ReplaceAll(name, "_", " "), i + 1})
		}
	}
	slices.SortFunc(out, func(a, b namedMonth) int {
		return cmp.Or(len(b.name)-len(a.name), strings.Compare(a.name, b.name))
	})
	return out
}()

// cutMonth reads the name of a month; a short may end with a point.
func cutMonth(s string) (month int, rest string, ok bool) {
	for _, m := range namedMonths {
		rest, ok := cutFold(s, m.name)
		if !ok {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(rest); unicode.IsLetter(r) {
			continue
		}
		return m.month, strings.TrimPrefix(rest, "."), true
	}
	return 0, s, false
}

// cutFold cuts a prefix in any letter case, letter by letter, since the cases of
// a letter may differ in length.
func cutFold(s, prefix string) (string, bool) {
	for _, want := range prefix {
		r, size := utf8.DecodeRuneInString(s)
		if size == 0 || unicode.ToLower(r) != want && r != want {
			return s, false
		}
		s = s[size:]
	}
	return s, true
}
