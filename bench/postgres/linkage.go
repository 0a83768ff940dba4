package postgres

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/truceline/truceline/bench/linkage"
	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/bench/workload"
)

// A Linkage is one backend that matches W6 by the rule of package linkage, with
// pg_trgm for the names.
type Linkage struct {
	cluster *Cluster
	conn    *pgx.Conn
	dir     string
	events  []int32
	indexed bool // Near can be asked
}

// NewLinkage makes the tables for a folder of W6, without its rows.
func NewLinkage(ctx context.Context, c *Cluster, dir string) (*Linkage, error) {
	conn, err := c.Connect(ctx)
	if err != nil {
		return nil, err
	}
	l := &Linkage{cluster: c, conn: conn, dir: dir}
	if l.events, err = workload.Events(dir); err != nil {
		return nil, err
	}
	_, err = conn.Exec(ctx, `
		CREATE EXTENSION IF NOT EXISTS pg_trgm;
		DROP TABLE IF EXISTS type_group, neighbour;
		CREATE TABLE type_group (type text PRIMARY KEY, grp smallint NOT NULL);
		CREATE TABLE neighbour AS
			SELECT ds, dx, dy FROM generate_series(-1, 1) ds, generate_series(-1, 1) dx, generate_series(-1, 1) dy;
		ANALYZE neighbour`)
	if err != nil {
		return nil, err
	}
	numbers := map[string]int{}
	for _, kind := range workload.Types() {
		g := workload.TypeGroup(kind)
		if _, ok := numbers[g]; !ok {
			numbers[g] = len(numbers)
		}
		if _, err := conn.Exec(ctx, "INSERT INTO type_group VALUES ($1, $2)", kind, numbers[g]); err != nil {
			return nil, err
		}
	}
	_, err = conn.Exec(ctx, "ANALYZE type_group")
	return l, err
}

// emptied makes the tables anew. None of them is logged: our side keeps nothing
// on the disk either.
const emptied = `
	DROP TABLE IF EXISTS source_report, source_block, source_match;
	CREATE UNLOGGED TABLE source_report (
		n integer GENERATED ALWAYS AS IDENTITY,
		id integer NOT NULL,
		t timestamptz NOT NULL,
		lon double precision NOT NULL,
		lat double precision NOT NULL,
		actor text NOT NULL,
		type text NOT NULL,
		text text NOT NULL);
	CREATE UNLOGGED TABLE source_match (a integer NOT NULL, b integer NOT NULL, score double precision NOT NULL);
	CHECKPOINT`

// blocked files each report by its block: group, span of two days, cell. The key
// holds all four in one number, so that a neighbouring block's is a sum away.
var blocked = fmt.Sprintf(`
	CREATE UNLOGGED TABLE source_block AS
	SELECT n, at, lon, lat, actor, type, grp, span, x, y,
		((span::bigint * 16 + grp) * 4096 + x) * 4096 + y AS key
	FROM (
		SELECT n, extract(epoch FROM t)::bigint AS at, lon, lat, actor, type, grp,
			floor(extract(epoch FROM t) / %[1]d)::integer AS span,
			floor(lon / %[2]v)::integer AS x, floor(lat / %[2]v)::integer AS y
		FROM source_report JOIN type_group USING (type)) q;
	ANALYZE source_block`, linkage.WindowS, linkage.CellDeg)

// A Way is how the same rule is put to the planner.
type Way int

const (
	// Plain joins each of a block's 27 neighbours on the four columns of the
	// block and leaves the rest to the planner, which sorts and merges. It takes
	// about as long as what was published, of which the text is not known.
	Plain Way = iota
	// Tuned joins on one number, looks at half of the neighbours, since the
	// others look back, hashes, and asks pg_trgm only where a score could still
	// reach the cut-off.
	Tuned
)

// nearness is the likeness of two reports in all but the actor.
var nearness = fmt.Sprintf(`exp(-abs(a.at - b.at) / %d::double precision
	- sqrt((a.lon - b.lon) * (a.lon - b.lon) + (a.lat - b.lat) * (a.lat - b.lat)) / %v)
	* CASE WHEN a.type = b.type THEN 1 ELSE %v::double precision END`, linkage.FadeS, linkage.FadeDeg, linkage.OtherOne)

// named is the likeness of two actors.
func named(a, b string) string {
	return fmt.Sprintf(`CASE WHEN %[1]s = '' OR %[2]s = '' THEN %[3]v::double precision
		ELSE %[4]v::double precision + %[5]v::double precision * similarity(%[1]s, %[2]s) END`,
		a, b, linkage.NoName, linkage.LeastSim, 1-linkage.LeastSim)
}

// candidates are the pairs that a way compares.
func (w Way) candidates() string {
	if w == Plain {
		return fmt.Sprintf(`source_block a CROSS JOIN neighbour o
			JOIN source_block b ON b.grp = a.grp AND b.span = a.span + o.ds AND b.x = a.x + o.dx AND b.y = a.y + o.dy
			WHERE a.n < b.n AND abs(a.at - b.at) < %d`, linkage.WindowS)
	}
	return fmt.Sprintf(`source_block a
		CROSS JOIN (VALUES %s) o (step)
		JOIN source_block b ON b.key = a.key + o.step
		WHERE (o.step <> 0 OR a.n < b.n) AND abs(a.at - b.at) < %d`, steps(), linkage.WindowS)
}

// steps lists a block's own key and those of the 13 neighbours that come after
// it, as rows of one column.
func steps() string {
	var out []string
	for ds := range 2 {
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				if ds > 0 || dx > 0 || dx == 0 && dy >= 0 {
					out = append(out, fmt.Sprintf("(%d::bigint)", (ds*16*4096+dx)*4096+dy))
				}
			}
		}
	}
	return strings.Join(out, ", ")
}

// matches is the statement that keeps the pairs that match.
func (w Way) matches(cutoff float64) string {
	if w == Plain {
		return fmt.Sprintf(`INSERT INTO source_match
			SELECT a, b, score FROM (SELECT a.n AS a, b.n AS b, %s * %s AS score FROM %s) q WHERE score >= %v`,
			nearness, named("a.actor", "b.actor"), w.candidates(), cutoff)
	}
	return fmt.Sprintf(`INSERT INTO source_match
		SELECT a, b, near * named FROM (
			SELECT a, b, near, %s AS named FROM (
				SELECT a.n AS a, b.n AS b, a.actor AS x, b.actor AS y, %s AS near FROM %s OFFSET 0) p
			WHERE near >= %[4]v OFFSET 0) q
		WHERE near * named >= %[4]v`, named("x", "y"), nearness, w.candidates(), cutoff)
}

// Match loads the folder into empty tables and finds all pairs, all of it timed.
// It answers with what MatchAnswer says of them; its quality stands in the
// second result.
func (l *Linkage) Match(ctx context.Context, way Way, cutoff float64) (measure.Run, linkage.Quality, error) {
	l.indexed = false
	if _, err := l.conn.Exec(ctx, emptied); err != nil {
		return measure.Run{}, linkage.Quality{}, err
	}
	run, err := l.cluster.timed(l.conn, func() (string, error) {
		if err := l.load(ctx); err != nil {
			return "", err
		}
		if way == Tuned {
			if _, err := l.conn.Exec(ctx, "SET enable_mergejoin = off"); err != nil {
				return "", err
			}
			defer l.conn.Exec(context.WithoutCancel(ctx), "RESET enable_mergejoin")
		}
		_, err := l.conn.Exec(ctx, way.matches(cutoff))
		return "", err
	})
	if err != nil {
		return run, linkage.Quality{}, err
	}
	pairs, err := l.pairs(ctx)
	if err != nil {
		return run, linkage.Quality{}, err
	}
	q := linkage.OfPairs(pairs, l.events)
	run.Answer = q.Counts()
	return run, q, nil
}

// load copies the three files, in order, and files them by block.
func (l *Linkage) load(ctx context.Context) error {
	for s := 1; s <= 3; s++ {
		f, err := os.Open(filepath.Join(l.dir, fmt.Sprintf("source%d.csv", s)))
		if err != nil {
			return err
		}
		const in = "COPY source_report (id, t, lon, lat, actor, type, text) FROM STDIN (FORMAT csv, HEADER, FORCE_NOT_NULL (actor, text))"
		_, err = l.conn.PgConn().CopyFrom(ctx, f, in)
		f.Close()
		if err != nil {
			return err
		}
	}
	_, err := l.conn.Exec(ctx, blocked)
	return err
}

// Candidates counts the pairs that a way compares, once Match has loaded them.
func (l *Linkage) Candidates(ctx context.Context, way Way) (n int, err error) {
	err = l.conn.QueryRow(ctx, "SELECT count(*) FROM "+way.candidates()).Scan(&n)
	return n, err
}

// pairs reads what matched, by the reports' numbers from 0.
func (l *Linkage) pairs(ctx context.Context) ([][2]int32, error) {
	var b bytes.Buffer
	if _, err := l.conn.PgConn().CopyTo(ctx, &b, "COPY (SELECT a, b FROM source_match) TO STDOUT (FORMAT binary)"); err != nil {
		return nil, err
	}
	// After a header of 19 bytes each row is the number of its fields, and each
	// of these its length and itself; the end is a number of -1.
	const header, row = 19, 2 + 2*(4+4)
	rows := b.Bytes()
	if len(rows) < header+2 || (len(rows)-header-2)%row != 0 {
		return nil, fmt.Errorf("%d bytes are not rows of two integers", len(rows))
	}
	out := make([][2]int32, 0, len(rows)/row)
	for rest := rows[header:]; len(rest) > 2; rest = rest[row:] {
		a, b := int32(binary.BigEndian.Uint32(rest[6:])), int32(binary.BigEndian.Uint32(rest[14:]))
		out = append(out, [2]int32{min(a, b) - 1, max(a, b) - 1})
	}
	return out, nil
}

// near asks for the matches of one report that is not among the others: nine
// lookups in an index on group, cell and time.
var near = fmt.Sprintf(`
	SELECT n FROM (
		SELECT b.n, %s * %s AS score
		FROM (SELECT $1::bigint AS at, $2::double precision AS lon, $3::double precision AS lat, $4::text AS actor, $5::text AS type) a
		CROSS JOIN generate_series($6::integer - 1, $6::integer + 1) cx CROSS JOIN generate_series($7::integer - 1, $7::integer + 1) cy
		CROSS JOIN LATERAL (
			SELECT * FROM source_block
			WHERE grp = $8::smallint AND x = cx AND y = cy AND at > $1 - %[3]d AND at < $1 + %[3]d AND n <> $9::integer
			OFFSET 0) b) q
	WHERE score >= $10::double precision ORDER BY score DESC, n`, nearness, named("a.actor", "b.actor"), linkage.WindowS)

// Ready loads the rows with the index that Near asks, unless they are there.
func (l *Linkage) Ready(ctx context.Context) error {
	if l.indexed {
		return nil
	}
	if _, err := l.conn.Exec(ctx, emptied); err != nil {
		return err
	}
	if err := l.load(ctx); err != nil {
		return err
	}
	for _, sql := range []string{"CREATE INDEX ON source_block (grp, x, y, at)", "VACUUM ANALYZE source_block"} {
		if _, err := l.conn.Exec(ctx, sql); err != nil {
			return err
		}
	}
	if err := l.conn.DeallocateAll(ctx); err != nil { // what was prepared asked tables that are gone
		return err
	}
	_, err := l.conn.Prepare(ctx, "near", near)
	l.indexed = err == nil
	return err
}

// Near asks for the matches of each of the reports, once Ready, as if it were
// new, and returns the time of each question and how many matches there were in all.
func (l *Linkage) Near(ctx context.Context, reports []int32, cutoff float64) ([]time.Duration, int, error) {
	type question struct {
		at          int64
		lon, lat    float64
		actor, kind string
		group       int16
	}
	asked := make([]question, len(reports))
	for i, n := range reports {
		q := &asked[i]
		const one = "SELECT at, lon, lat, actor, type, grp FROM source_block WHERE n = $1"
		if err := l.conn.QueryRow(ctx, one, n+1).Scan(&q.at, &q.lon, &q.lat, &q.actor, &q.kind, &q.group); err != nil {
			return nil, 0, err
		}
	}
	laps, found := make([]time.Duration, len(reports)), 0
	for i, q := range asked {
		start := time.Now()
		x, y := math.Floor(q.lon/linkage.CellDeg), math.Floor(q.lat/linkage.CellDeg)
		rows, err := l.conn.Query(ctx, "near", q.at, q.lon, q.lat, q.actor, q.kind, int32(x), int32(y), q.group, reports[i]+1, cutoff)
		if err != nil {
			return nil, 0, err
		}
		for rows.Next() {
			found++
		}
		if err := rows.Err(); err != nil {
			return nil, 0, err
		}
		laps[i] = time.Since(start)
	}
	return laps, found, nil
}
