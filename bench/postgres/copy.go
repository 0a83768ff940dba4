package postgres

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/truceline/truceline/bench/measure"
)

// A Version is a row of a record as the peer keeps it: the same keys, the same
// bytes, no log.
type Version struct {
	Kind, ID string
	Seq      int
	Known    time.Time
	From, To time.Time // when it was so; zero if always
	Body     []byte
}

// WriteCopy appends a version to a file in the text form of COPY.
func WriteCopy(w *bufio.Writer, v Version) error {
	escape := strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	instant := func(t time.Time) string {
		if t.IsZero() {
			return `\N`
		}
		return t.UTC().Format(time.RFC3339Nano)
	}
	_, err := io.WriteString(w, strings.Join([]string{
		escape.Replace(v.Kind), escape.Replace(v.ID), strconv.Itoa(v.Seq), instant(v.Known),
		instant(v.From), instant(v.To), escape.Replace(string(v.Body)),
	}, "\t")+"\n")
	return err
}

// A Copy loads a file of versions again and again, each time into an empty
// table.
type Copy struct {
	cluster *Cluster
	conn    *pgx.Conn
	file    string
}

// NewCopy is a Copy of a file that WriteCopy wrote.
func NewCopy(ctx context.Context, c *Cluster, file string) (*Copy, error) {
	conn, err := c.Connect(ctx)
	return &Copy{cluster: c, conn: conn, file: file}, err
}

// versions has the keys of our record: one row for each version of each record,
// and a list by time.
const versions = `
	DROP TABLE IF EXISTS version;
	CREATE TABLE version (
		kind text NOT NULL,
		id text NOT NULL,
		seq integer NOT NULL,
		known_at timestamptz NOT NULL,
		valid_from timestamptz,
		valid_to timestamptz,
		body text NOT NULL,
		PRIMARY KEY (kind, id, seq));
	CREATE INDEX version_by_time ON version (kind, valid_from, id, valid_to);
	CHECKPOINT`

// Run copies the file in one transaction and commits it to the disk. It answers
// with the number of rows.
func (c *Copy) Run(ctx context.Context) (measure.Run, error) {
	if _, err := c.conn.Exec(ctx, versions); err != nil {
		return measure.Run{}, err
	}
	f, err := os.Open(c.file)
	if err != nil {
		return measure.Run{}, err
	}
	defer f.Close()
	pid := int(c.conn.PgConn().PID())
	cpu, start := measure.ProcessCPU(pid), time.Now()
	tag, err := c.conn.PgConn().CopyFrom(ctx, f, "COPY version FROM STDIN")
	if err != nil {
		return measure.Run{}, fmt.Errorf("copying: %w", err)
	}
	return measure.Run{
		Wall: time.Since(start), CPU: measure.ProcessCPU(pid) - cpu,
		Answer: strconv.FormatInt(tag.RowsAffected(), 10), Peak: c.cluster.Memory(),
	}, nil
}
