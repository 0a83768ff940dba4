package listing_test

import (
	"testing"

	"github.com/truceline/truceline/internal/intake/listing"
	"github.com/truceline/truceline/sanctions"
)

func TestDate(t *testing.T) {
	for in, want := range map[string]sanctions.Date{
		"2014-05-14": "2014-05-14", " 2014-05-14 ": "2014-05-14", "2014-05": "2014-05", "2014": "2014",
		"2015-04-14-04:00": "2015-04-14", "2014-05-14Z": "2014-05-14", "2017-07-03T20:27:45.483-04:00": "2017-07-03",
		"2026-09-05T23:00:04.811Z": "2026-09-05", "2026-07-20T00:00:00": "2026-07-20", "2016-02-29": "2016-02-29",
	} {
		if got, ok := listing.Date(in); !ok || got != want {
			t.Errorf("Date(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "0000", "0000-00-00", "2014-13-01", "2015-02-29", "2014-00-10", "1799", "9999-01-01", "14/05/2014", "2014-5-1", "between 1975 and 1979", "20140514", "2014-05-14x"} {
		if got, ok := listing.Date(in); ok {
			t.Errorf("Date(%q) = %q; it is none", in, got)
		}
	}
}

func TestBirth(t *testing.T) {
	for in, want := range map[string]sanctions.Birth{
		"between 1975 and 1979":              {From: "1975", To: "1979"},
		"Between Aug. and Sep. 1977":         {From: "1977-08", To: "1977-09"},
		"from 1970 to 1973":                  {From: "1970", To: "1973"},
		"1970-1973":                          {From: "1970", To: "1973"},
		"between 1 May 1970 and 3 June 1970": {From: "1970-05-01", To: "1970-06-03"},
		"circa 1965":                         {On: "1965", About: true},
		"approximately 1965":                 {On: "1965", About: true},
		"1965 (approx.)":                     {On: "1965", About: true},
		"c. 1965":                            {On: "1965", About: true},
		"about Nov. 1973":                    {On: "1973-11", About: true},
		"circa 1970 - 1973":                  {From: "1970", To: "1973", About: true},
		"Nov. 1973":                          {On: "1973-11"},
		"August 1961":                        {On: "1961-08"},
		"12 Mar. 1965":                       {On: "1965-03-12"},
		"1st Sept. 1965":                     {On: "1965-09-01"},
		"March 12, 1965":                     {On: "1965-03-12"},
		"1960s":                              {From: "1960", To: "1969"},
		"1965-03-12":                         {On: "1965-03-12"},
	} {
		if got, ok := listing.Birth(in); !ok || got != want {
			t.Errorf("Birth(%q) = %+v, %v, want %+v", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "0000", "unknown", "03/04/1965", "1965 or 1966", "30-35 years old", "between 1979 and 1975", "between spring and 1979",
		"24/06/1402 (Hijri Calendar)", "31 Feb. 1965", "early 1960s", "Mar. 65", "between Sep. and 1977"} {
		if got, ok := listing.Birth(in); ok {
			t.Errorf("Birth(%q) = %+v; it can mean more than one thing", in, got)
		}
	}
}

func FuzzBirth(f *testing.F) {
	for _, s := range []string{"between 1975 and 1979", "circa 1965", "Nov. 1973", "1960s", "between a and 1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b, ok := listing.Birth(s)
		if !ok {
			return
		}
		for _, d := range []sanctions.Date{b.On, b.From, b.To} {
			if _, ok := listing.Date(string(d)); d != "" && !ok {
				t.Fatalf("Birth(%q) = %+v; %q is no date", s, b, d)
			}
		}
		if b.On+b.From+b.To == "" || b.From != "" && b.To != "" && b.From[:4] > b.To[:4] {
			t.Fatalf("Birth(%q) = %+v", s, b)
		}
	})
}
