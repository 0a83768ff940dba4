package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/bench/workload"
	"github.com/truceline/truceline/internal/rivals"
	"github.com/truceline/truceline/internal/rivals/headlines"
	"github.com/truceline/truceline/internal/rivals/score"
)

// A truthSet is reports of which it is known which are of one event.
type truthSet struct {
	id, name string
	file     string // as the program takes them; of headlines only
	truth    *score.Truth
	aim      string         // in words
	naive    *score.Figures // of all pairs of one day
	result   score.Result   // of the last run
	ran      bool
}

// truths prepares the quality of fusion on reports whose truth is known. On none
// of what is scored was anything chosen.
func (b *bench) truths(ctx context.Context) ([]measure.Metric, error) {
	b.say("fusion: rival accounts, headlines and claims")
	var out []measure.Metric
	add := func(s *truthSet, name string, run measure.Side) {
		b.truthSets = append(b.truthSets, s)
		out = append(out, measure.Metric{ID: s.id, Name: name + s.name, Gate: "the same pairs each time", Items: s.truth.ReportsN(), Pairs: 1, Cold: true, Ours: same(run)})
	}
	ground, err := rivals.Bundled(ctx)
	if err != nil {
		return nil, err
	}
	words, err := rivalVocabulary()
	if err != nil {
		return nil, err
	}
	for _, noise := range rivals.Levels() {
		published, own, err := newLevels(ctx, ground, noise, words)
		if err != nil {
			return nil, err
		}
		add(published.truthSet, "incident.Fuse: ", published.run)
		add(own.truthSet, "incident.Fuse: ", own.run)
	}
	p, err := b.build(ctx)
	if err != nil {
		return nil, err
	}
	sets, err := headlineSets(ctx, filepath.Join(b.shared, "data"), p.folder)
	if errors.Is(err, fs.ErrNotExist) {
		b.say("the headlines are not there: set TRUCELINE_SHARED to the folder that holds data")
	} else if err != nil {
		return nil, err
	}
	for _, s := range sets {
		add(s, "truceline fuse: ", func(ctx context.Context) (measure.Run, error) { return p.fuse(ctx, s) })
	}
	b.claims, err = claimSection(ctx, b.shared)
	return out, err
}

// same is a side without a peer that must answer the same every time.
func same(side measure.Side) measure.Side {
	first := ""
	return func(ctx context.Context) (measure.Run, error) {
		run, err := side(ctx)
		if err == nil && first != "" && run.Answer != first {
			err = fmt.Errorf("answered %s after %s", run.Answer, first)
		}
		first = run.Answer
		return run, err
	}
}

// headlineSets writes the real headlines of a folder: the half that nothing was
// tuned on, all of them, and those of another country.
func headlineSets(ctx context.Context, data, folder string) ([]*truthSet, error) {
	var files [4]*os.File
	for i, name := range []string{"ged_syria_source_reports.csv.gz", "ged_syria_source_reports_gold.csv.gz", "ucdp_ged_syria_2016-2019.csv.gz", "hxl/ucdp_colombia_hxl_sample.csv"} {
		f, err := os.Open(filepath.Join(data, name))
		if err != nil {
			return nil, err
		}
		defer f.Close()
		files[i] = f
	}
	all, err := headlines.Read(ctx, files[0], files[1])
	if err != nil {
		return nil, err
	}
	days, err := headlines.EventDays(ctx, files[2])
	if err != nil {
		return nil, err
	}
	_, scoring, _, err := all.Split(days)
	if err != nil {
		return nil, err
	}
	other, _, err := headlines.Articles(ctx, files[3], "COL-R")
	if err != nil {
		return nil, err
	}
	const aim = "F1 three times that of all pairs of one day"
	var out []*truthSet
	for _, part := range []struct {
		id, name, aim string
		set           headlines.Set
	}{{"FUSE-words", "headlines, 2018 to 2019", aim, scoring}, {"FUSE-all", "headlines, all years", aim, all}, {"FUSE-col", "headlines of Colombia", "-", other}} {
		s := &truthSet{id: part.id, name: part.name, file: filepath.Join(folder, part.id+".csv"), aim: part.aim}
		if s.truth, err = score.NewTruth(part.set.Links); err != nil {
			return nil, err
		}
		naive, err := s.truth.Pairs(part.set.WithinDays(0))
		if err != nil {
			return nil, err
		}
		s.naive = &naive
		if err := writeTo(s.file, func(w io.Writer) error { return part.set.Write(w, io.Discard) }); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// writeTo writes a file.
func writeTo(path string, write func(io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// fuse runs the program on a set, and answers with the digest of its pairs.
func (p *program) fuse(ctx context.Context, s *truthSet) (measure.Run, error) {
	out := s.file + ".pairs"
	run, _, err := p.run(ctx, 0, "fuse", "--dry-run", "--zone", "Asia/Damascus", "--reports", s.file, "--out", out)
	if err != nil {
		return run, err
	}
	b, err := os.ReadFile(out)
	if err != nil {
		return run, err
	}
	run.Answer = workload.Digest(b)[:16]
	f, err := os.Open(out)
	if err != nil {
		return run, err
	}
	defer f.Close()
	pairs, err := judgedPairs(f)
	if err != nil {
		return run, err
	}
	s.result, err = s.truth.Measure(pairs, nil)
	s.ran = err == nil
	return run, err
}

// judgedPairs reads the pairs that the program wrote.
func judgedPairs(r io.Reader) ([]score.Judged, error) {
	in := csv.NewReader(r)
	in.ReuseRecord = true
	var out []score.Judged
	for n := 1; ; n++ {
		row, err := in.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		if n == 1 {
			continue
		}
		bits, err := strconv.ParseFloat(row[2], 64)
		if err != nil || row[3] != "yes" && row[3] != "no" {
			return nil, fmt.Errorf("line %d: %q is not a pair", n, row)
		}
		out = append(out, score.Judged{A: row[0], B: row[1], Score: bits, Joined: row[3] == "yes"})
	}
}

// truthSection tells how well the program fused the sets.
func truthSection(sets []*truthSet) measure.Section {
	s := measure.Section{
		Title: "Fusion against truth",
		Header: []string{"reports", "pairs true", "joined: precision", "recall", "F1", "B-cubed: precision", "recall", "F1",
			"proposed too: precision", "recall", "F1", "average precision", "aim"},
		Note: "Joined pairs stand in one group and need no person; proposed ones are those and what a person is shown. Rival accounts: by the case's acts and parties and the published weights; " +
			"or by weights that EM gives for the level itself, with thresholds of its own; both on another seed than the one scored. Headlines: the program, by its published weights, " +
			"which the years up to 2017 gave; most pairs cannot be told by a headline, and hardly any should join.",
	}
	three := func(p, r, f float64) []string { return []string{figure(p), figure(r), figure(f)} }
	of := func(f score.Figures) []string {
		if f.SaidN == 0 { // nothing was said, so that nothing can be said of it
			return []string{"-", "-", "-"}
		}
		return three(f.Precision, f.Recall, f.F1)
	}
	for _, t := range sets {
		if !t.ran {
			continue
		}
		x := t.result
		row := append([]string{fmt.Sprintf("%s: %d", t.name, x.ReportsN), strconv.Itoa(x.Groups.TrueN)}, of(x.Groups)...)
		row = append(append(row, three(x.BCubed.Precision, x.BCubed.Recall, x.BCubed.F1)...), of(x.Proposed)...)
		s.Rows = append(s.Rows, append(row, figure(x.AveragePrecision), t.aim))
		if n := t.naive; n != nil {
			row := []string{"the same, all pairs of one day", strconv.Itoa(n.TrueN), "-", "-", "-", "-", "-", "-"}
			s.Rows = append(s.Rows, append(append(row, three(n.Precision, n.Recall, n.F1)...), "-", "-"))
		}
	}
	return s
}

func figure(x float64) string { return strconv.FormatFloat(x, 'f', 3, 64) }
