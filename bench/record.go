package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/bench/postgres"
	"github.com/truceline/truceline/bench/workload"
	"github.com/truceline/truceline/internal/store"
)

// A program is the product as its users have it: a binary that is run with
// arguments, on records in a folder of its own.
type program struct {
	path   string
	folder string // for records and files; removed at the end
	cases  string // case folder of W2
}

// build builds the program and makes its folder.
func (b *bench) build(ctx context.Context) (*program, error) {
	if b.program != nil {
		return b.program, nil
	}
	folder, err := os.MkdirTemp("", "truceline-bench-")
	if err != nil {
		return nil, err
	}
	b.closers = append(b.closers, func() { _ = os.RemoveAll(folder) })
	p := &program{path: filepath.Join(folder, "truceline"), folder: folder}
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", p.path, "./cmd/truceline")
	cmd.Dir = ".."
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("building truceline: %w: %s", err, out)
	}
	areas, err := workload.Areas(b.folder.Dir)
	if err != nil {
		return nil, err
	}
	p.cases = filepath.Join(folder, "case")
	b.program = p
	return p, workload.WriteCase(p.cases, areas)
}

// run runs the program; processors 0 leaves it all of them.
func (p *program) run(ctx context.Context, processors int, args ...string) (measure.Run, []byte, error) {
	cmd := exec.CommandContext(ctx, p.path, args...)
	cmd.Dir = p.folder
	cmd.Env = os.Environ()
	if processors > 0 {
		cmd.Env = append(cmd.Env, fmt.Sprintf("GOMAXPROCS=%d", processors))
	}
	return measure.Exec(cmd)
}

// ged writes the first n incidents of W2 in the form of GED.
func (p *program) ged(name string, dir string, n int) (string, error) {
	ins, err := workload.Incidents(dir)
	if err != nil {
		return "", err
	}
	path := filepath.Join(p.folder, name)
	return path, workload.WriteGED(path, ins[:min(n, len(ins))])
}

// fresh makes an empty record with the case in it.
func (p *program) fresh(ctx context.Context, name string) (string, error) {
	record := filepath.Join(p.folder, name)
	if err := os.RemoveAll(record); err != nil {
		return "", err
	}
	_, _, err := p.run(ctx, 0, "init", "--case", p.cases, "--record", record)
	return record, err
}

// take imports a GED file and answers with the number of new rows.
func (p *program) take(ctx context.Context, record, file string) (measure.Run, error) {
	run, out, err := p.run(ctx, 1, "import", "--record", record, "--format", "ged", "--json", file)
	if err != nil {
		return run, err
	}
	var imported []struct{ New int }
	if err := json.Unmarshal(out, &imported); err != nil || len(imported) != 1 {
		return run, fmt.Errorf("import printed %.200q: %w", out, err)
	}
	run.Answer = strconv.Itoa(imported[0].New)
	return run, nil
}

// imports compares taking a GED file into the record with COPY of the rows that
// come of it: ready-made, without reading CSV, hashing or a log. So the peer
// does a part of the work only; it is the bound, not an equal.
func (b *bench) imports(ctx context.Context) ([]measure.Metric, error) {
	p, err := b.build(ctx)
	if err != nil {
		return nil, err
	}
	b.say("the import: writing %d GED rows", b.rows)
	file, err := p.ged("ged.csv", b.folder.Dir, b.rows)
	if err != nil {
		return nil, err
	}
	rows := min(b.rows, b.folder.Truth.Incidents)
	m := measure.Metric{
		ID: "IMPORT", Name: fmt.Sprintf("GED import, %d rows, durable", rows), Gate: "every row taken", Want: strconv.Itoa(rows),
		Rival: "PostgreSQL COPY of the same rows, ready-made", Items: rows, Pairs: 1, Cold: true,
		Ours: func(ctx context.Context) (measure.Run, error) {
			record, err := p.fresh(ctx, "import")
			if err != nil {
				return measure.Run{}, err
			}
			return p.take(ctx, record, file)
		},
	}
	if b.cluster == nil {
		return []measure.Metric{m}, nil
	}
	record, err := p.fresh(ctx, "rows")
	if err != nil {
		return nil, err
	}
	if _, err := p.take(ctx, record, file); err != nil {
		return nil, err
	}
	ready := filepath.Join(p.folder, "rows.copy")
	n, err := copyRows(ctx, record, ready)
	if err != nil {
		return nil, err
	}
	if err := os.RemoveAll(record); err != nil {
		return nil, err
	}
	c, err := postgres.NewCopy(ctx, b.cluster, ready)
	if err != nil {
		return nil, err
	}
	m.Peer = func(ctx context.Context) (measure.Run, error) {
		run, err := c.Run(ctx)
		if err == nil && run.Answer != strconv.Itoa(n) {
			return run, fmt.Errorf("copied %s rows of %d", run.Answer, n)
		}
		run.Answer = m.Want // all rows, of which a GED row makes several
		return run, err
	}
	return []measure.Metric{m}, nil
}

// copyRows writes what an import made (reports and incidents) as a COPY file.
func copyRows(ctx context.Context, record, path string) (n int, err error) {
	s, err := store.Open(ctx, record, store.Options{ReadOnly: true})
	if err != nil {
		return 0, err
	}
	defer s.Close()
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	for _, kind := range []string{"report", "incident"} {
		for row, err := range s.List(ctx, store.Query{Kind: kind}) {
			if err != nil {
				return n, err
			}
			n++
			v := postgres.Version{Kind: row.Kind, ID: row.ID, Seq: row.Seq, Known: row.Known,
				From: row.Valid.From, To: row.Valid.To, Body: row.Body}
			if err := postgres.WriteCopy(w, v); err != nil {
				return n, err
			}
		}
	}
	if err := w.Flush(); err != nil {
		return n, err
	}
	return n, f.Close()
}

// restart measures the first answer of a program that has just been started on
// a record of all of W2, evaluated.
func (b *bench) restart(ctx context.Context) ([]measure.Metric, error) {
	p, err := b.build(ctx)
	if err != nil {
		return nil, err
	}
	n := b.folder.Truth.Incidents
	b.say("the restart: taking %d incidents into a record and evaluating them; some minutes", n)
	file, err := p.ged("all.csv", b.folder.Dir, n)
	if err != nil {
		return nil, err
	}
	record, err := p.fresh(ctx, "all")
	if err != nil {
		return nil, err
	}
	run, err := p.take(ctx, record, file)
	if err != nil {
		return nil, err
	}
	b.say("  import %.1f s, %.0f rows/s, %d MiB", run.Wall.Seconds(), float64(n)/run.Wall.Seconds(), run.Peak>>20)
	if err := os.Remove(file); err != nil {
		return nil, err
	}
	run, _, err = p.run(ctx, 0, "evaluate", "--record", record, "--json")
	if err != nil {
		return nil, err
	}
	b.say("  evaluate %.1f s, %.0f incidents/s, %d MiB", run.Wall.Seconds(), float64(n)/run.Wall.Seconds(), run.Peak>>20)
	q, err := questionOf(b.folder.Dir)
	if err != nil {
		return nil, err
	}
	at := fmt.Sprintf("%v,%v", q.lon, q.lat)
	side := func(answer func([]byte) string, args ...string) measure.Side {
		return func(ctx context.Context) (measure.Run, error) {
			run, out, err := p.run(ctx, 0, args...)
			if err == nil {
				run.Answer = answer(out)
			}
			return run, err
		}
	}
	return []measure.Metric{
		{ID: "APPLIED", Name: "start to answer: what applied at a place and day", Gate: fmt.Sprintf("%d provisions", len(q.provisions)),
			Want: strings.Join(q.provisions, " "), Aim: time.Second,
			Ours: side(provisionsIn, "applied", "--record", record, "--at", at, "--on", q.day)},
		{ID: "FINDINGS", Name: "start to answer: the findings of a day", Gate: fmt.Sprintf("%d findings", q.findings),
			Want: strconv.Itoa(q.findings), Aim: time.Second,
			Ours: side(rowsIn, "findings", "--record", record, "--from", q.day, "--to", q.day, "--format", "csv")},
	}, nil
}

// A question is a place and a day, with the right answers worked out anew.
type question struct {
	lon, lat   float64
	day        string
	provisions []string // that applied there then, sorted
	findings   int      // of that day
}

// questionOf asks about the place and day of W2's first incident that lies in
// three areas in force, by the generator's own rule for inside.
func questionOf(dir string) (question, error) {
	areas, ins, err := loadSpatial(dir)
	if err != nil {
		return question{}, err
	}
	applied := func(in workload.Incident) (out []string) {
		for _, a := range areas {
			if in.At >= a.From && in.At < a.To && a.Holds(in.Lon, in.Lat) {
				out = append(out, "p_"+workload.AreaID(a.ID))
			}
		}
		return out
	}
	for _, in := range ins {
		ids := applied(in)
		if len(ids) < 3 {
			continue
		}
		q := question{lon: in.Lon, lat: in.Lat, provisions: ids, day: time.Unix(in.At, 0).UTC().Format(time.DateOnly)}
		for _, other := range ins {
			if workload.DayOf(other.At) == workload.DayOf(in.At) {
				q.findings += len(applied(other))
			}
		}
		return q, nil
	}
	return question{}, fmt.Errorf("no incident of the workload lies in three areas in force")
}

var provisionID = regexp.MustCompile(`p_zone_\d+`)

// provisionsIn are the provisions that a text names, sorted.
func provisionsIn(out []byte) string {
	ids := provisionID.FindAllString(string(out), -1)
	slices.Sort(ids)
	return strings.Join(slices.Compact(ids), " ")
}

// rowsIn counts the lines of a CSV below its header. None of its fields holds a
// line break here.
func rowsIn(out []byte) string { return strconv.Itoa(bytes.Count(out, []byte{'\n'}) - 1) }

// demo measures the bundled case from nothing to its edition.
func (b *bench) demo(ctx context.Context) ([]measure.Metric, error) {
	p, err := b.build(ctx)
	if err != nil {
		return nil, err
	}
	return []measure.Metric{{
		ID: "DEMO", Name: "the bundled case, from nothing to an edition", Gate: "ends well", Aim: 10 * time.Second, Pairs: 1, Cold: true,
		Ours: func(ctx context.Context) (measure.Run, error) {
			record := filepath.Join(p.folder, "demo")
			if err := os.RemoveAll(record); err != nil {
				return measure.Run{}, err
			}
			run, _, err := p.run(ctx, 0, "demo", "--no-serve", "--record", record)
			return run, err
		},
	}}, nil
}
