-- Records of several agencies brought together. Numbers stand in clear; records and persons are sealed contents.
CREATE TABLE collaborative.merge (
  id uuid NOT NULL PRIMARY KEY,
  node_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('Running', 'Done', 'Failed', 'Ended')),
  job_id uuid,
  round integer NOT NULL CHECK (round > 0),
  created_by uuid NOT NULL,
  created_at bigint NOT NULL,
  records integer,
  persons integer,
  to_review integer,
  problem_code text,
  problem_subject text,
  records_id uuid,
  records_size bigint,
  persons_id uuid,
  persons_size bigint,
  version text NOT NULL
);

CREATE TABLE collaborative.merged_submission (
  id uuid NOT NULL PRIMARY KEY,
  node_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  merge_id uuid NOT NULL REFERENCES collaborative.merge (id),
  submission_id uuid NOT NULL REFERENCES collaborative.submission (id),
  submission_version_id uuid NOT NULL REFERENCES collaborative.submission_version (id)
);
CREATE UNIQUE INDEX merged_submission_once ON collaborative.merged_submission (merge_id, submission_id);
