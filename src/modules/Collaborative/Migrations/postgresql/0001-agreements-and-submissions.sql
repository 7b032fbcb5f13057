-- What organisations agreed to share, and what they sent. Instants are ticks of 100 ns since 1970 UTC. What identifies people is sealed.
CREATE SCHEMA collaborative;

CREATE TABLE collaborative.agreement (
  id uuid NOT NULL PRIMARY KEY,
  node_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  title text NOT NULL,
  may_identify boolean NOT NULL,
  may_publish boolean NOT NULL,
  retention_months integer NOT NULL CHECK (retention_months > 0),
  starts_on text NOT NULL,
  ends_on text NOT NULL,
  ended_at bigint,
  made_by uuid NOT NULL,
  created_at bigint NOT NULL
);
CREATE INDEX agreement_organisation ON collaborative.agreement (organisation_id);

CREATE TABLE collaborative.submission (
  id uuid NOT NULL PRIMARY KEY,
  node_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  agreement_id uuid NOT NULL REFERENCES collaborative.agreement (id),
  period_from text NOT NULL,
  period_to text NOT NULL,
  state text NOT NULL CHECK (state IN ('Receiving', 'Checking', 'NeedsMapping', 'Checked', 'Refused', 'Accepted', 'Withdrawn')),
  newest integer NOT NULL CHECK (newest > 0),
  mapping text,
  created_by uuid NOT NULL,
  created_at bigint NOT NULL,
  accepted_at bigint,
  withdrawn_at bigint,
  job_id uuid,
  version text NOT NULL
);
CREATE INDEX submission_organisation ON collaborative.submission (organisation_id);

-- Its id is also that of the file's content. Sensitivity: all contents of a submission are of the class of identifiers.
CREATE TABLE collaborative.submission_version (
  id uuid NOT NULL PRIMARY KEY,
  node_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  submission_id uuid NOT NULL REFERENCES collaborative.submission (id),
  number integer NOT NULL CHECK (number > 0),
  file_name bytea,
  size bigint NOT NULL CHECK (size >= 0),
  pieces integer NOT NULL,
  mends uuid,
  created_by uuid NOT NULL,
  created_at bigint NOT NULL,
  read integer,
  accepted integer,
  quarantined integer,
  mended integer,
  problem_code text,
  problem_subject text,
  records_id uuid,
  records_size bigint,
  report_id uuid,
  report_size bigint
);
CREATE UNIQUE INDEX submission_version_number ON collaborative.submission_version (submission_id, number);

CREATE TABLE collaborative.chosen_mapping (
  id uuid NOT NULL PRIMARY KEY,
  node_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  mapping text NOT NULL,
  document text,
  chosen_at bigint NOT NULL
);
CREATE UNIQUE INDEX chosen_mapping_organisation ON collaborative.chosen_mapping (organisation_id);

CREATE TABLE collaborative.content_piece (
  content_id uuid NOT NULL,
  number integer NOT NULL CHECK (number >= 0),
  bytes bytea NOT NULL,
  PRIMARY KEY (content_id, number)
);
