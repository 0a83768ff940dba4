package desk_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/place"
)

// What a bulletin calls Damascus is the city and its countryside, as the counts
// by province that were coded by hand have it, in either language.
func TestABulletinMeansTheAreasThatTheCaseSays(t *testing.T) {
	d := newDesk(t)
	load(t, d, astana(t))
	for _, tc := range []struct {
		name, text string
		want       map[string][]place.AreaID // by the number of the claim
	}{
		{"English", "January 3, 2018. The Turkish part registered 5 violations: Damascus - 4, Hama - 1.",
			map[string][]place.AreaID{"2018-01-03/total": nil, "2018-01-03/SY01|SY03": {"SY01", "SY03"}, "2018-01-03/SY05": {"SY05"}}},
		{"Russian, in another case", "3 января 2018 года. Турецкая часть зафиксировала 4 нарушения: в провинции Дамаск – 4.",
			map[string][]place.AreaID{"2018-01-03/total": nil, "2018-01-03/SY01|SY03": {"SY01", "SY03"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			read, err := d.ReadBulletin(t.Context(), tc.text, desk.BulletinOptions{})
			if err != nil {
				t.Fatal(err)
			}
			got := make(map[string][]place.AreaID)
			for _, p := range read.Claims {
				got[p.Claim.Number] = p.Claim.Areas
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
