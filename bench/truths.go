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

// A truthSet is reports in a file, as the program takes them, and which of them
// are of one event.
type truthSet struct {
	id, name string
	file     string
	truth    *score.Truth
	aim      string // in words
	naive    *score.Figures
	result   score.Result // of the last run
	ran      bool
}

// truths prepares the quality of fusion: the program, by its published weights,
// on files whose truth is known. Nothing in them was used to set the weights.
func (b *bench) truths(ctx context.Context) ([]measure.Metric, error) {
	p, err := b.build(ctx)
	if err != nil {
		return nil, err
	}
	b.say("fusion: rival accounts and headlines")
	if err := b.rivalSets(ctx, p.folder); err != nil {
		return nil, err
	}
	if err := b.headlineSets(ctx, p.folder); errors.Is(err, fs.ErrNotExist) {
		b.say("the headlines are not there: set TRUCELINE_SHARED to the folder that holds data")
	} else if err != nil {
		return nil, err
	}
	if b.claims, err = claimSection(ctx, b.shared); err != nil {
		return nil, err
	}
	var out []measure.Metric
	for _, s := range b.truthSets {
		out = append(out, measure.Metric{
			ID: s.id, Name: "truceline fuse: " + s.name, Gate: "the same pairs each time", Items: s.truth.ReportsN(), Pairs: 1, Cold: true,
			Ours: same(func(ctx context.Context) (measure.Run, error) { return p.fuse(ctx, s) }),
		})
	}
	return out, nil
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

// rivalSets writes the accounts of five sources at each level of noise, of the
// seed that nothing was tuned on.
func (b *bench) rivalSets(ctx context.Context, folder string) error {
	ground, err := rivals.Bundled(ctx)
	if err != nil {
		return err
	}
	aims := map[string]string{"low": "F1 0.97", "middle": "F1 0.92", "high": "F1 0.80"}
	for _, level := range rivals.Levels() {
		set, err := ground.Make(level, rivals.Scoring)
		if err != nil {
			return err
		}
		s := &truthSet{id: "FUSE-" + level.Name, name: "rival accounts, " + level.Name + " noise",
			file: filepath.Join(folder, "rivals-"+level.Name+".csv"), aim: aims[level.Name] + ", joined at 0.98"}
		links := make([]score.Link, len(set.Accounts))
		for i, a := range set.Accounts {
			links[i] = score.Link{Report: a.Number, Event: a.Event}
		}
		if s.truth, err = score.NewTruth(links); err != nil {
			return err
		}
		if err := writeTo(s.file, func(w io.Writer) error { return rivals.Write(w, set.Accounts) }); err != nil {
			return err
		}
		b.truthSets = append(b.truthSets, s)
	}
	return nil
}

// headlineSets writes the real headlines: all of them, and the half that nothing
// was tuned on.
func (b *bench) headlineSets(ctx context.Context, folder string) error {
	var files [3]*os.File
	for i, name := range []string{"ged_syria_source_reports.csv.gz", "ged_syria_source_reports_gold.csv.gz", "ucdp_ged_syria_2016-2019.csv.gz"} {
		f, err := os.Open(filepath.Join(b.shared, "data", name))
		if err != nil {
			return err
		}
		defer f.Close()
		files[i] = f
	}
	all, err := headlines.Read(ctx, files[0], files[1])
	if err != nil {
		return err
	}
	days, err := headlines.EventDays(ctx, files[2])
	if err != nil {
		return err
	}
	_, scoring, _, err := all.Split(days)
	if err != nil {
		return err
	}
	for _, part := range []struct {
		id, name string
		set      headlines.Set
	}{{"FUSE-words", "headlines, 2018 to 2019", scoring}, {"FUSE-all", "headlines, all years", all}} {
		s := &truthSet{id: part.id, name: part.name, file: filepath.Join(folder, part.id+".csv"), aim: "F1 three times that of all pairs of one day"}
		if s.truth, err = score.NewTruth(part.set.Links); err != nil {
			return err
		}
		naive, err := s.truth.Pairs(part.set.WithinDays(0))
		if err != nil {
			return err
		}
		s.naive = &naive
		if err := writeTo(s.file, func(w io.Writer) error { return part.set.Write(w, io.Discard) }); err != nil {
			return err
		}
		b.truthSets = append(b.truthSets, s)
	}
	return nil
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
		Note: "By the program's published weights, on the seed, and the years, that nothing was tuned on. Joined pairs stand in one group and need no person; " +
			"proposed ones are those and what a person is shown. Of headlines most pairs cannot be told, and hardly any should join.",
	}
	three := func(p, r, f float64) []string { return []string{figure(p), figure(r), figure(f)} }
	for _, t := range sets {
		if !t.ran {
			continue
		}
		x := t.result
		row := append([]string{fmt.Sprintf("%s: %d", t.name, x.ReportsN), strconv.Itoa(x.Groups.TrueN)}, three(x.Groups.Precision, x.Groups.Recall, x.Groups.F1)...)
		row = append(append(row, three(x.BCubed.Precision, x.BCubed.Recall, x.BCubed.F1)...), three(x.Proposed.Precision, x.Proposed.Recall, x.Proposed.F1)...)
		s.Rows = append(s.Rows, append(row, figure(x.AveragePrecision), t.aim))
		if n := t.naive; n != nil {
			row := []string{"the same, all pairs of one day", strconv.Itoa(n.TrueN), "-", "-", "-", "-", "-", "-"}
			s.Rows = append(s.Rows, append(append(row, three(n.Precision, n.Recall, n.F1)...), "-", "-"))
		}
	}
	return s
}

func figure(x float64) string { return strconv.FormatFloat(x, 'f', 3, 64) }
