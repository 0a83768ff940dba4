package postgres

import (
	"math"
	"slices"
	"testing"

	"github.com/truceline/truceline/bench/names"
)

// pg_trgm finds what the sketch of its rule finds, in every script, with every
// index.
func TestScreeningIsTheSketch(t *testing.T) {
	c, ctx := begin(t), t.Context()
	list := []names.Listed{
		{Entry: "1", Name: "Usama Muhammad Awad bin Ladin"}, {Entry: "1", Name: "أسامة محمد عوض بن لادن"},
		{Entry: "2", Name: "Al-Nusrah Front for the People of the Levant"}, {Entry: "2", Name: "جبهة النصرة لأهل الشام"},
		{Entry: "3", Name: "Фронт ан-Нусра"}, {Entry: "4", Name: "Ri Won Ho"}, {Entry: "5", Name: "Jabhat al-Nusra"}, {Entry: "6", Name: "İbrahim Şahin"},
		{Entry: "7", Name: "Usama bin Laden"}, {Entry: "8", Name: "O'Neill 3rd"},
	}
	asked := []string{"usama bin ladin", "Nusrah Front", "جبهة النصره", "фронт нусра", "RI WON HO", "nobody at all", "", "ibrahim şahin", "İbrahim", "Oneill 3rd"}
	s, err := NewScreening(ctx, c, list)
	if err != nil {
		t.Fatal(err)
	}
	sketch := names.NewSketch(list)
	const cutoff = 0.3
	for way := range ways {
		if run, err := s.load(ctx, way); err != nil || run.Answer != "10" {
			t.Fatalf("loaded %q names, %v", run.Answer, err)
		}
		if err := s.Cutoff(ctx, cutoff); err != nil {
			t.Fatal(err)
		}
		for _, plan := range []Plan{Kept, Anew} {
			run, got, laps, err := s.Ask(ctx, asked, plan)
			if err != nil {
				t.Fatal(err)
			}
			if run.Wall <= 0 || len(laps) != len(asked) || run.Peak <= 0 {
				t.Errorf("%+v with %d laps", run, len(laps))
			}
			for i, name := range asked {
				want := sketch.Search(name, cutoff)
				same := func(a, b names.Hit) bool { return a.Entry == b.Entry && math.Abs(a.Score-b.Score) < 1e-6 }
				if !slices.EqualFunc(got[i], want, same) {
					t.Errorf("%s: %q found %v, the sketch %v", ways[way].name, name, got[i], want)
				}
			}
		}
	}
	if name, err := s.Tune(ctx, asked, cutoff); err != nil || name == "" {
		t.Errorf("tuned to %q, %v", name, err)
	}
	if run, err := s.Load(ctx); err != nil || run.Answer != "10" {
		t.Errorf("loaded %q names, %v", run.Answer, err)
	}
}
