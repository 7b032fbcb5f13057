-- Records of several agencies brought together. Numbers stand in clear; records and persons are sealed contents.
CREATE TABLE collaborative_merge (
  id TEXT NOT NULL PRIMARY KEY,
  node_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('Running', 'Done', 'Failed', 'Ended')),
  job_id TEXT,
  round INTEGER NOT NULL CHECK (round > 0),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  records INTEGER,
  persons INTEGER,
  to_review INTEGER,
  problem_code TEXT,
  problem_subject TEXT,
  records_id TEXT,
  records_size INTEGER,
  persons_id TEXT,
  persons_size INTEGER,
  version TEXT NOT NULL
) STRICT;

CREATE TABLE collaborative_merged_submission (
  id TEXT NOT NULL PRIMARY KEY,
  node_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  merge_id TEXT NOT NULL REFERENCES collaborative_merge (id),
  submission_id TEXT NOT NULL REFERENCES collaborative_submission (id),
  submission_version_id TEXT NOT NULL REFERENCES collaborative_submission_version (id)
) STRICT;
CREATE UNIQUE INDEX collaborative_merged_submission_once ON collaborative_merged_submission (merge_id, submission_id);
