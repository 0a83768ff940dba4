package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/truceline/truceline/bench/names"
	"github.com/truceline/truceline/internal/namesakes"
	"github.com/truceline/truceline/sanctions/screening"
)

// scoring is a score with so many of 1,000 found and so many of 50 hard negatives hit.
func scoring(found, hard int) names.Score {
	return names.Score{Asked: map[string]int{"exact": 1000}, Found: map[string]int{"exact": found}, Easy: names.Share{Of: 50}, Hard: names.Share{N: hard, Of: 50}}
}

func TestP1CountsOnlyWhatIsAsGood(t *testing.T) {
	p := &screeningPart{
		trigram: suited{atTuned: scoring(985, 20), best: scoring(990, 27)},
		curve:   []names.Score{scoring(999, 45), scoring(990, 27), scoring(985, 20), scoring(980, 5), scoring(950, 0)},
	}
	for _, tc := range []struct {
		name        string
		found, hard int
		want        string
	}{
		{"better on both", 996, 10, "met"},
		{"as good on both as each", 990, 20, "met"},
		{"fewer found", 989, 0, "recall@10 0.9890"},
		{"more hit than at the tuned cut-off", 999, 21, "21 of 50 hard"},
	} {
		b, err := json.Marshal(screened{Score: scoring(tc.found, tc.hard), P99: time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		run, err := p.judged(answering(string(b)), func(s screened) time.Duration { return s.P99 })(t.Context())
		if tc.want == "met" {
			tc.want = asGood
		}
		if err != nil || !strings.HasPrefix(run.Answer, tc.want) && !strings.Contains(run.Answer, tc.want) || run.Wall != time.Millisecond {
			t.Errorf("%s: answered %q in %v, %v; want %s in 1ms", tc.name, run.Answer, run.Wall, err, tc.want)
		}
	}
	p.curve = append(p.curve, scoring(996, 9))
	if got := p.wrong(scoring(996, 10)); !strings.Contains(got, "another cut-off") {
		t.Errorf("a peer that finds as many and hits fewer: %q", got)
	}
}

func TestPeerAnswersWhatItsCutoffWasChosenBy(t *testing.T) {
	var answers []string
	for i := range 2 { // times differ from run to run, and are no answer
		b, err := json.Marshal(screened{Score: scoring(990, 27), P50: time.Duration(i), Heap: 7})
		if err != nil {
			t.Fatal(err)
		}
		answers = append(answers, string(b))
	}
	var kept screened
	side := beside(scored(answering(answers...), scoring(990, 27), &kept), asGood)
	for range answers {
		if run, err := side(t.Context()); err != nil || run.Answer != asGood {
			t.Errorf("answered %q, %v", run.Answer, err)
		}
	}
	if kept.Heap != 7 {
		t.Errorf("kept %+v", kept)
	}
	if _, err := scored(answering(answers...), scoring(990, 26), nil)(t.Context()); err == nil {
		t.Error("another score passed")
	}
}

func TestFixOn(t *testing.T) {
	// 100 queries of an entry, 98 of them sure; one is found up to 0.5 and one up
	// to 0.6. A name of nobody is hit up to 0.55, another up to 0.45.
	var outcomes []names.Outcome
	for range 98 {
		outcomes = append(outcomes, names.Outcome{Kind: "exact", Rank: 1, Score: 1, Top: 1})
	}
	outcomes = append(outcomes, names.Outcome{Kind: "edit1", Rank: 1, Score: 0.5, Top: 0.5}, names.Outcome{Kind: "edit1", Rank: 1, Score: 0.6, Top: 0.6},
		names.Outcome{Kind: "none-hard", Top: 0.55}, names.Outcome{Kind: "none", Top: 0.45})
	for _, tc := range []struct{ from, to, want float64 }{
		{0.3, 0.9, 0.56}, // 99 found, none hit
		{0.3, 0.5, 0.46}, // one hit, all found
		{0.7, 0.9, 0.70}, // never enough: the most found, at the least cut-off
	} {
		if got := fixOn(outcomes, tc.from, tc.to); got != tc.want {
			t.Errorf("from %v to %v: %v, want %v", tc.from, tc.to, got, tc.want)
		}
	}
}

func TestEditGroups(t *testing.T) {
	var refs []screening.Reference
	for i := range 250 {
		refs = append(refs, screening.Reference{Entry: fmt.Sprint(i), Name: fmt.Sprintf("Name %c%c", 'a'+i/26, 'a'+i%26)})
	}
	refs = append(refs, screening.Reference{Entry: "x", Name: "Фронт"}, screening.Reference{Entry: "y", Name: "ANF"})
	order, groups := editGroups(refs, 1)
	if want := []string{"Latn", "Cyrl", "Latn, under 5 letters"}; !slices.Equal(order, want) {
		t.Fatalf("groups %q, want %q", order, want)
	}
	for key, want := range map[string]int{"Latn": 250, "Cyrl": editsN, "Latn, under 5 letters": editsN} {
		if got := len(groups[key]); got != want {
			t.Errorf("%s: %d names, want %d", key, got, want)
		}
	}
	if a, b := groups["Cyrl"][0], groups["Cyrl"][1]; a.Listed != b.Listed {
		t.Errorf("%q and %q are not one name", a.Listed, b.Listed)
	}
}

func TestFoundOf(t *testing.T) {
	edited := []namesakes.Edited{{Entries: []string{"1"}, Name: "a"}, {Entries: []string{"2", "9"}, Name: "a"}, {Entries: []string{"3"}, Name: "a"}}
	first, ten, n := foundOf(edited, func(string) []names.Hit { return []names.Hit{{Entry: "9"}, {Entry: "1"}} })
	if first != 1 || ten != 2 || n != 3 {
		t.Errorf("%d first, %d among ten of %d; want 1, 2 of 3", first, ten, n)
	}
}

func TestSpread(t *testing.T) {
	all := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	if got := spread(all, 3); !slices.Equal(got, []int{0, 3, 6}) {
		t.Errorf("got %v", got)
	}
	for _, n := range []int{0, 10, 11} {
		if got := spread(all, n); len(got) != 10 {
			t.Errorf("%d of ten are %v", n, got)
		}
	}
}

func TestPairsTables(t *testing.T) {
	pairs := []namesakes.Pair{
		{A: "Olaf Scholz", B: "Scholz, Olaf", Same: true, Kind: screening.Person},
		{A: "Olaf Scholz", B: "Angela Merkel", Kind: screening.Person},
	}
	tables := pairsTables(pairs)
	if len(tables) != 2 || !strings.Contains(tables[0].Title, "2 pairs of names, 1 of one subject") {
		t.Fatalf("%+v", tables)
	}
	for _, row := range tables[0].Rows {
		if row[4] != "1.000" {
			t.Errorf("%v: these pairs are plain", row)
		}
	}
	for _, table := range tables {
		for _, row := range table.Rows {
			if len(row) != len(table.Header) {
				t.Errorf("%s: %d cells below %d names", table.Title, len(row), len(table.Header))
			}
		}
	}
}

func TestBestThreshold(t *testing.T) {
	if got := bestThreshold([]float64{0.9, 0.65, 0.6, 0.2}, []bool{true, true, false, false}); got != 0.61 {
		t.Errorf("got %v, want the least of the best, 0.61", got)
	}
}

// answered searches are final: what is below the cut-off is left out already.
func TestSearchesOfP1(t *testing.T) {
	refs := []screening.Reference{
		{Entry: "1", Name: "Usama Muhammad Awad bin Ladin", Kind: screening.Person},
		{Entry: "2", Name: "Al-Nusrah Front for the People of the Levant", Kind: screening.Entity},
	}
	for name, search := range map[string]func(string) []names.Hit{
		"ours": ownSearch(refs, 0), "sketch": sketchSearch(refs, 0.4), "Jaro-Winkler": winklerSearch(refs, 0.8),
	} {
		if got := search("usama muhammad awad bin ladin"); len(got) != 1 || got[0].Entry != "1" {
			t.Errorf("%s: %v, want entry 1 alone", name, got)
		}
		if got := search("Kobenhavn"); len(got) != 0 {
			t.Errorf("%s: %v for a name of nobody", name, got)
		}
	}
}
