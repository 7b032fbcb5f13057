-- That somebody opened what was closed to them, for how long, and what was thought of it afterwards. The reason is sealed: people write names.
CREATE TABLE collaborative.emergency (
  id uuid NOT NULL PRIMARY KEY,
  node_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  submission_id uuid NOT NULL REFERENCES collaborative.submission (id),
  opened_by uuid NOT NULL,
  reason bytea NOT NULL,
  opened_at bigint NOT NULL,
  ends_at bigint NOT NULL CHECK (ends_at > opened_at),
  ended_at bigint,
  verdict text CHECK (verdict IN ('Accepted', 'NotJustified')),
  reviewed_by uuid CHECK (reviewed_by <> opened_by),
  reviewed_at bigint,
  version text NOT NULL,
  CHECK ((verdict IS NULL) = (reviewed_by IS NULL))
);
CREATE INDEX emergency_submission ON collaborative.emergency (submission_id);
