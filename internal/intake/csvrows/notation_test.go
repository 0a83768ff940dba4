package csvrows_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/report"
)

func TestNotation(t *testing.T) {
	for _, tc := range []struct{ name, notation, in, want string }{
		{"a day", "YYYY-MM-DD", "2017-05-06", "2017-05-05T21:00:00Z 2017-05-06T21:00:00Z"},
		{"day first", "DD/MM/YYYY", "6/5/2017", "2017-05-05T21:00:00Z 2017-05-06T21:00:00Z"},
		{"month first", "MM/DD/YYYY", "6/5/2017", "2017-06-04T21:00:00Z 2017-06-05T21:00:00Z"},
		{"points, and two digits of the year", "DD.MM.YY", "06.05.17", "2017-05-05T21:00:00Z 2017-05-06T21:00:00Z"},
		{"a year of the other century", "DD.MM.YY", "06.05.69", "1969-05-05T21:00:00Z 1969-05-06T21:00:00Z"},
		{"no marks", "YYYYMMDD", "20170506", "2017-05-05T21:00:00Z 2017-05-06T21:00:00Z"},
		{"no marks, a digit too few", "YYYYMMDD", "2017506", "not written as YYYYMMDD"},
		{"Arabic digits", "DD/MM/YYYY", "٠٦/٠٥/٢٠١٧", "2017-05-05T21:00:00Z 2017-05-06T21:00:00Z"},
		{"a month", "MM/YYYY", "5/2017", "2017-04-30T21:00:00Z 2017-05-31T21:00:00Z"},
		{"a year", "YYYY", "2017", "2016-12-31T22:00:00Z 2017-12-31T22:00:00Z"},
		{"the month in English", "D MMMM YYYY", "1 March 2015", "2015-02-28T22:00:00Z 2015-03-01T22:00:00Z"},
		{"in English, short", "MMM D, YYYY", "Sep. 3,  2017", "2017-09-02T21:00:00Z 2017-09-03T21:00:00Z"},
		{"in French", "D MMMM YYYY", "15 août 2017", "2017-08-14T21:00:00Z 2017-08-15T21:00:00Z"},
		{"in Russian", "D MMMM YYYY 'г.'", "5 мая 2017 г.", "2017-05-04T21:00:00Z 2017-05-05T21:00:00Z"},
		{"in Turkish", "D MMMM YYYY", "5 KASIM 2017", "2017-11-04T22:00:00Z 2017-11-05T22:00:00Z"},
		{"in Arabic, two words", "D MMMM YYYY", "5 كانون الثاني 2017", "2017-01-04T22:00:00Z 2017-01-05T22:00:00Z"},
		{"no month", "D MMMM YYYY", "5 Maybe 2017", "not written as D MMMM YYYY"},
		{"a time", "YYYY-MM-DD HH:mm", "2017-05-06 14:30", "2017-05-06T11:30:00Z 2017-05-06T11:31:00Z"},
		{"an hour", "YYYY-MM-DD HH", "2017-05-06 7", "2017-05-06T04:00:00Z 2017-05-06T05:00:00Z"},
		{"a time with an offset", "YYYY-MM-DDTHH:mm:ssZ", "2017-05-06T14:30:05.25+02:00", "2017-05-06T12:30:05Z 2017-05-06T12:30:06Z"},
		{"half a day", "D/M/YYYY h:mm A", "6/5/2017 12:30 AM", "the notation \"D/M/YYYY h:mm A\" holds \"h\", which stands for nothing; write it as YYYY-MM-DD, DD/MM/YYYY, D MMMM YYYY, HH:mm and the like, other letters in single quotes"},
		{"half past midnight", "D/M/YYYY H:mm A", "6/5/2017 12:30 AM", "2017-05-05T21:30:00Z 2017-05-05T21:31:00Z"},
		{"half past noon", "D/M/YYYY H:mm A", "6/5/2017 12:30 pm", "2017-05-06T09:30:00Z 2017-05-06T09:31:00Z"},
		{"midnight at the end of the day", "YYYY-MM-DD HH:mm", "2017-05-06 24:00", "2017-05-06T21:00:00Z 2017-05-06T21:01:00Z"},

		{"ISO: a day", "ISO", "2017-05-06", "2017-05-05T21:00:00Z 2017-05-06T21:00:00Z"},
		{"ISO: a month", "ISO", "2017-05", "2017-04-30T21:00:00Z 2017-05-31T21:00:00Z"},
		{"ISO: a year", "ISO", "2017", "2016-12-31T22:00:00Z 2017-12-31T22:00:00Z"},
		{"ISO: no marks", "ISO", "20170506", "2017-05-05T21:00:00Z 2017-05-06T21:00:00Z"},
		{"ISO: an instant", "ISO", "2017-05-06T14:30:00Z", "2017-05-06T14:30:00Z 2017-05-06T14:30:01Z"},
		{"ISO: a time of the zone", "ISO", "2017-05-06 14:30", "2017-05-06T11:30:00Z 2017-05-06T11:31:00Z"},
		{"ISO: day first", "ISO", "06/05/2017", "not written as ISO"},

		{"month 13", "DD/MM/YYYY", "05/13/2017", "there is no month 13; day and month may be the other way round than the notation says"},
		{"30 February", "YYYY-MM-DD", "2017-02-30", "February 2017 has no day 30"},
		{"hour 25", "YYYY-MM-DD HH:mm", "2017-05-06 25:00", "there is no time 25:00:00"},
		{"hour 13 pm", "YYYY-MM-DD HH:mm A", "2017-05-06 13:00 pm", "there is no hour 13 pm"},
		{"year 0", "ISO", "0000-05-06", "the year 0 cannot be"},
		{"another form", "DD/MM/YYYY", "2017-05-06", "not written as DD/MM/YYYY"},
		{"text after the date", "ISO", "2017-05-06 or so", "not written as ISO"},
		{"nothing", "ISO", "", "not written as ISO"},

		{"a notation that names the day twice", "DD/DD/YYYY", "", `the notation "DD/DD/YYYY" names one part of the date twice`},
		{"a notation without a month", "DD YYYY", "", `the notation "DD YYYY" leaves out a part between those that it names`},
		{"a notation of nothing", "--", "", `the notation "--" names neither a year nor an hour`},
		{"a quote left open", "YYYY 'г", "", `the notation "YYYY 'г" has a quote that is never closed`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := ""
			n, err := csvrows.ParseNotation(tc.notation)
			if err == nil {
				var w csvrows.Written
				if w, err = n.Read(tc.in); err == nil {
					span := w.Span(load(t, "Asia/Damascus"))
					got = span.From.Format(time.RFC3339) + " " + span.To.Format(time.RFC3339)
				}
			}
			if err != nil {
				got = err.Error()
			}
			if got != tc.want {
				t.Errorf("%q read as %q is %q, want %q", tc.in, tc.notation, got, tc.want)
			}
		})
	}
}

func TestATimeThatLostItsZeros(t *testing.T) {
	date, err := csvrows.ParseNotation("ISO")
	if err != nil {
		t.Fatal(err)
	}
	clock, err := csvrows.ParseNotation("HHmm")
	if err != nil {
		t.Fatal(err)
	}
	d, err := date.Read("2025-04-22")
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string]string{"0013": "00:13", "13": "00:13", "7": "00:07", "130": "01:30", "2359": "23:59", "2360": "", "12345": ""} {
		c, err := clock.Read(in)
		got := ""
		if err == nil {
			got = d.At(c).Span(time.UTC).From.Format("15:04")
		}
		if got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func TestReadAny(t *testing.T) {
	var notations []csvrows.Notation
	for _, s := range []string{"DD/MM/YYYY", "YYYY-MM-DD"} {
		n, err := csvrows.ParseNotation(s)
		if err != nil {
			t.Fatal(err)
		}
		notations = append(notations, n)
	}
	for in, want := range map[string]string{
		"06/05/2017": "2017-05-06",
		"2017-05-06": "2017-05-06",
		"13/13/2017": "there is no month 13; day and month may be the other way round than the notation says",
		"May":        "not written as DD/MM/YYYY or YYYY-MM-DD",
	} {
		w, err := csvrows.ReadAny(notations, in)
		got := ""
		if got = w.First().String(); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func TestAYearThatIsASlip(t *testing.T) {
	iso, err := csvrows.ParseNotation("ISO")
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string]string{
		"2017-05-06": "",
		"2919-02-06": "the year 2919 is most likely a slip; it was taken as found",
		"1753-01-01": "the year 1753 is most likely a slip; it was taken as found",
	} {
		w, err := iso.Read(in)
		if err != nil || w.Unlikely() != want {
			t.Errorf("%s: %q, %v, want %q", in, w.Unlikely(), err, want)
		}
	}
}

func TestEveryDateReadsBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		at := time.Unix(rapid.Int64Range(-30_000_000_000, 200_000_000_000).Draw(rt, "at"), 0).UTC()
		form := rapid.SampledFrom([]struct{ notation, layout string }{
			{"YYYY-MM-DDTHH:mm:ssZ", time.RFC3339}, {"DD.MM.YYYY HH:mm:ss", "02.01.2006 15:04:05"},
			{"MMMM D, YYYY H:mm:ss A", "January 2, 2006 3:04:05 PM"}, {"YYYYMMDD HHmmss", "20060102 150405"},
		}).Draw(rt, "form")
		n, err := csvrows.ParseNotation(form.notation)
		if err != nil {
			rt.Fatal(err)
		}
		w, err := n.Read(at.Format(form.layout))
		if err != nil {
			rt.Fatalf("%q: %v", at.Format(form.layout), err)
		}
		if got := w.Span(time.UTC).From; !got.Equal(at) {
			rt.Fatalf("%q is %v, want %v", at.Format(form.layout), got, at)
		}
	})
}

func FuzzNotation(f *testing.F) {
	f.Add("D MMMM YYYY 'г.' HH:mm", "5 мая 2017 г. 14:30")
	f.Add("YYYYMMDDHHmmssZ", "20170506143000+03")
	f.Add("ISO", "٢٠١٧-05-06T01:02:03.5Z")
	f.Fuzz(func(t *testing.T, notation, in string) {
		n, err := csvrows.ParseNotation(notation)
		if err != nil {
			if truceline.KindOf(err) != truceline.InvalidKind {
				t.Fatalf("%q: %v is not a Problem", notation, err)
			}
			return
		}
		w, err := n.Read(in)
		if err != nil || !n.HasDate() {
			return
		}
		if span := w.Span(time.UTC); !span.From.Before(span.To) {
			t.Fatalf("%q read as %q is the span %v", in, notation, span)
		}
	})
}

func TestNumbers(t *testing.T) {
	r, err := csvrows.Open(strings.NewReader("id,x\n7,a\n7,b\n7,b\n,c\n,c\n,d\n"), csvrows.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var n csvrows.Numbers
	for _, want := range []struct{ number, remark, refusal string }{
		{"7", "", ""},
		{"7", "number 7 stands on line 2 already with other content; both are kept, this one as the later version", ""},
		{"7", "", "line 4: the row stands on line 3 already, the same in every field; it was taken once"},
		{"row-" + digest(",c")[:24], "", ""},
		{"row-" + digest(",c")[:24], "", "line 6: the row stands on line 5 already, the same in every field; it was taken once"},
		{"row-" + digest(",d")[:24], "", ""},
	} {
		row, err := r.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		number := n.Take(row, row.Text("id"))
		refusal := ""
		if f := row.Refused(); f != nil {
			refusal = f.Error()
		}
		if remark := strings.Join(row.Remarks(), "|"); number != want.number || remark != want.remark || refusal != want.refusal {
			t.Errorf("line %d: %q, %q, %q, want %v", row.Line, number, remark, refusal, want)
		}
	}
}

func digest(row string) string { return report.Digest([]byte(row)) }
