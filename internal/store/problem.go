package store

import (
	"context"
	"errors"

	"github.com/truceline/truceline"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// explain turns what the database says into a Problem where someone other than
// us can mend it; any other error it returns as it is.
func explain(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return err
	}
	switch e.Code() & 0xff { // the primary code; the rest says where it arose
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return truceline.Unavailable(err, "the record is in use by another process; wait for it to end or close it")
	case sqlite3.SQLITE_FULL:
		return truceline.Unavailable(err, "the disk that holds the record is full; nothing of this step was written: make room and run it again")
	case sqlite3.SQLITE_IOERR:
		return truceline.Unavailable(err, "the disk that holds the record could not be read or written; check it and its free space, and run the step again")
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return truceline.Unavailable(err, "the record may not be written here; check the permissions of its folder and of record.db in it")
	case sqlite3.SQLITE_CANTOPEN:
		return truceline.Unavailable(err, "record.db could not be opened; check that it is a file, and the permissions of it and its folder")
	case sqlite3.SQLITE_CORRUPT:
		return truceline.Unavailable(err, "the record is damaged; put back a copy of its folder from before")
	case sqlite3.SQLITE_NOTADB:
		return truceline.Invalid("", "record.db is not a record of truceline; name the folder that holds one")
	}
	return err
}
