package sanctions

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The sentences are those of the Security Council's list, as far as a name is
// not left out.
func TestParseComments(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"an earlier listing and its amendments", "Previously listed between 16 Jan. 2008 and 3 Jan. 2014 (amended on 1 Jul. 2008, 23 Jul. 2008, 25 Jan. 2010). Review pursuant to Security Council resolution 1822 (2008) was concluded on 14 Sep. 2009.", []string{
			"earlier 2008-01-16 2014-01-03 2014-01-04 under  ",
			"amended 2008-07-01", "amended 2008-07-23", "amended 2010-01-25",
		}},
		{"as an alias of another, in the middle of the text", "In Jul. 2016, its leader announced a new name. Previously listed between 30 May 2013 and 13 May 2014 as an aka of Al-Qaida in Iraq (QDe.115) INTERPOL-UN Security Council Special Notice web link: https://example.org/1", []string{
			"earlier 2013-05-30 2014-05-13 2014-05-14 under QDe.115 Al-Qaida in Iraq",
		}},
		{"the same with a full stop", "Previously listed between 30 May 2013 and 13 May 2014 as an aka of Al-Qaida in Iraq (QDe.115).", []string{
			"earlier 2013-05-30 2014-05-13 2014-05-14 under QDe.115 Al-Qaida in Iraq",
		}},
		{"the other way round", "Previously listed as an alias of Al-Qaida in Iraq (AQI) (QDe.115) between 30 May 2013 and 13 May 2014.", []string{
			"earlier 2013-05-30 2014-05-13 2014-05-14 under QDe.115 Al-Qaida in Iraq",
		}},
		{"of the entry that the sentence names, not of this one", "Since Jan. 2012, he is the Leader of Al-Nusrah Front for the People of the Levant (QDe.137), a Syria-based group listed in May 2014, and previously listed as an alias of Al-Qaida in Iraq (AQI) (QDe.115) between 30 May 2013 and 13 May 2014. Associated with X (QDi.006).", []string{
			"of QDe.137: 2013-05-30 2014-05-13 under QDe.115",
		}},
		{"two entries that were made one", `Until 21 Oct. 2008, this entity appeared also as "Aid Organization of the Ulema, Pakistan" (QDe.073), listed on 24 Apr. 2002 and amended on 25 Jul. 2006. The two entries Al Rashid Trust (QDe.005) and Aid Organization of the Ulema, Pakistan (QDe.073) were consolidated into this entity on 21 Oct. 2008. Founded by X.`, []string{
			"earlier 2002-04-24 2008-10-21 2008-10-21 under QDe.073 Aid Organization of the Ulema, Pakistan",
			"amended 2008-10-21",
		}},
		{"another number until a day", "Responsible as at 2008. Until 7 Sep. 2007 he was also listed under number TAi.048. Review was concluded on 1 Jun. 2010.", []string{"amended 2007-09-07"}},
		{"a further measure", "Listed pursuant to paragraph 15 of resolution 1970 (Travel Ban). Listed on 17 March 2011 pursuant to paragraph 17 of resolution 1970 (Asset Freeze). Believed deceased.", []string{"amended 2011-03-17"}},
		{"of another without a reference", "He was previously listed as an alias of X (QDe.115) between 30 May 2013 and 13 May 2014.", nil},
		{"previously something else", "Previously associated with X (QDe.115), listed on 1 May 2013. Was previously the commander from 1 May 2012 to 3 May 2013.", nil},
		{"a review is no amendment", "Review pursuant to Security Council resolution 1822 (2008) was concluded on 14 Sep. 2009.", nil},
		{"days the wrong way round", "Previously listed between 3 Jan. 2014 and 16 Jan. 2008.", []string{"unread Previously listed between 3 Jan. 2014 and 16 Jan. 2008."}},
		{"a form that is not known", "Previously listed between 1 Jan. 2008 and 3 Jan. 2014 by mistake.", []string{"unread Previously listed between 1 Jan. 2008 and 3 Jan. 2014 by mistake."}},
		{"no such day", "Previously listed between 31 Feb. 2008 and 3 Jan. 2014.", []string{"unread Previously listed between 31 Feb. 2008 and 3 Jan. 2014."}},
		{"no such year", "Previously listed between 1 Jan. 0000 and 1 Jan. 0001.", []string{"unread Previously listed between 1 Jan. 0000 and 1 Jan. 0001."}},
		{"nothing", "", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			said := parseComments(tc.text)
			var got []string
			for _, x := range said.earlier {
				got = append(got, fmt.Sprintf("earlier %s %s %s under %s %s", x.Span.From, x.Span.SureTo, x.Span.To, x.Under, x.Name))
				if !strings.Contains(tc.text, x.Basis) {
					t.Errorf("the basis %q is not in the text", x.Basis)
				}
			}
			for _, a := range said.amended {
				got = append(got, "amended "+string(a.On))
			}
			for _, x := range said.others {
				got = append(got, fmt.Sprintf("of %s: %s %s under %s", x.Ref, x.Span.From, x.Span.SureTo, x.Under))
			}
			for _, s := range said.unread {
				got = append(got, "unread "+s)
			}
			if d := cmp.Diff(tc.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func FuzzParseComments(f *testing.F) {
	f.Add("Previously listed between 16 Jan. 2008 and 3 Jan. 2014 (amended on 1 Jul. 2008, 23 Jul. 2008). Also")
	f.Add("Previously listed as an alias of X (QDe.115) between 30 May 2013 and 13 May 2014")
	f.Add(strings.Repeat("Previously listed ", 50))
	f.Fuzz(func(t *testing.T, text string) {
		said := parseComments(text)
		for _, x := range said.earlier {
			if x.Span.From >= x.Span.To || !x.Span.From.Whole() || x.Basis == "" {
				t.Errorf("%+v of %q", x, text)
			}
		}
	})
}

func TestDates(t *testing.T) {
	for _, tc := range []struct{ d, first, last, words string }{
		{"2016-02-29", "2016-02-29", "2016-02-29", "29 February 2016"},
		{"2016-02", "2016-02-01", "2016-02-29", "February 2016"},
		{"2015", "2015-01-01", "2015-12-31", "2015"},
		{"2015-02-29", "", "", "2015-02-29"},
		{"0000", "", "", "0000"},
		{"", "", "", ""},
		{"between 1975 and 1979", "", "", "between 1975 and 1979"},
	} {
		first, last, ok := Date(tc.d).bounds()
		if string(first) != tc.first || string(last) != tc.last || ok != (tc.first != "") || Date(tc.d).Words() != tc.words {
			t.Errorf("%q: %q to %q, %v, %q; want %q to %q, %q", tc.d, first, last, ok, Date(tc.d).Words(), tc.first, tc.last, tc.words)
		}
	}
	if got := Date("2016-12-31").next(); got != "2017-01-01" {
		t.Errorf("the day after 2016-12-31 is %q", got)
	}
}
