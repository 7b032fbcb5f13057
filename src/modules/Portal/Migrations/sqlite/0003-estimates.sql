-- Estimates of those whom nobody counted, beside counts, registers and records.
-- SQLite cannot change a check: the table is made anew.
CREATE TABLE portal_release_3 (
  id TEXT NOT NULL PRIMARY KEY,
  sequence INTEGER NOT NULL UNIQUE REFERENCES portal_ledger_line (sequence),
  subject TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('cube', 'register', 'records', 'estimates')),
  content_hash TEXT NOT NULL UNIQUE CHECK (length(content_hash) = 64),
  archive BLOB NOT NULL,
  published_at INTEGER NOT NULL,
  content BLOB CHECK ((kind = 'records') = (content IS NOT NULL))
) STRICT;

INSERT INTO portal_release_3 (id, sequence, subject, kind, content_hash, archive, published_at, content)
SELECT id, sequence, subject, kind, content_hash, archive, published_at, content FROM portal_release;

DROP TABLE portal_release;
ALTER TABLE portal_release_3 RENAME TO portal_release;
