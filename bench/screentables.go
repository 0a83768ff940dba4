package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/bench/names"
	"github.com/truceline/truceline/bench/workload"
	"github.com/truceline/truceline/internal/namesakes"
	"github.com/truceline/truceline/sanctions/screening"
)

// ordinaryN is how many names of ordinary people and places are screened.
const ordinaryN = 1000

// ordinarySeed draws them.
const ordinarySeed = 1

// editsN is how many mistyped names a script has at least: where the list has
// fewer names in it, each is drawn as often as it takes.
const editsN = 200

// winklerSample is how many mistyped names of a script Jaro-Winkler is given:
// it compares each with the whole list.
const winklerSample = 300

// A searcher is who screens, with what is found being final.
type searcher struct {
	who    string
	search func(name string) []names.Hit
	sample int // names that it is given of a group; 0: all
}

// screenTables are the tables of screening.
func (b *bench) screenTables(ctx context.Context, p *screeningPart, cache string) ([]measure.Section, error) {
	asked, err := b.namesTable(ctx, p, cache)
	if err != nil {
		return nil, err
	}
	all := []searcher{
		{"ours", ownSearch(p.refs, 0), 0},
		{fmt.Sprintf("pg_trgm at %.2f", p.trigram.cutoff), sketchSearch(p.refs, p.trigram.cutoff), 0},
		{fmt.Sprintf("Jaro-Winkler at %.2f", p.winkler.cutoff), winklerSearch(p.refs, p.winkler.cutoff), winklerSample},
	}
	out := []measure.Section{asked, curveTable(p), editsTable(p.refs, all)}
	ground, err := namesakes.Bundled()
	if err != nil {
		return nil, err
	}
	out = append(out, ordinaryTable(ground.Ordinary(ordinaryN, ordinarySeed, p.refs), all))
	f, err := os.Open(filepath.Join(b.shared, "data", "name_match_pairs_dev.csv"))
	if errors.Is(err, fs.ErrNotExist) {
		b.say("screening: the pairs are not there: set TRUCELINE_SHARED to the folder that holds data")
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	pairs, err := namesakes.ReadPairs(f)
	if err != nil {
		return nil, err
	}
	return append(out, pairsTables(pairs)...), nil
}

// queryKinds are the kinds of queries about an entry, in the order of W1.
var queryKinds = []string{"exact", "alias", "edit1", "edit2", "reorder", "drop"}

// namesTable tells how good everybody is on W1.
func (b *bench) namesTable(ctx context.Context, p *screeningPart, cache string) (measure.Section, error) {
	s := measure.Section{
		Title:  "Screening W1",
		Header: []string{"who", "list, seed", "cut-off", "recall@10"},
		Note: fmt.Sprintf("Found among the first ten, of all and by kind of query; first: at rank 1. A peer's best cut-off is the one with the fewest negatives hit at a recall of %.2f. "+
			"Ours is the published threshold. The kind of a name is not said but where it stands. W1's typing errors are Latin letters only.", recallFloor),
	}
	s.Header = append(append(s.Header, queryKinds...), "first", "easy hit", "hard hit")
	row := func(who, where string, cutoff float64, sc names.Score) {
		at := strconv.FormatFloat(cutoff, 'f', 2, 64)
		line := []string{who, where, at, fmt.Sprintf("%.4f", sc.Recall())}
		for _, k := range queryKinds {
			line = append(line, fmt.Sprintf("%d/%d", sc.Found[k], sc.Asked[k]))
		}
		s.Rows = append(s.Rows, append(line, fmt.Sprintf("%.4f", sc.FirstShare()), sc.Easy.String(), sc.Hard.String()))
	}
	// ours judges the published threshold on a list.
	ours := func(refs []screening.Reference, queries []workload.NameQuery, kinds bool) names.Score {
		ix := screening.New(refs)
		hits := make([][]names.Hit, len(queries))
		for i, q := range queries {
			ask := screening.Query{Name: q.Name}
			if kinds {
				ask.Kind = screening.Kind(q.Type)
			}
			hits[i] = hitsOf(ix.Search(ask))
		}
		return scoreOf(queries, hits)
	}
	where := fmt.Sprintf("%s, %d", workload.NamesList, namesScored)
	row("ours", where, screening.DefaultThreshold, ours(p.refs, p.scored, false))
	if missed := missedOf(p.scored, ownSearch(p.refs, 0)); len(missed) > 0 {
		s.Note += " Missed by ours: " + strings.Join(missed[:min(len(missed), missedN)], "; ") + "."
	}
	row("ours, the kind said", where, screening.DefaultThreshold, ours(p.refs, p.scored, true))
	row(fmt.Sprintf("pg_trgm, best on seed %d", namesTuned), where, p.trigram.tuned, p.trigram.atTuned)
	row("pg_trgm, best on the seed scored", where, p.trigram.scored, p.trigram.best)
	row(fmt.Sprintf("Jaro-Winkler, best on seed %d", namesTuned), where, p.winkler.tuned, p.winkler.atTuned)
	row("Jaro-Winkler, best on the seed scored", where, p.winkler.scored, p.winkler.best)

	list, err := workload.UNList(b.shared, cache, workload.EarlierList)
	if err != nil {
		return s, err
	}
	earlier, err := listOf(list)
	if err != nil {
		return s, err
	}
	queries, err := b.queries(ctx, cache, workload.EarlierList, namesScored)
	if err != nil {
		return s, err
	}
	where = fmt.Sprintf("%s, %d", workload.EarlierList, namesScored)
	outcomes := outcomesOf(queries, sketchSearch(earlier, trigramFrom))
	best := fixOn(outcomes, trigramFrom, trigramTo)
	row("ours", where, screening.DefaultThreshold, ours(earlier, queries, false))
	row(fmt.Sprintf("pg_trgm, best on seed %d of the other list", namesTuned), where, p.trigram.tuned, names.ScoreOf(outcomes, p.trigram.tuned))
	row("pg_trgm, best on the seed scored", where, best, names.ScoreOf(outcomes, best))

	var more []workload.NameQuery
	for seed := uint64(namesFirst); seed <= namesLast; seed++ {
		qs, err := b.queries(ctx, cache, workload.NamesList, seed)
		if err != nil {
			return s, err
		}
		more = append(more, qs...)
	}
	where = fmt.Sprintf("%s, %d to %d", workload.NamesList, namesFirst, namesLast)
	outcomes = outcomesOf(more, sketchSearch(p.refs, trigramFrom))
	row("ours", where, screening.DefaultThreshold, ours(p.refs, more, false))
	row(fmt.Sprintf("pg_trgm, best on seed %d", namesTuned), where, p.trigram.tuned, names.ScoreOf(outcomes, p.trigram.tuned))
	return s, nil
}

// missedN is how many missed queries are named.
const missedN = 12

// missedOf are the queries about an entry that did not find it.
func missedOf(queries []workload.NameQuery, search func(string) []names.Hit) []string {
	var out []string
	for _, q := range queries {
		if o := names.OutcomeOf(q, search(q.Name)); o.Rank == 0 && q.Expect != "-" {
			out = append(out, fmt.Sprintf("%s (%s of %s)", q.Name, q.Kind, q.Expect))
		}
	}
	return out
}

// curveTable tells what other cut-offs come to on W1.
func curveTable(p *screeningPart) measure.Section {
	s := measure.Section{
		Title:  "Screening W1 at other cut-offs",
		Header: []string{"cut-off", "ours: recall@10", "hard hit", "pg_trgm: recall@10", "hard hit", "Jaro-Winkler: recall@10", "hard hit"},
		Note:   "The same list and seed. Nothing was chosen by this table.",
	}
	ix := screening.New(p.refs)
	const least = 0.25
	own := outcomesOf(p.scored, func(name string) []names.Hit { return hitsOf(ix.Search(screening.Query{Name: name, Threshold: least})) })
	trigrams := outcomesOf(p.scored, sketchSearch(p.refs, least))
	winkler := outcomesOf(p.scored, winklerSearch(p.refs, 0.5))
	for c := 25; c <= 95; c += 5 {
		at := float64(c) / 100
		line := []string{fmt.Sprintf("%.2f", at)}
		for i, outcomes := range [][]names.Outcome{own, trigrams, winkler} {
			if i == 2 && at < 0.5 {
				line = append(line, "-", "-")
				continue
			}
			sc := names.ScoreOf(outcomes, at)
			line = append(line, fmt.Sprintf("%.4f", sc.Recall()), sc.Hard.String())
		}
		s.Rows = append(s.Rows, line)
	}
	return s
}

// shortName is how many letters a name has at least that one may still know by
// the rest after an error; W1 takes no shorter alias either.
const shortName = 5

// editGroups are the names of a list, mistyped, by what is told apart: their
// script, and whether they are short. The first draw is of seed 1.
func editGroups(refs []screening.Reference, edits int) (order []string, groups map[string][]namesakes.Edited) {
	groups = map[string][]namesakes.Edited{}
	for seed := uint64(1); seed <= editsN; seed++ {
		drawn := map[string][]namesakes.Edited{}
		for _, e := range namesakes.Edits(refs, edits, seed) {
			key := e.Script
			if e.Letters < shortName {
				key = fmt.Sprintf("%s, under %d letters", e.Script, shortName)
			}
			drawn[key] = append(drawn[key], e)
		}
		more := false
		for key, edited := range drawn {
			if len(groups[key]) < editsN {
				groups[key] = append(groups[key], edited...)
				more = more || len(groups[key]) < editsN
			}
		}
		if !more {
			break
		}
	}
	order = slices.SortedFunc(maps.Keys(groups), func(a, b string) int {
		short := func(s string) bool { return strings.Contains(s, ",") }
		if short(a) != short(b) {
			if short(a) {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(len(groups[b]), len(groups[a])), cmp.Compare(a, b))
	})
	return order, groups
}

// editsTable tells how every name of the list is found that was mistyped in its
// own letters.
func editsTable(refs []screening.Reference, all []searcher) measure.Section {
	s := measure.Section{
		Title:  "Screening listed names, mistyped in their own letters",
		Header: []string{"script", "edits", "names"},
		Note: fmt.Sprintf("Each different name of each entry, drawn once, or as often as it takes to have %d. ", editsN) + "An edit swaps two letters, leaves one out, doubles, replaces or adds one; the letters are those of the list in that script. " +
			"Rank 1: the first lead is an entry that bears the name; @10: one of the first ten is. " +
			fmt.Sprintf("Jaro-Winkler is given %d of a group at most.", winklerSample),
	}
	for _, a := range all {
		s.Header = append(s.Header, a.who+": rank 1", "@10")
	}
	for edits := 1; edits <= 2; edits++ {
		order, groups := editGroups(refs, edits)
		for _, key := range order {
			line := []string{key, strconv.Itoa(edits), strconv.Itoa(len(groups[key]))}
			for _, a := range all {
				first, ten, n := foundOf(spread(groups[key], a.sample), a.search)
				line = append(line, ratio(first, n), ratio(ten, n))
			}
			s.Rows = append(s.Rows, line)
		}
	}
	return s
}

// spread are at most n of all, as far apart as they can be; all if n is zero.
func spread[T any](all []T, n int) []T {
	if n == 0 || len(all) <= n {
		return all
	}
	out := make([]T, n)
	for i := range out {
		out[i] = all[i*len(all)/n]
	}
	return out
}

// foundOf counts the mistyped names that were found first, and among ten.
func foundOf(edited []namesakes.Edited, search func(string) []names.Hit) (first, ten, n int) {
	for _, e := range edited {
		at := slices.IndexFunc(search(e.Name), func(h names.Hit) bool { return e.Is(h.Entry) })
		if at == 0 {
			first++
		}
		if at >= 0 && at < names.TopN {
			ten++
		}
	}
	return first, ten, len(edited)
}

// ratio prints n of all with four digits.
func ratio(n, all int) string {
	if all == 0 {
		return "-"
	}
	return fmt.Sprintf("%.4f", float64(n)/float64(all))
}

// ordinaryTable tells which ordinary names were taken for listed ones.
func ordinaryTable(ordinary []namesakes.Ordinary, all []searcher) measure.Section {
	s := measure.Section{
		Title:  fmt.Sprintf("False leads in %d names of ordinary people and places", len(ordinary)),
		Header: []string{"who", "names with a lead"},
		Note:   "From the case's gazetteer and parties, those matched to an entry left out, and people made of common names. Peers are at their best cut-off on W1, which is low for names of nobody.",
	}
	var of []string
	counts := map[string]int{}
	for _, o := range ordinary {
		if counts[o.Of]++; counts[o.Of] == 1 {
			of = append(of, o.Of)
		}
	}
	for _, k := range of {
		s.Header = append(s.Header, fmt.Sprintf("%s (%d)", k, counts[k]))
	}
	for i, a := range all {
		hit := map[string]int{}
		n := 0
		var which []string
		for _, o := range ordinary {
			if leads := a.search(o.Name); len(leads) > 0 {
				n++
				hit[o.Of]++
				which = append(which, fmt.Sprintf("%s (%s, %.2f)", o.Name, leads[0].Entry, leads[0].Score))
			}
		}
		line := []string{a.who, strconv.Itoa(n)}
		for _, k := range of {
			line = append(line, strconv.Itoa(hit[k]))
		}
		s.Rows = append(s.Rows, line)
		if i == 0 && n > 0 {
			s.Note += " Ours: " + strings.Join(which[:min(len(which), 10)], "; ") + "."
		}
	}
	return s
}

// A pairScorer is how alike two names are to somebody.
type pairScorer struct {
	who    string
	fixed  float64 // the threshold that was fixed before; 0: the best is picked here
	scores []float64
}

// pairsTables tell how pairs of names are told apart, whether they are of one subject.
func pairsTables(pairs []namesakes.Pair) []measure.Section {
	all := []pairScorer{{who: "ours", fixed: screening.DefaultThreshold}, {who: "pg_trgm"}, {who: "Jaro-Winkler"}}
	for _, p := range pairs {
		lead := screening.Compare(screening.Reference{Name: p.A, Kind: p.Kind}, screening.Reference{Name: p.B, Kind: p.Kind})
		all[0].scores = append(all[0].scores, lead.Score)
		all[1].scores = append(all[1].scores, names.Similarity(p.A, p.B))
		all[2].scores = append(all[2].scores, names.Aligned(names.WordsOf(p.A), names.WordsOf(p.B)))
	}
	same := make([]bool, len(pairs))
	yes := 0
	for i, p := range pairs {
		if same[i] = p.Same; p.Same {
			yes++
		}
	}
	best := measure.Section{
		Title:  fmt.Sprintf("Screening %d pairs of names, %d of one subject", len(pairs), yes),
		Header: []string{"who", "threshold", "precision", "recall", "F1"},
		Note:   "Of pairs that are compared alone, without a list. Best thresholds are picked on these pairs. Ours was made with these pairs at hand; others check it.",
	}
	curve := measure.Section{Title: "The same at other thresholds", Header: []string{"threshold"}}
	for _, a := range all {
		row := func(who string, at float64) {
			c := names.Told(a.scores, same, at)
			best.Rows = append(best.Rows, []string{who, fmt.Sprintf("%.2f", at), figure(c.Precision()), figure(c.Recall()), figure(c.F1())})
		}
		if a.fixed > 0 {
			row(a.who+", published", a.fixed)
		}
		row(a.who+", best", bestThreshold(a.scores, same))
		curve.Header = append(curve.Header, a.who+": precision", "recall", "F1")
	}
	for c := 30; c <= 95; c += 5 {
		line := []string{fmt.Sprintf("%.2f", float64(c)/100)}
		for _, a := range all {
			t := names.Told(a.scores, same, float64(c)/100)
			line = append(line, figure(t.Precision()), figure(t.Recall()), figure(t.F1()))
		}
		curve.Rows = append(curve.Rows, line)
	}
	return []measure.Section{best, curve}
}

// bestThreshold is the one of hundredths with the highest F1.
func bestThreshold(scores []float64, same []bool) float64 {
	best, f1 := 0.0, -1.0
	for c := 1; c <= 100; c++ {
		if f := names.Told(scores, same, float64(c)/100).F1(); f > f1 {
			best, f1 = float64(c)/100, f
		}
	}
	return best
}

// section tells what the indexes of P1 hold.
func (p *screeningPart) section() measure.Section {
	s := measure.Section{Title: "What an index holds", Header: []string{"who", "names", "heap, KiB", "bytes a name"}}
	for _, r := range []struct {
		who  string
		heap uint64
	}{{"ours", p.ours.Heap}, {"sketch", p.sketch.Heap}} {
		if r.heap > 0 {
			s.Rows = append(s.Rows, []string{r.who, strconv.Itoa(len(p.refs)), strconv.FormatUint(r.heap>>10, 10), strconv.FormatUint(r.heap/uint64(len(p.refs)), 10)})
		}
	}
	return s
}
