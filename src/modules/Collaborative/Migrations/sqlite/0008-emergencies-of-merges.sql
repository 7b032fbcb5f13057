-- What is opened in an emergency is one submission, or one merge. A column that may be missing now takes a new table here.
CREATE TABLE collaborative_emergency_new (
  id TEXT NOT NULL PRIMARY KEY,
  node_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  submission_id TEXT REFERENCES collaborative_submission (id),
  merge_id TEXT REFERENCES collaborative_merge (id),
  opened_by TEXT NOT NULL,
  reason BLOB NOT NULL,
  opened_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at > opened_at),
  ended_at INTEGER,
  verdict TEXT CHECK (verdict IN ('Accepted', 'NotJustified')),
  reviewed_by TEXT CHECK (reviewed_by <> opened_by),
  reviewed_at INTEGER,
  version TEXT NOT NULL,
  CHECK ((verdict IS NULL) = (reviewed_by IS NULL)),
  CHECK ((submission_id IS NULL) <> (merge_id IS NULL))
) STRICT;
INSERT INTO collaborative_emergency_new (id, node_id, organisation_id, submission_id, opened_by, reason, opened_at, ends_at, ended_at, verdict, reviewed_by, reviewed_at, version)
  SELECT id, node_id, organisation_id, submission_id, opened_by, reason, opened_at, ends_at, ended_at, verdict, reviewed_by, reviewed_at, version FROM collaborative_emergency;
DROP TABLE collaborative_emergency;
ALTER TABLE collaborative_emergency_new RENAME TO collaborative_emergency;
CREATE INDEX collaborative_emergency_submission ON collaborative_emergency (submission_id);
CREATE INDEX collaborative_emergency_merge ON collaborative_emergency (merge_id);
