package truceline_test

import (
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"

	"github.com/truceline/truceline"
)

func day(n int) time.Time { return time.Date(2026, 1, n, 0, 0, 0, 0, time.UTC) }

func TestInterval(t *testing.T) {
	for _, tc := range []struct {
		name string
		iv   truceline.Interval
		at   time.Time
		want bool
	}{
		{"start is inside", truceline.Interval{From: day(1), To: day(3)}, day(1), true},
		{"end is outside", truceline.Interval{From: day(1), To: day(3)}, day(3), false},
		{"no end means still open", truceline.Interval{From: day(1)}, day(30), true},
		{"no start means since always", truceline.Interval{To: day(3)}, day(1), true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := tc.iv.Contains(tc.at); got != tc.want {
				t.Errorf("%v.Contains(%v) = %v, want %v", tc.iv, tc.at, got, tc.want)
			}
		})
	}
}

// someInterval draws intervals of whole days in a month, some of them open.
func someInterval() *rapid.Generator[truceline.Interval] {
	return rapid.Custom(func(t *rapid.T) truceline.Interval {
		a, b := rapid.IntRange(0, 30).Draw(t, "from"), rapid.IntRange(0, 30).Draw(t, "to")
		iv := truceline.Interval{From: day(min(a, b) + 1), To: day(max(a, b) + 1)}
		if rapid.IntRange(0, 4).Draw(t, "open") == 0 {
			iv.To = time.Time{}
		}
		if rapid.IntRange(0, 6).Draw(t, "since always") == 0 {
			iv.From = time.Time{}
		}
		return iv
	})
}

// noon is an instant of each day of the month, none of them a border.
func noons() []time.Time {
	var out []time.Time
	for n := -1; n < 34; n++ {
		out = append(out, day(n).Add(12*time.Hour))
	}
	return out
}

func TestIntervalsAgreeWithTheirInstants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := someInterval().Draw(t, "a"), someInterval().Draw(t, "b")
		both, meets, covers := a.Intersect(b), false, true
		for _, at := range noons() {
			if got, want := both.Contains(at), a.Contains(at) && b.Contains(at); got != want {
				t.Fatalf("%v: in both %v, in the intersection %v", at, want, got)
			}
			meets = meets || a.Contains(at) && b.Contains(at)
			covers = covers && (a.Contains(at) || !b.Contains(at))
		}
		if a.Meets(b) != meets {
			t.Fatalf("Meets = %v, want %v", a.Meets(b), meets)
		}
		if !b.Empty() && !b.From.IsZero() && !b.To.IsZero() && a.Covers(b) != covers {
			t.Fatalf("Covers = %v, want %v", a.Covers(b), covers)
		}
	})
}

func someTerm() *rapid.Generator[truceline.Term] {
	return rapid.Custom(func(t *rapid.T) truceline.Term {
		certain := rapid.SliceOfN(someInterval(), 0, 3).Draw(t, "certain")
		possible := rapid.SliceOfN(someInterval(), 0, 3).Draw(t, "possible")
		return truceline.Term{Certain: certain, Possible: slices.Concat(possible, certain)}.Union(truceline.Term{})
	})
}

func holds(spans []truceline.Interval, at time.Time) bool {
	return slices.ContainsFunc(spans, func(s truceline.Interval) bool { return s.Contains(at) })
}

func TestTermsAgreeWithTheirInstants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := someTerm().Draw(t, "a"), someTerm().Draw(t, "b")
		union, both := a.Union(b), a.Intersect(b)
		for _, at := range noons() {
			if got, want := holds(union.Certain, at), holds(a.Certain, at) || holds(b.Certain, at); got != want {
				t.Fatalf("union at %v: %v, want %v", at, got, want)
			}
			if got, want := holds(both.Possible, at), holds(a.Possible, at) && holds(b.Possible, at); got != want {
				t.Fatalf("both at %v: %v, want %v", at, got, want)
			}
		}
		for i := range union.Possible[:max(0, len(union.Possible)-1)] {
			if union.Possible[i].To.IsZero() || !union.Possible[i].To.Before(union.Possible[i+1].From) {
				t.Fatalf("the spans of %v are not apart and in order", union.Possible)
			}
		}
	})
}

// How much of a week lies in a term, counted by its hours.
func TestDuringCountsHours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		term := someTerm().Draw(t, "term")
		from := day(rapid.IntRange(1, 25).Draw(t, "from"))
		iv := truceline.Interval{From: from, To: from.AddDate(0, 0, rapid.IntRange(1, 7).Draw(t, "days"))}
		count := func(spans []truceline.Interval) float64 {
			all, in := 0, 0
			for h := iv.From; h.Before(iv.To); h = h.Add(time.Hour) {
				all++
				if holds(spans, h) {
					in++
				}
			}
			return float64(in) / float64(all)
		}
		got, want := term.During(iv), truceline.Share{Min: count(term.Certain), Max: count(term.Possible)}
		if abs(got.Min-want.Min) > 1e-9 || abs(got.Max-want.Max) > 1e-9 {
			t.Fatalf("During(%v) = %v, want %v", iv, got, want)
		}
	})
}

func abs(x float64) float64 { return max(x, -x) }

func TestShareNeverRoundsUp(t *testing.T) {
	for _, tc := range []struct {
		name  string
		share truceline.Share
		want  truceline.Answer
	}{
		{"all of it", truceline.Share{Min: 1, Max: 1}, truceline.Yes},
		{"all but the rounding of a sum", truceline.Share{Min: 1 - 1e-12, Max: 1}, truceline.Yes},
		{"nearly all of it", truceline.Share{Min: 0.9999, Max: 0.9999}, truceline.Unknown},
		{"nearly nothing", truceline.Share{Min: 0, Max: 0.0001}, truceline.Unknown},
		{"nothing", truceline.Share{}, truceline.No},
		{"nothing for certain, all of it possibly", truceline.Share{Min: 0, Max: 1}, truceline.Unknown},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := tc.share.Answer(); got != tc.want {
				t.Errorf("%v.Answer() = %v, want %v", tc.share, got, tc.want)
			}
		})
	}
}

func TestAnswersFollowKleene(t *testing.T) {
	all := []truceline.Answer{truceline.Unknown, truceline.No, truceline.Yes}
	order := map[truceline.Answer]int{truceline.No: 0, truceline.Unknown: 1, truceline.Yes: 2}
	for _, a := range all {
		for _, b := range all {
			if got := a.And(b); order[got] != min(order[a], order[b]) {
				t.Errorf("%v and %v = %v", a, b, got)
			}
			if got := a.Or(b); order[got] != max(order[a], order[b]) {
				t.Errorf("%v or %v = %v", a, b, got)
			}
		}
		text, _ := a.MarshalText()
		var back truceline.Answer
		if err := back.UnmarshalText(text); err != nil || back != a {
			t.Errorf("%s read back is %v, %v", text, back, err)
		}
	}
	var a truceline.Answer
	if err := a.UnmarshalText([]byte("maybe")); truceline.KindOf(err) != truceline.InvalidKind {
		t.Errorf("maybe: %v, want a Problem", err)
	}
}

func TestPeriodFollowsTheCalendar(t *testing.T) {
	damascus, err := time.LoadLocation("Asia/Damascus")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, period, from, want string
	}{
		{"six months end at the start of a day, though the clocks went back", "P6M", "2017-05-05T00:00", "2017-11-05T00:00"},
		{"thirty days", "P30D", "2018-02-24T00:00", "2018-03-26T00:00"},
		{"two weeks", "P2W", "2018-01-01T00:00", "2018-01-15T00:00"},
		{"a day and a half", "P1DT12H", "2018-01-01T00:00", "2018-01-02T12:00"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p, err := truceline.ParsePeriod(tc.period)
			if err != nil {
				t.Fatal(err)
			}
			from, _ := time.ParseInLocation("2006-01-02T15:04", tc.from, damascus)
			if got := p.After(from, damascus).In(damascus).Format("2006-01-02T15:04"); got != tc.want {
				t.Errorf("%s after %s = %s, want %s", tc.period, tc.from, got, tc.want)
			}
		})
	}
	for _, bad := range []string{"", "P", "PT", "6M", "P6", "P1.5D", "-P1D", "P1DT", "P1H"} {
		if _, err := truceline.ParsePeriod(bad); truceline.KindOf(err) != truceline.InvalidKind {
			t.Errorf("ParsePeriod(%q) = %v, want a Problem", bad, err)
		}
	}
}

func TestNamesFallBack(t *testing.T) {
	n := truceline.Names{"en": "Idlib", "ar": "إدلب"}
	for lang, want := range map[string]string{"ar": "إدلب", "en": "Idlib", "fa": "Idlib"} {
		if got := n.In(lang); got != want {
			t.Errorf("In(%q) = %q, want %q", lang, got, want)
		}
	}
	if got := (truceline.Names{"ru": "Идлиб"}).In("tr"); got != "Идлиб" {
		t.Errorf("the only name there is: got %q", got)
	}
}
