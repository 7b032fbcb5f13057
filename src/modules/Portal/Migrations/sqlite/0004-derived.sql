-- Tables that are worked out from released tables leave by a door of their own.
-- SQLite cannot change a check: both tables are made anew, and the old ones go when nothing refers to them any more.
CREATE TABLE portal_ledger_line_4 (
  sequence INTEGER NOT NULL PRIMARY KEY CHECK (sequence > 0),
  at INTEGER NOT NULL,
  door TEXT NOT NULL CHECK (door IN ('Mechanism', 'AlreadyPublic', 'NonPersonal', 'Charge', 'Derived')),
  subject TEXT NOT NULL,
  population TEXT NOT NULL,
  regime TEXT NOT NULL CHECK (regime IN ('NotPersonal', 'Classical', 'Formal')),
  method TEXT NOT NULL,
  content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
  previous TEXT NOT NULL CHECK (length(previous) = 64),
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;

INSERT INTO portal_ledger_line_4 (sequence, at, door, subject, population, regime, method, content_hash, previous, hash)
SELECT sequence, at, door, subject, population, regime, method, content_hash, previous, hash FROM portal_ledger_line;

CREATE TABLE portal_release_4 (
  id TEXT NOT NULL PRIMARY KEY,
  sequence INTEGER NOT NULL UNIQUE REFERENCES portal_ledger_line_4 (sequence),
  subject TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('cube', 'register', 'records', 'estimates')),
  content_hash TEXT NOT NULL UNIQUE CHECK (length(content_hash) = 64),
  archive BLOB NOT NULL,
  published_at INTEGER NOT NULL,
  content BLOB CHECK ((kind = 'records') = (content IS NOT NULL))
) STRICT;

INSERT INTO portal_release_4 (id, sequence, subject, kind, content_hash, archive, published_at, content)
SELECT id, sequence, subject, kind, content_hash, archive, published_at, content FROM portal_release;

DROP TABLE portal_release;
DROP TABLE portal_ledger_line;
ALTER TABLE portal_ledger_line_4 RENAME TO portal_ledger_line;
ALTER TABLE portal_release_4 RENAME TO portal_release;
