package document

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// datesOf is the dates of a text as "words: role norm".
func datesOf(text, on string) []string {
	var out []string
	for _, p := range Read("t", text, Options{On: on}).Proposals {
		if p.Kind == DateKind {
			out = append(out, p.Text+": "+p.Fields.Role+" "+p.Fields.Norm)
		}
	}
	return out
}

func TestDates(t *testing.T) {
	const wednesday = "2027-03-10"
	for _, tc := range []struct {
		name, on, text string
		want           []string
	}{
		// The calendar.
		{"day, month, year", "", "The bridge at Tarn fell on 7 May 2026.", []string{"7 May 2026: event 2026-05-07"}},
		{"month, day, year", "", "The bridge fell on May 7, 2026, at dawn.", []string{"May 7, 2026: event 2026-05-07"}},
		{"ordinals in figures", "", "The bridge fell on the 7th of May, 2026 and on June 2nd, 2026.", []string{"7th of May, 2026: event 2026-05-07", "June 2nd, 2026: event 2026-06-02"}},
		{"ordinals in words", "", "DONE at Tarn on this twenty-first day of May 2026.", []string{"twenty-first day of May 2026: event 2026-05-21"}},
		{"figures only", "", "On 2026-05-07, 08.05.2026 and 9/5/2026 shells fell.", []string{"2026-05-07: event 2026-05-07", "08.05.2026: event 2026-05-08", "9/5/2026: event 2026-05-09"}},
		{"a month and a year", "", "Talks in Lumar in July 2026 led nowhere.", []string{"July 2026: event 2026-07"}},
		{"short months", "", "The Sept. 5, 2026 strike was condemned.", []string{"Sept. 5, 2026: event 2026-09-05"}},
		{"a hyphen that does not break lines", "", "The teams met on 11\u201113 May 2026.", []string{"11\u201113 May 2026: event 2026-05-11/2026-05-13"}},
		{"several days of one month", "", "The teams met on 3, 4 and 6 May 2026.", []string{"3, 4 and 6 May 2026: event 2026-05-03/2026-05-06"}},
		{"a range of days", "", "The mission went there from 3 to 9 May 2026 and June 15-16, 2026.", []string{"3 to 9 May 2026: event 2026-05-03/2026-05-09", "June 15-16, 2026: event 2026-06-15/2026-06-16"}},
		{"a range over two months", "", "It watched the line from 28 May 2026 to 3 June 2026.", []string{"28 May 2026 to 3 June 2026: event 2026-05-28/2026-06-03"}},
		{"a list has the year at its end", "", "Shells fell on 3 March, 4 April and 5 May 2026.", []string{"3 March: event 2026-03-03", "4 April: event 2026-04-04", "5 May 2026: event 2026-05-05"}},
		{"a weekday beside the day", "", "They signed on Thursday, 7 May 2026.", []string{"Thursday, 7 May 2026: event 2026-05-07"}},
		{"a clock with its zone", "", "Fire ceases at 06.30 GMT on 7 May 2026.", []string{"06.30 GMT on 7 May 2026: event 2026-05-07T06:30Z"}},
		{"a clock with an offset", "", "Fire ceases at 06:30 (GMT+3) on 7 May 2026.", []string{"06:30 (GMT+3) on 7 May 2026: event 2026-05-07T06:30+03:00"}},
		{"a clock with a zone by its town", "", "Fire ceases at 04:00 hours (Tarn time), May 7, 2026.", []string{"04:00 hours (Tarn time), May 7, 2026: event 2026-05-07T04:00"}},
		{"midnight in figures and words", "", "Fire ceases as of 00:00 midnight (GMT) on 7 May 2026.", []string{"00:00 midnight (GMT) on 7 May 2026: event 2026-05-07T00:00Z"}},
		{"an hour of the afternoon", "", "Fire ceases at 5:30pm local time on May 7, 2026.", []string{"5:30pm local time on May 7, 2026: event 2026-05-07T17:30"}},
		{"may and march are other words", "", "The party may march in. Article 5 may be amended; March on, they said.", nil},
		{"a day that the calendar lacks", "", "On 31 June 2026 nothing was.", []string{"June 2026: event 2026-06"}},

		// What a text leaves to its own date.
		{"the year of the nearest such day", wednesday, "Since 5 December the road is shut; on 2 February it opened once.", []string{"5 December: event 2026-12-05", "2 February: event 2027-02-02"}},
		{"what will be is ahead", wednesday, "The sides will meet on 5 January.", []string{"5 January: event 2028-01-05"}},
		{"a latest time is ahead", wednesday, "The posts are to be manned by 5 January.", []string{"5 January: deadline 2028-01-05"}},
		{"weekdays that are told were", wednesday, "The envoy said on Friday that talks would go on.", []string{"Friday: event 2027-03-05"}},
		{"weekdays that are promised come", wednesday, "The convoy will leave on Friday.", []string{"Friday: event 2027-03-12"}},
		{"a month of last year", wednesday, "The visit in October of last year helped.", []string{"October of last year: event 2026-10"}},
		{"before the weekend", wednesday, "Let the lorries pass before the weekend.", []string{"the weekend: deadline 2027-03-13"}},
		{"midnight is the end of the day", wednesday, "All fire stops from midnight.", []string{"midnight: event 2027-03-10T24:00"}},
		{"the end of the year", wednesday, "Both lists are due by the end of the year.", []string{"the end of the year: deadline 2027-12-31"}},
		{"without a date of the text the year is open", "", "The lorries crossed on 5 December and in June.", []string{"5 December: event --12-05", "June: event --06"}},
		{"without a date of the text a weekday is no day", "", "The lorries crossed on Friday.", []string{"Friday: event -"}},
		{"a day told in another paragraph gives none", "", "The bomb fell in March 2025.\n\nThe truce ends on 18 September.", []string{"March 2025: event 2025-03", "18 September: event --09-18"}},
		{"a day told before gives the year", "", "On 5 December 2026 the dam broke. On 2 January the town was dry.", []string{"5 December 2026: event 2026-12-05", "2 January: event 2027-01-02"}},

		// Latest times.
		{"until and no later than", "", "It runs until 5 May 2026, with a report no later than 1 April 2026.", []string{"5 May 2026: deadline 2026-05-05", "1 April 2026: deadline 2026-04-01"}},
		{"the end of a month", "", "The next round is due by the end of February 2028.", []string{"the end of February 2028: deadline 2028-02-29"}},
		{"the end of a year", "", "Voting shall be over before the end of 2028.", []string{"the end of 2028: deadline 2028-12-31"}},
		{"every year", "", "Lists are due not later than 30 April of each year.", []string{"30 April of each year: deadline --04-30"}},
		{"by a document of a day is no latest time", "", "The plan outlined by the 5 May 2026 paper failed.", []string{"5 May 2026: event 2026-05-05"}},
		{"within keeps what it counts from", "", "Maps shall be handed over within ten days of the date of this text, with a key.", []string{"within ten days of the date of this text: deadline P10D"}},
		{"words and figures", "", "Guns shall be moved within forty-eight (48) hours after the signature.", []string{"within forty-eight (48) hours after the signature: deadline PT48H"}},
		{"not later than, counted", "", "They shall go not later than a fortnight from the truce, and stay away.", []string{"not later than a fortnight from the truce: deadline P14D"}},
		{"a day counted by its order", "", "It shall begin no later than the second day after the truce, at noon.", []string{"no later than the second day after the truce: deadline P2D", "noon: event -"}},
		{"in so many days", "", "The Council requests a report in 30 days of its adoption.", []string{"in 30 days of its adoption: deadline P30D"}},
		{"the end of this period", "", "It lasts until 5 May 2026; a report comes at the end of this period.", []string{"5 May 2026: deadline 2026-05-05", "at the end of this period: deadline 2026-05-05"}},

		// Lengths and frequencies.
		{"a period is the quantity alone", "", "The mandate is extended for a further period of six months.", []string{"six months: period P6M"}},
		{"another so many", "", "They extended the pause for another two weeks.", []string{"two weeks: period P14D"}},
		{"up to so many", "", "It may be renewed for a period of up to ten years.", []string{"ten years: period P10Y"}},
		{"a length before its measure", "", "A 15-day pause and a 72-hour window were agreed.", []string{"15-day: period P15D", "72-hour: period PT72H"}},
		{"a length that only tells", "", "After seven years of war, for the first time in two months, the 22-year conflict paused three weeks ago.", nil},
		{"every so many", "", "The chair shall report every 30 days thereafter.", []string{"every 30 days thereafter: frequency R/P30D"}},
		{"on a monthly basis", "", "The chair shall report on a monthly basis.", []string{"on a monthly basis: frequency R/P1M"}},

		// Urgency.
		{"the closed list", "", "All shall immediately, without further delay and as soon as possible withdraw swiftly; immediate aid.", []string{
			"immediately: urgency -", "without further delay: urgency -", "as soon as possible: urgency -"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(datesOf(tc.text, tc.on), tc.want); diff != "" {
				t.Errorf("%s(-got +want):\n%s", tc.text, diff)
			}
		})
	}
}

func TestTextsOwnDate(t *testing.T) {
	for _, tc := range []struct{ name, on, text, want string }{
		{"what is known beside the text comes first", "2027-01-02", "LUMAR, May 7, 2026. Nothing new.", "2027-01-02"},
		{"a dateline", "", "LUMAR, May 7, 2026. Nothing new was heard.", "2026-05-07"},
		{"a dateline without a year, and what it tells of", "", "LUMAR, March 4. The pause of 30 December 2026 holds.", "2027-03-04"},
		{"a dateline without a year, and a resolution", "", "LUMAR, March 4. The pause under resolution 2401 (2018) holds.", "2018-03-04"},
		{"a dateline without any year", "", "LUMAR, March 4. The pause holds.", ""},
		{"an agreement is done", "", "1. All fire ceases.\n\nDONE at Lumar on this third day of June 1971.", "1971-06-03"},
		{"a resolution is adopted", "", "Adopted by the Security Council at its 9999th meeting, on 5 March 2026\n\nThe Security Council,", "2026-03-05"},
		{"those who speak met", "", "The guarantors held their ninth meeting in Lumar on 5 March 2031. They agreed on nothing.", "2031-03-05"},
		{"a date in the text is not its own", "", "The road was mined. It was shut on 5 March 2031 again.", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Read("t", tc.text, Options{On: tc.on}).On; got != tc.want {
				t.Errorf("%q is of %q, want %q", tc.text, got, tc.want)
			}
		})
	}
}

func TestDateString(t *testing.T) {
	for _, tc := range []struct {
		d    date
		want string
	}{
		{date{2018, 3, 16}, "2018-03-16"},
		{date{2018, 3, 0}, "2018-03"},
		{date{2018, 0, 0}, "2018"},
		{date{0, 3, 16}, "--03-16"},
		{date{0, 3, 0}, "--03"},
		{date{}, ""},
		{date{987, 1, 2}, "0987-01-02"},
	} {
		if got := tc.d.String(); got != tc.want {
			t.Errorf("%#v is %q, want %q", tc.d, got, tc.want)
		}
	}
}

// Urgency is a closed list: one phrase, one norm, no role but its own.
func TestUrgencyHasNoDay(t *testing.T) {
	for _, words := range []string{"promptly", "forthwith", "expeditiously", "at the earliest", "as rapidly as possible", "as soon as practicable", "without delay"} {
		got := datesOf("They shall go home "+words+".", "")
		if diff := cmp.Diff(got, []string{words + ": urgency -"}); diff != "" {
			t.Errorf("%s(-got +want):\n%s", words, diff)
		}
		if got := datesOf(strings.ToUpper("They go home "+words+"."), ""); len(got) != 1 {
			t.Errorf("%s in capitals: %v", words, got)
		}
	}
}
