-- That somebody opened what was closed to them, for how long, and what was thought of it afterwards. The reason is sealed: people write names.
CREATE TABLE collaborative_emergency (
  id TEXT NOT NULL PRIMARY KEY,
  node_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  submission_id TEXT NOT NULL REFERENCES collaborative_submission (id),
  opened_by TEXT NOT NULL,
  reason BLOB NOT NULL,
  opened_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at > opened_at),
  ended_at INTEGER,
  verdict TEXT CHECK (verdict IN ('Accepted', 'NotJustified')),
  reviewed_by TEXT CHECK (reviewed_by <> opened_by),
  reviewed_at INTEGER,
  version TEXT NOT NULL,
  CHECK ((verdict IS NULL) = (reviewed_by IS NULL))
) STRICT;
CREATE INDEX collaborative_emergency_submission ON collaborative_emergency (submission_id);
