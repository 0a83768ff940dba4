package desk_test

import (
	"testing"
	"time"

	"github.com/truceline/truceline/sanctions/screening"
)

// A place of the case is itself and not a listed name with an error; what is no
// place is found with its error, and a listed name is found although a place
// bears it.
func TestPlacesOfTheCaseAreNoLeads(t *testing.T) {
	d := newDesk(t)
	load(t, d, astana(t))
	importList(t, d, lakes("2017-07-03", "1,EX.001,entity,Zabadanu,2015-01-01,,", "2,EX.002,entity,Duma,2015-01-01,,"))
	alone := screening.New([]screening.Reference{{Entry: "1", Name: "Zabadanu"}})
	if len(alone.Search(screening.Query{Name: "Zabadani"})) == 0 {
		t.Fatal("the name is no lead even where no place is known, so that this test shows nothing")
	}
	s, err := d.Screener(t.Context(), "", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"Duma": true, "Zabadani": false, "Zabadann": true} {
		if got := s.Screen(screening.Query{Name: name}); len(got) > 0 != want {
			t.Errorf("%q: want a lead %v, got %+v", name, want, got)
		}
	}
}
