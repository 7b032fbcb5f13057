-- What was erased because its time was over: kinds, organisations and numbers. Written in the transaction of the erasure.
CREATE TABLE platform_erasure (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 60),
  organisation_id TEXT,
  subject_id TEXT,
  count INTEGER NOT NULL CHECK (count > 0),
  at INTEGER NOT NULL
) STRICT;
