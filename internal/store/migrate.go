package store

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/truceline/truceline"
)

//go:embed schema/sqlite/*.sql
var schema embed.FS

// newest is the number of the last file in schema/sqlite.
const newest = 1

// applicationID marks a SQLite file as a record, in its header.
const applicationID = 1414681923

// migrate brings the record to the newest schema, or says why it cannot.
func (s *Store) migrate(ctx context.Context) error {
	version, err := s.schemaVersion(ctx)
	if err != nil {
		return err
	}
	switch {
	case version > newest:
		return truceline.Unavailable(nil, "this record was written by a newer version of truceline; use that version")
	case version == newest:
		return nil
	case s.writer == nil && version == 0:
		return truceline.NotFound("this record was never finished being made; make it with truceline init")
	case s.writer == nil:
		return truceline.Unavailable(nil, "this record was written by an older version of truceline; open it once for writing, which brings it up to date")
	}
	files, err := fs.Sub(schema, "schema/sqlite")
	if err != nil {
		return err
	}
	up, err := goose.NewProvider(goose.DialectSQLite3, s.writer, files)
	if err != nil {
		return err
	}
	_, err = up.Up(ctx)
	return err
}

// schemaVersion is the number of the last migration applied, 0 for a file with
// nothing in it. A SQLite file of another program is a Problem.
func (s *Store) schemaVersion(ctx context.Context) (int64, error) {
	var id, tables int64
	if err := s.readers.QueryRowContext(ctx, whatFile).Scan(&id, &tables); err != nil {
		return 0, err
	}
	if id != applicationID && (id != 0 || tables > 0) {
		return 0, truceline.Invalid("", "record.db is a database of another program, not a record; name the folder that holds one")
	}
	if id == 0 {
		return 0, nil
	}
	var version sql.NullInt64
	err := s.readers.QueryRowContext(ctx, lastMigration).Scan(&version)
	return version.Int64, err
}

// whatFile selects the mark of the file and how many tables it has, apart from
// that of the migrations.
const whatFile = `
	SELECT (SELECT application_id FROM pragma_application_id),
	       (SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('goose_db_version', 'sqlite_sequence'))`

// lastMigration selects the number of the last migration applied.
const lastMigration = `SELECT max(version_id) FROM goose_db_version WHERE is_applied`
