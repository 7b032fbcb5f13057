-- What organisations agreed to share, and what they sent. Instants are ticks of 100 ns since 1970 UTC. What identifies people is sealed.
CREATE TABLE collaborative_agreement (
  id TEXT NOT NULL PRIMARY KEY,
  node_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  title TEXT NOT NULL,
  may_identify INTEGER NOT NULL CHECK (may_identify IN (0, 1)),
  may_publish INTEGER NOT NULL CHECK (may_publish IN (0, 1)),
  retention_months INTEGER NOT NULL CHECK (retention_months > 0),
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  ended_at INTEGER,
  made_by TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX collaborative_agreement_organisation ON collaborative_agreement (organisation_id);

CREATE TABLE collaborative_submission (
  id TEXT NOT NULL PRIMARY KEY,
  node_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  agreement_id TEXT NOT NULL REFERENCES collaborative_agreement (id),
  period_from TEXT NOT NULL,
  period_to TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('Receiving', 'Checking', 'NeedsMapping', 'Checked', 'Refused', 'Accepted', 'Withdrawn')),
  newest INTEGER NOT NULL CHECK (newest > 0),
  mapping TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  accepted_at INTEGER,
  withdrawn_at INTEGER,
  job_id TEXT,
  version TEXT NOT NULL
) STRICT;
CREATE INDEX collaborative_submission_organisation ON collaborative_submission (organisation_id);

-- Its id is also that of the file's content. Sensitivity: all contents of a submission are of the class of identifiers.
CREATE TABLE collaborative_submission_version (
  id TEXT NOT NULL PRIMARY KEY,
  node_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  submission_id TEXT NOT NULL REFERENCES collaborative_submission (id),
  number INTEGER NOT NULL CHECK (number > 0),
  file_name BLOB,
  size INTEGER NOT NULL CHECK (size >= 0),
  pieces INTEGER NOT NULL,
  mends TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  read INTEGER,
  accepted INTEGER,
  quarantined INTEGER,
  mended INTEGER,
  problem_code TEXT,
  problem_subject TEXT,
  records_id TEXT,
  records_size INTEGER,
  report_id TEXT,
  report_size INTEGER
) STRICT;
CREATE UNIQUE INDEX collaborative_submission_version_number ON collaborative_submission_version (submission_id, number);

CREATE TABLE collaborative_chosen_mapping (
  id TEXT NOT NULL PRIMARY KEY,
  node_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  mapping TEXT NOT NULL,
  document TEXT,
  chosen_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX collaborative_chosen_mapping_organisation ON collaborative_chosen_mapping (organisation_id);

CREATE TABLE collaborative_content_piece (
  content_id TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 0),
  bytes BLOB NOT NULL,
  PRIMARY KEY (content_id, number)
) STRICT;
