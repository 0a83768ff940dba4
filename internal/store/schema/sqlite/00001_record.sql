-- The record, first form. Never edited once released: a change is a new file.
--
-- Instants are microseconds since 1970-01-01T00:00:00Z. An interval without a
-- beginning starts at the least 64-bit integer, one without an end stops at the
-- greatest, so that comparing them needs no special case.

-- +goose Up

PRAGMA application_id = 1414681923; -- "TRUC" in ASCII, so that another SQLite file is not taken for a record

-- One row for each version of each record, in the order of the log.
CREATE TABLE version (
	entry      INTEGER PRIMARY KEY,  -- number in the log, from 0 without a gap
	kind       TEXT    NOT NULL,     -- what sort of record: incident, instrument, ...
	id         TEXT    NOT NULL,     -- unique within the kind
	seq        INTEGER NOT NULL CHECK (seq >= 1), -- version number, from 1
	known_at   INTEGER NOT NULL,     -- when it was recorded
	valid_from INTEGER NOT NULL,     -- when it was so: inclusive
	valid_to   INTEGER NOT NULL CHECK (valid_to >= valid_from), -- exclusive; equal to valid_from for one instant
	west       REAL,                 -- bounding box, WGS 84 degrees; all four or none
	south      REAL,
	east       REAL,
	north      REAL,
	hashes     BLOB    NOT NULL,     -- 32 bytes each: of the leaf, then of the subtrees that it completes, smallest first
	body       BLOB    NOT NULL,     -- the record in the exact bytes that were hashed
	UNIQUE (kind, id, seq)
) STRICT;

-- Lists by time.
CREATE INDEX version_by_time ON version (kind, valid_from, valid_to);

-- One row for each transaction that wrote anything: the log as it stood then.
CREATE TABLE moment (
	known_at INTEGER PRIMARY KEY,
	size     INTEGER NOT NULL        -- entries known by then
) STRICT;

-- One row for each kind that a transaction wrote: running totals by then.
CREATE TABLE tally (
	kind     TEXT    NOT NULL,
	known_at INTEGER NOT NULL,
	records  INTEGER NOT NULL,       -- distinct ids of the kind known by then
	PRIMARY KEY (kind, known_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX tally_known ON tally (known_at, kind);

-- A guard rail against accidents; the evidence is the log. INSERT OR REPLACE
-- deletes without these being asked unless recursive_triggers is on, so the
-- program's connections turn it on.

-- +goose StatementBegin
CREATE TRIGGER version_stays BEFORE UPDATE ON version BEGIN
	SELECT raise(ABORT, 'the record is append-only: write a new version');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER version_remains BEFORE DELETE ON version BEGIN
	SELECT raise(ABORT, 'the record is append-only: nothing is deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER moment_stays BEFORE UPDATE ON moment BEGIN
	SELECT raise(ABORT, 'the record is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER moment_remains BEFORE DELETE ON moment BEGIN
	SELECT raise(ABORT, 'the record is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER tally_stays BEFORE UPDATE ON tally BEGIN
	SELECT raise(ABORT, 'the record is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER tally_remains BEFORE DELETE ON tally BEGIN
	SELECT raise(ABORT, 'the record is append-only');
END;
-- +goose StatementEnd
