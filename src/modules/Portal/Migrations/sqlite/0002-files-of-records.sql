-- Files of records beside their archives, and the lines by which a population's privacy budget is spent.
-- SQLite cannot change a check: both tables are made anew, and the old ones go when nothing refers to them any more.
CREATE TABLE portal_ledger_line_2 (
  sequence INTEGER NOT NULL PRIMARY KEY CHECK (sequence > 0),
  at INTEGER NOT NULL,
  door TEXT NOT NULL CHECK (door IN ('Mechanism', 'AlreadyPublic', 'NonPersonal', 'Charge')),
  subject TEXT NOT NULL,
  population TEXT NOT NULL,
  regime TEXT NOT NULL CHECK (regime IN ('NotPersonal', 'Classical', 'Formal')),
  method TEXT NOT NULL,
  content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
  previous TEXT NOT NULL CHECK (length(previous) = 64),
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;

INSERT INTO portal_ledger_line_2 (sequence, at, door, subject, population, regime, method, content_hash, previous, hash)
SELECT sequence, at, door, subject, population, regime, method, content_hash, previous, hash FROM portal_ledger_line;

CREATE TABLE portal_release_2 (
  id TEXT NOT NULL PRIMARY KEY,
  sequence INTEGER NOT NULL UNIQUE REFERENCES portal_ledger_line_2 (sequence),
  subject TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('cube', 'register', 'records')),
  content_hash TEXT NOT NULL UNIQUE CHECK (length(content_hash) = 64),
  archive BLOB NOT NULL,
  published_at INTEGER NOT NULL,
  content BLOB CHECK ((kind = 'records') = (content IS NOT NULL))
) STRICT;

INSERT INTO portal_release_2 (id, sequence, subject, kind, content_hash, archive, published_at)
SELECT id, sequence, subject, kind, content_hash, archive, published_at FROM portal_release;

DROP TABLE portal_release;
DROP TABLE portal_ledger_line;
ALTER TABLE portal_ledger_line_2 RENAME TO portal_ledger_line;
ALTER TABLE portal_release_2 RENAME TO portal_release;
