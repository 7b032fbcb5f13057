-- What was released. Lines of the ledger and releases are only ever added; `at` and `published_at` are ticks of 100 ns since 1970 UTC.
CREATE TABLE portal_ledger_line (
  sequence INTEGER NOT NULL PRIMARY KEY CHECK (sequence > 0),
  at INTEGER NOT NULL,
  door TEXT NOT NULL CHECK (door IN ('Mechanism', 'AlreadyPublic', 'NonPersonal')),
  subject TEXT NOT NULL,
  population TEXT NOT NULL,
  regime TEXT NOT NULL CHECK (regime IN ('NotPersonal', 'Classical', 'Formal')),
  method TEXT NOT NULL,
  content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
  previous TEXT NOT NULL CHECK (length(previous) = 64),
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;

-- A release exists only with the line of the ledger that accounts for it.
CREATE TABLE portal_release (
  id TEXT NOT NULL PRIMARY KEY,
  sequence INTEGER NOT NULL UNIQUE REFERENCES portal_ledger_line (sequence),
  subject TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('cube', 'register')),
  content_hash TEXT NOT NULL UNIQUE CHECK (length(content_hash) = 64),
  archive BLOB NOT NULL,
  published_at INTEGER NOT NULL
) STRICT;
