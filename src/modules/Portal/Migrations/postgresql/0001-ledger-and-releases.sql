-- What was released. Lines of the ledger and releases are only ever added; `at` and `published_at` are ticks of 100 ns since 1970 UTC.
CREATE SCHEMA portal;

CREATE TABLE portal.ledger_line (
  sequence integer NOT NULL PRIMARY KEY CHECK (sequence > 0),
  at bigint NOT NULL,
  door text NOT NULL CHECK (door IN ('Mechanism', 'AlreadyPublic', 'NonPersonal')),
  subject text NOT NULL,
  population text NOT NULL,
  regime text NOT NULL CHECK (regime IN ('NotPersonal', 'Classical', 'Formal')),
  method text NOT NULL,
  content_hash text NOT NULL CHECK (length(content_hash) = 64),
  previous text NOT NULL CHECK (length(previous) = 64),
  hash text NOT NULL UNIQUE CHECK (length(hash) = 64)
);

-- A release exists only with the line of the ledger that accounts for it.
CREATE TABLE portal.release (
  id uuid NOT NULL PRIMARY KEY,
  sequence integer NOT NULL UNIQUE REFERENCES portal.ledger_line (sequence),
  subject text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('cube', 'register')),
  content_hash text NOT NULL UNIQUE CHECK (length(content_hash) = 64),
  archive bytea NOT NULL,
  published_at bigint NOT NULL
);
