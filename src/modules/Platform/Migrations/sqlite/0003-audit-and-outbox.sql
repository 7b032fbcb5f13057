-- Who did what, and what is to be told: written in the transaction of the work. Instants are ticks of 100 ns since 1970 UTC.
CREATE TABLE platform_audit_line (
  sequence INTEGER NOT NULL PRIMARY KEY CHECK (sequence > 0),
  at INTEGER NOT NULL,
  node TEXT NOT NULL,
  organisation TEXT,
  actor TEXT NOT NULL CHECK (length(actor) = 64),
  act TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject TEXT NOT NULL CHECK (length(subject) = 64),
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'refused')),
  purpose TEXT,
  previous TEXT NOT NULL CHECK (length(previous) = 64),
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;

CREATE INDEX platform_audit_line_subject ON platform_audit_line (subject);
CREATE INDEX platform_audit_line_actor ON platform_audit_line (actor);

CREATE TRIGGER platform_audit_line_update BEFORE UPDATE ON platform_audit_line
BEGIN
  SELECT RAISE(ABORT, 'Lines of the audit are only added.');
END;

CREATE TRIGGER platform_audit_line_delete BEFORE DELETE ON platform_audit_line
BEGIN
  SELECT RAISE(ABORT, 'Lines of the audit are only added.');
END;

-- INSERT OR REPLACE removes lines without asking the trigger above.
CREATE TRIGGER platform_audit_line_insert BEFORE INSERT ON platform_audit_line
WHEN NEW.sequence <> coalesce((SELECT max(sequence) FROM platform_audit_line), 0) + 1
  OR NEW.previous <> coalesce((SELECT hash FROM platform_audit_line ORDER BY sequence DESC LIMIT 1),
    '0000000000000000000000000000000000000000000000000000000000000000')
  OR EXISTS (SELECT 1 FROM platform_audit_line WHERE hash = NEW.hash)
BEGIN
  SELECT RAISE(ABORT, 'A line of the audit follows from the last one.');
END;

CREATE TABLE platform_outbox_message (
  id TEXT NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  subject TEXT NOT NULL CHECK (length(subject) = 64),
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  sent_at INTEGER,
  claimed_until INTEGER,
  claim TEXT
) STRICT;

CREATE INDEX platform_outbox_message_unsent ON platform_outbox_message (at, id) WHERE sent_at IS NULL;
