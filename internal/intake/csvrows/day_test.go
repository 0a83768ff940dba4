package csvrows_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/truceline/truceline/internal/intake/csvrows"
)

func TestParseDay(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"ISO", "2017-05-06", "2017-05-06"},
		{"ISO without hyphens", "20170506", "2017-05-06"},
		{"with a midnight", "2017-05-06 00:00:00", "2017-05-06"},
		{"with a midnight and fractions", "2017-05-06 00:00:00.000", "2017-05-06"},
		{"as an instant at midnight", "2017-05-06T00:00:00Z", "2017-05-06"},
		{"as local midnight", "2017-05-06T00:00:00", "2017-05-06"},
		{"a time of day is no date", "2017-05-06 14:30:00", ""},
		{"no such day", "2017-02-29", ""},
		{"slashes", "06/05/2017", ""},
		{"out of range", "1817-05-06", ""},
		{"empty", "", ""},
		{"a month", "2017-05", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, ok := csvrows.ParseDay(tc.in)
			if d.String() != tc.want || ok != (tc.want != "") {
				t.Errorf("ParseDay(%q) = %v, %v, want %q", tc.in, d, ok, tc.want)
			}
		})
	}
}

func TestDayStart(t *testing.T) {
	for _, tc := range []struct{ name, zone, day, want string }{
		{"an ordinary day", "Asia/Damascus", "2017-05-06", "2017-05-05T21:00:00Z"},
		{"clocks go forward at midnight: the day begins at one", "Asia/Damascus", "2017-03-31", "2017-03-30T22:00:00Z"},
		{"clocks go back at midnight", "Asia/Damascus", "2017-10-27", "2017-10-26T22:00:00Z"},
		{"clocks went forward on the day before", "Europe/Kyiv", "2017-03-27", "2017-03-26T21:00:00Z"},
		{"midnight comes twice: the first", "America/Havana", "2017-11-05", "2017-11-05T04:00:00Z"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			zone := load(t, tc.zone)
			d, _ := csvrows.ParseDay(tc.day)
			if got := d.Start(zone).Format(time.RFC3339); got != tc.want {
				t.Errorf("Start = %s, want %s", got, tc.want)
			}
		})
	}
}

func TestADayBeginsWithItsFirstInstant(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		zone := load(t, rapid.SampledFrom([]string{"Asia/Damascus", "Europe/Kyiv", "America/Bogota", "America/Havana", "Asia/Tehran", "UTC"}).Draw(rt, "zone"))
		first, _ := csvrows.ParseDay("1989-01-01")
		d := first.Add(rapid.IntRange(0, 13_000).Draw(rt, "day"))
		start := d.Start(zone)
		if got := start.In(zone).Format(time.DateOnly); got != d.String() {
			rt.Fatalf("%v in %v starts at %v, which is on %s", d, zone, start, got)
		}
		if got := start.Add(-time.Nanosecond).In(zone).Format(time.DateOnly); got >= d.String() {
			rt.Fatalf("%v in %v starts at %v, but the instant before is on %s", d, zone, start, got)
		}
	})
}

func load(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}
