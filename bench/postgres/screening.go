package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/bench/names"
)

// A Screening is one backend that finds the names of a list by pg_trgm.
type Screening struct {
	cluster *Cluster
	conn    *pgx.Conn
	list    []names.Listed
	cutoff  float64
	way     string // index that it asks, once Load made one
}

// ways are the indexes that a list may have. Which is quickest depends on the
// list and the cut-off, so that each is tried.
var ways = []struct{ name, index string }{
	{"GIN", "CREATE INDEX listed_trigrams ON listed USING gin (name gin_trgm_ops) WITH (fastupdate = off)"},
	{"GiST, 64 bytes", "CREATE INDEX listed_trigrams ON listed USING gist (name gist_trgm_ops (siglen = 64))"},
	{"GiST, 256 bytes", "CREATE INDEX listed_trigrams ON listed USING gist (name gist_trgm_ops (siglen = 256))"},
	{"no index", ""},
}

// A Plan is when the backend plans the statement that asks for a name.
type Plan int

const (
	// Kept prepares the statement and plans it once for all names.
	Kept Plan = iota
	// Anew sends the statement with each name, to be parsed and planned for it, as
	// clients do that prepare nothing. Half of its time is the planner's, which
	// tries the name on its statistics. It is as quick as what was published of
	// pg_trgm (1,070 to 1,410 names a second), of which the way is not known.
	Anew
)

// NewScreening takes the list whose names Load loads.
func NewScreening(ctx context.Context, c *Cluster, list []names.Listed) (*Screening, error) {
	conn, err := c.Connect(ctx)
	if err != nil {
		return nil, err
	}
	_, err = conn.Exec(ctx, "CREATE EXTENSION IF NOT EXISTS pg_trgm")
	return &Screening{cluster: c, conn: conn, list: list}, err
}

// Tune loads the list with each index, asks for the names, and stays with the
// index that was quickest, of which it says the name.
func (s *Screening) Tune(ctx context.Context, asked []string, cutoff float64) (string, error) {
	best, least := 0, time.Duration(0)
	for i := range ways {
		if _, err := s.load(ctx, i); err != nil {
			return "", err
		}
		if err := s.Cutoff(ctx, cutoff); err != nil {
			return "", err
		}
		for range 2 { // the first warms the caches
			run, _, _, err := s.Ask(ctx, asked, Kept)
			if err != nil {
				return "", err
			}
			if least == 0 || run.Wall < least {
				best, least = i, run.Wall
			}
		}
	}
	_, err := s.load(ctx, best)
	s.way = ways[best].name
	return s.way, err
}

// Load loads the list anew, with the index of Tune: rows by COPY, the index, and
// what VACUUM and ANALYZE have to say. It answers with the number of names.
func (s *Screening) Load(ctx context.Context) (measure.Run, error) {
	for i, w := range ways {
		if w.name == s.way {
			return s.load(ctx, i)
		}
	}
	return measure.Run{}, fmt.Errorf("the list was not tuned")
}

func (s *Screening) load(ctx context.Context, way int) (measure.Run, error) {
	if err := s.conn.DeallocateAll(ctx); err != nil { // what was prepared asked a table that is gone
		return measure.Run{}, err
	}
	const table = "DROP TABLE IF EXISTS listed; CREATE UNLOGGED TABLE listed (entry text NOT NULL, name text NOT NULL)"
	if _, err := s.conn.Exec(ctx, table); err != nil {
		return measure.Run{}, err
	}
	rows := make([][]any, len(s.list))
	for i, n := range s.list {
		rows[i] = []any{n.Entry, n.Name}
	}
	run, err := s.cluster.timed(s.conn, func() (string, error) {
		n, err := s.conn.CopyFrom(ctx, pgx.Identifier{"listed"}, []string{"entry", "name"}, pgx.CopyFromRows(rows))
		if err != nil {
			return "", err
		}
		for _, sql := range []string{ways[way].index, "VACUUM ANALYZE listed"} {
			if sql == "" {
				continue
			}
			if _, err := s.conn.Exec(ctx, sql); err != nil {
				return "", err
			}
		}
		return fmt.Sprint(n), nil
	})
	if err != nil {
		return run, err
	}
	scan := "on"
	if ways[way].index != "" {
		scan = "off" // the index, whatever the planner thinks of so small a table
	}
	_, err = s.conn.Exec(ctx, "SET enable_seqscan = "+scan)
	return run, err
}

// Cutoff sets the similarity from which a name is found. It holds for all that
// is asked from then on.
func (s *Screening) Cutoff(ctx context.Context, cutoff float64) error {
	_, err := s.conn.Exec(ctx, fmt.Sprintf("SET pg_trgm.similarity_threshold = %v", cutoff))
	s.cutoff = cutoff
	return err
}

// similar are the entries that have a name like the one asked for, each by its
// best name.
const similar = `
	SELECT entry, max(similarity(name, $1)) AS score FROM listed WHERE name % $1
	GROUP BY entry ORDER BY score DESC, entry LIMIT 10`

// Ask asks for each name by one statement, and returns what was found and the
// time that each took. The whole is timed.
func (s *Screening) Ask(ctx context.Context, asked []string, plan Plan) (measure.Run, [][]names.Hit, []time.Duration, error) {
	mode := "force_generic_plan"
	if plan == Anew {
		mode = "auto"
	}
	if _, err := s.conn.Exec(ctx, "SET plan_cache_mode = "+mode); err != nil {
		return measure.Run{}, nil, nil, err
	}
	if _, err := s.conn.Prepare(ctx, "similar", similar); err != nil {
		return measure.Run{}, nil, nil, err
	}
	statement, args := "similar", []any{""}
	if plan == Anew {
		statement, args = similar, []any{pgx.QueryExecModeExec, ""}
	}
	out, laps := make([][]names.Hit, len(asked)), make([]time.Duration, len(asked))
	run, err := s.cluster.timed(s.conn, func() (string, error) {
		for i, name := range asked {
			start := time.Now()
			args[len(args)-1] = strings.ToValidUTF8(name, "")
			rows, err := s.conn.Query(ctx, statement, args...)
			if err != nil {
				return "", err
			}
			for rows.Next() {
				var h names.Hit
				var score float32
				if err := rows.Scan(&h.Entry, &score); err != nil {
					return "", err
				}
				h.Score = float64(score)
				out[i] = append(out[i], h)
			}
			if err := rows.Err(); err != nil {
				return "", err
			}
			laps[i] = time.Since(start)
		}
		return fmt.Sprintf("%d names at %v", len(asked), s.cutoff), nil
	})
	return run, out, laps, err
}
