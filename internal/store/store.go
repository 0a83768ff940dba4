// Package store is the record: a folder with one SQLite database in it that
// holds every version of everything that was recorded, when it was recorded,
// and the transparency log over it. All SQL of the program is here.
//
// Nothing is changed or deleted: a correction is the next version. A version
// and its log entry are written by one transaction, so that neither can be
// there without the other. There is one writer at a time, across processes;
// readers never wait for it and it never waits for them.
package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/tlog"
)

// fileName is the database within the folder. SQLite keeps two more beside it
// while it is open, with -wal and -shm added to the name.
const fileName = "record.db"

// A Store is an open record. Its methods may be called from several goroutines.
type Store struct {
	writer   *sql.DB // one connection; nil if opened for reading only
	readers  *sql.DB
	reads    reads
	writes   writes
	envelope func(kind string, body []byte) (Envelope, error)
}

// Options are how a record is opened. The zero value is for reading and writing.
type Options struct {
	// ReadOnly opens the record so that nothing can write to it.
	ReadOnly bool

	// Wait is how long a writer waits for another process to finish writing
	// before it gives up. Default 5 seconds.
	Wait time.Duration

	// Envelope derives what rows are filtered by from the body. If it is given,
	// Verify also holds every row's filter columns against it.
	Envelope func(kind string, body []byte) (Envelope, error)
}

func (o Options) withDefaults() Options {
	if o.Wait == 0 {
		o.Wait = 5 * time.Second
	}
	return o
}

// Create makes an empty record in dir, which it creates if need be, and opens
// it. It refuses a folder whose record already holds anything; what an
// interrupted Create left behind is completed.
func Create(ctx context.Context, dir string, opts Options) (*Store, error) {
	if opts.ReadOnly {
		return nil, errors.New("store: a record cannot be created for reading only")
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, truceline.Unavailable(err, "the folder %s could not be created; check the name and the permissions of the folder above it", dir)
	}
	f, err := os.OpenFile(filepath.Join(dir, fileName), os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return nil, truceline.Unavailable(err, "%s could not be created in %s; check the permissions of the folder", fileName, dir)
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	s, err := Open(ctx, dir, opts)
	if err != nil {
		return nil, err
	}
	head, err := s.Head(ctx, time.Time{})
	if err == nil && head.Size > 0 {
		err = truceline.Conflict("%s already holds a record; choose another folder, or open that record", dir)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Open opens the record in dir. It is a Problem if there is none, if it was
// written by a newer version of the program, if it is not a record, or if it is
// damaged in a way that shows without reading all of it; Verify reads all of it.
func Open(ctx context.Context, dir string, opts Options) (*Store, error) {
	opts = opts.withDefaults()
	path, err := filepath.Abs(filepath.Join(dir, fileName))
	if err != nil {
		return nil, err
	}
	switch info, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, truceline.NotFound("%s holds no record; make one with truceline init, or name another folder", dir)
	case err != nil:
		return nil, truceline.Unavailable(err, "the record in %s could not be opened; check the permissions of the folder", dir)
	case !info.Mode().IsRegular():
		return nil, truceline.Invalid("", "%s in %s is not a file, so it is not a record; name the folder that holds one", fileName, dir)
	}
	s := &Store{envelope: opts.Envelope}
	if err := s.open(ctx, path, opts); err != nil {
		return nil, errors.Join(explain(err), s.Close())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, path string, opts Options) (err error) {
	if s.readers, err = sql.Open("sqlite", dsn(path, opts, reading)); err != nil {
		return err
	}
	s.readers.SetMaxIdleConns(idleReaders) // no limit on open ones: a loop over a list may ask for more
	if !opts.ReadOnly {
		if s.writer, err = sql.Open("sqlite", dsn(path, opts, writing)); err != nil {
			return err
		}
		s.writer.SetMaxOpenConns(1)
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	if s.reads, err = prepareReads(ctx, s.readers); err != nil {
		return err
	}
	if s.writer != nil {
		if s.writes, err = prepareWrites(ctx, s.writer); err != nil {
			return err
		}
	}
	return s.glance(ctx)
}

// Close closes the record. The last writer to close it folds the write-ahead
// log into record.db, so that the folder can be copied.
func (s *Store) Close() error {
	var errs []error
	for _, db := range []*sql.DB{s.readers, s.writer} { // readers first, so that the writer is the last
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}

// idleReaders is how many reading connections are kept for the next question.
const idleReaders = 8

// A mode is what a connection is for.
type mode int

const (
	reading mode = iota
	writing
)

// dsn is the name by which a connection is opened. Pragmas are in it, not run
// afterwards: a PRAGMA reaches one pooled connection, these reach all of them.
func dsn(path string, opts Options, m mode) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive letter
	}
	q := url.Values{"_pragma": {
		"busy_timeout(" + strconv.FormatInt(opts.Wait.Milliseconds(), 10) + ")",
		"foreign_keys(on)",
		"recursive_triggers(on)",
		"trusted_schema(off)",
	}}
	switch {
	case m == writing:
		q.Set("mode", "rw")
		q.Set("_txlock", "immediate")
		// A checkpoint every 64 MiB, not 4, so that a page that many steps of an
		// import touch is written back once.
		q["_pragma"] = append(q["_pragma"], "journal_mode(wal)", "synchronous(full)", "cache_size(-32768)", "wal_autocheckpoint(16384)")
	case opts.ReadOnly:
		q.Set("mode", "ro")
		q["_pragma"] = append(q["_pragma"], "query_only(on)", "cache_size(-8192)")
	default:
		q.Set("mode", "rw")
		q["_pragma"] = append(q["_pragma"], "query_only(on)", "cache_size(-8192)")
	}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String()
}

// glance looks for damage that shows at once: the log must end where its last
// moment says.
func (s *Store) glance(ctx context.Context) error {
	var rows, size int64
	if err := s.readers.QueryRowContext(ctx, logEnds).Scan(&rows, &size); err != nil {
		return err
	}
	if rows != size {
		return damaged("its log should have %d entries and has %d", size, rows)
	}
	return nil
}

// logEnds selects how many entries there are, and how many there should be.
const logEnds = `
	SELECT (SELECT coalesce(max(entry) + 1, 0) FROM version),
	       (SELECT coalesce(max(size), 0) FROM (SELECT size FROM moment ORDER BY known_at DESC LIMIT 1))`

// sizeAt is how many entries were known at known; zero means now.
func (s *Store) sizeAt(ctx context.Context, known time.Time) (size int64, at time.Time, err error) {
	var micros int64
	err = s.reads.moment.QueryRowContext(ctx, until(known)).Scan(&micros, &size)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, time.Time{}, nil
	}
	if err != nil {
		return 0, time.Time{}, explain(err)
	}
	return size, time.UnixMicro(micros).UTC(), nil
}

// lastMoment selects the last moment known at $1.
const lastMoment = `
	SELECT known_at, size FROM moment
	WHERE known_at <= $1
	ORDER BY known_at DESC LIMIT 1`

// readHashes reads stored hashes of the log with the prepared hashOf.
func readHashes(ctx context.Context, stmt *sql.Stmt) tlog.HashReaderFunc {
	return func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			entry, level := tlog.Place(index)
			var b []byte
			err := stmt.QueryRowContext(ctx, entry, 1+len(tlog.Hash{})*level, len(tlog.Hash{})).Scan(&b)
			if errors.Is(err, sql.ErrNoRows) || err == nil && len(b) != len(tlog.Hash{}) {
				return nil, damaged("entry %d lacks its hash of level %d", entry, level)
			}
			if err != nil {
				return nil, explain(err)
			}
			hashes[i] = tlog.Hash(b)
		}
		return hashes, nil
	}
}

// hashOf selects one stored hash of entry $1: $3 bytes from the $2th, counted from 1.
const hashOf = `SELECT substr(hashes, $2, $3) FROM version WHERE entry = $1`
