package postgres

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"

	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/bench/workload"
)

// A Spatial is a database loaded with W2, and one backend to ask it.
type Spatial struct {
	cluster *Cluster
	conn    *pgx.Conn
}

// Incidents have one index on place and time together: asked for by an area's
// polygon and its span, it is what makes the peer quick (with an index on each
// it takes twice the time). The same on areas is for the few new incidents of
// Upsert; asked by a million incidents it takes eight times as long.
const schema = `
	CREATE EXTENSION IF NOT EXISTS postgis;
	CREATE EXTENSION IF NOT EXISTS btree_gist;
	CREATE TABLE area (
		id integer PRIMARY KEY,
		valid_from timestamptz NOT NULL,
		valid_to timestamptz NOT NULL,
		geom geometry(Polygon, 4326) NOT NULL);
	CREATE TABLE incident (
		id integer NOT NULL,
		t timestamptz NOT NULL,
		geom geometry(Point, 4326) NOT NULL)`

const indexes = `
	ALTER TABLE incident ADD PRIMARY KEY (id);
	CREATE INDEX incident_place_time ON incident USING gist (geom, t);
	CREATE INDEX area_place_time ON area USING gist (geom, tstzrange(valid_from, valid_to));
	ALTER TABLE area SET (parallel_workers = 2)`

// LoadSpatial fills a database with W2.
func LoadSpatial(ctx context.Context, c *Cluster, areas []workload.Area, ins []workload.Incident) (*Spatial, error) {
	conn, err := c.Connect(ctx)
	if err != nil {
		return nil, err
	}
	s := &Spatial{cluster: c, conn: conn}
	if _, err := conn.Exec(ctx, schema); err != nil {
		return nil, err
	}
	for _, a := range areas {
		const insert = `INSERT INTO area VALUES ($1, to_timestamp($2), to_timestamp($3), ST_GeomFromText($4, 4326))`
		if _, err := conn.Exec(ctx, insert, a.ID, a.From, a.To, wkt.MarshalString(orb.Polygon{a.Ring})); err != nil {
			return nil, fmt.Errorf("area %d: %w", a.ID, err)
		}
	}
	if err := s.copyIncidents(ctx, ins); err != nil {
		return nil, err
	}
	for _, sql := range []string{indexes, "VACUUM ANALYZE area", "VACUUM ANALYZE incident", "CHECKPOINT"} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// copyIncidents adds incidents by COPY. A point is given as EWKT, which its
// column's input reads.
func (s *Spatial) copyIncidents(ctx context.Context, ins []workload.Incident) error {
	var b []byte
	for _, in := range ins {
		b = strconv.AppendInt(b, int64(in.ID), 10)
		b = append(b, ',')
		b = time.Unix(in.At, 0).UTC().AppendFormat(b, time.RFC3339)
		b = append(b, ",SRID=4326;POINT("...)
		b = strconv.AppendFloat(b, in.Lon, 'f', -1, 64)
		b = append(b, ' ')
		b = strconv.AppendFloat(b, in.Lat, 'f', -1, 64)
		b = append(b, ")\n"...)
	}
	_, err := s.conn.PgConn().CopyFrom(ctx, bytes.NewReader(b), "COPY incident (id, t, geom) FROM STDIN (FORMAT csv)")
	return err
}

// Workers lets a query use n parallel workers beside the backend; 0 for none.
func (s *Spatial) Workers(ctx context.Context, n int) error {
	_, err := s.conn.Exec(ctx, fmt.Sprintf("SET max_parallel_workers_per_gather = %d", n))
	return err
}

const inForce = ` FROM area a JOIN incident i
	ON i.t >= a.valid_from AND i.t < a.valid_to AND ST_Intersects(a.geom, i.geom)`

// Pairs counts the pairs of incident and area in force.
func (s *Spatial) Pairs(ctx context.Context) (measure.Run, error) {
	return s.timed(func() (string, error) {
		var n int
		// The simple protocol plans each time: a kept plan would not follow Workers.
		err := s.conn.QueryRow(ctx, "SELECT count(*)"+inForce, pgx.QueryExecModeSimpleProtocol).Scan(&n)
		return strconv.Itoa(n), err
	})
}

const daily = `SELECT a.id, (i.t AT TIME ZONE 'UTC')::date AS day, count(*) AS n` + inForce + ` GROUP BY 1, 2`

// Daily counts incidents by area and day, and answers with the digest of the
// lines.
func (s *Spatial) Daily(ctx context.Context) (measure.Run, error) {
	return s.timed(func() (string, error) { return s.dailyDigest(ctx) })
}

func (s *Spatial) dailyDigest(ctx context.Context) (string, error) {
	var b bytes.Buffer
	_, err := s.conn.PgConn().CopyTo(ctx, &b, "COPY ("+daily+" ORDER BY 1, 2) TO STDOUT (FORMAT csv)")
	return workload.Digest(b.Bytes()), err
}

// Recount is the time of counting by area and day anew after incidents came
// in. Their arrival is not timed, and is undone afterwards.
func (s *Spatial) Recount(ctx context.Context, added []workload.Incident) (run measure.Run, err error) {
	err = s.undone(ctx, func() error {
		if err := s.copyIncidents(ctx, added); err != nil {
			return err
		}
		run, err = s.Daily(ctx)
		return err
	})
	return run, err
}

// KeepDaily makes the table that Upsert renews: the counts by area and day, as
// an owner who wants them quickly would keep them.
func (s *Spatial) KeepDaily(ctx context.Context) error {
	_, err := s.conn.Exec(ctx, `
		CREATE TABLE IF NOT EXISTS kept (id integer, day date, n bigint, PRIMARY KEY (id, day));
		TRUNCATE kept;
		INSERT INTO kept `+daily+`;
		ANALYZE kept`)
	return err
}

// Upsert is the time of adding incidents' counts to the kept table, and
// nothing else: neither their arrival nor a commit. It answers with the digest
// of the whole table, read outside of the time.
func (s *Spatial) Upsert(ctx context.Context, added []workload.Incident) (run measure.Run, err error) {
	const upsert = `
		WITH added AS MATERIALIZED (SELECT t, geom FROM incident WHERE id > $1)
		INSERT INTO kept
		SELECT a.id, (i.t AT TIME ZONE 'UTC')::date, count(*)
		FROM added i JOIN area a ON tstzrange(a.valid_from, a.valid_to) @> i.t AND ST_Intersects(a.geom, i.geom)
		GROUP BY 1, 2
		ON CONFLICT (id, day) DO UPDATE SET n = kept.n + excluded.n`
	err = s.undone(ctx, func() error {
		if err := s.copyIncidents(ctx, added); err != nil {
			return err
		}
		run, err = s.timed(func() (string, error) {
			_, err := s.conn.Exec(ctx, upsert, added[0].ID-1)
			return "", err
		})
		if err != nil {
			return err
		}
		var b bytes.Buffer
		_, err = s.conn.PgConn().CopyTo(ctx, &b, "COPY (SELECT * FROM kept ORDER BY 1, 2) TO STDOUT (FORMAT csv)")
		run.Answer = workload.Digest(b.Bytes())
		return err
	})
	return run, err
}

// undone runs f in a transaction and takes it back.
func (s *Spatial) undone(ctx context.Context, f func() error) error {
	if _, err := s.conn.Exec(ctx, "BEGIN"); err != nil {
		return err
	}
	err := f()
	if _, rerr := s.conn.Exec(context.WithoutCancel(ctx), "ROLLBACK"); err == nil {
		err = rerr
	}
	return err
}

func (s *Spatial) timed(f func() (string, error)) (measure.Run, error) {
	return s.cluster.timed(s.conn, f)
}
