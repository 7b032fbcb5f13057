-- Releases from their draft to what became of them. Codes and ids only: what would be published is worked out from the merge each time it is asked for.
CREATE TABLE collaborative.release_draft (
  id uuid NOT NULL PRIMARY KEY,
  node_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  merge_id uuid NOT NULL REFERENCES collaborative.merge (id),
  tables text NOT NULL,
  state text NOT NULL CHECK (state IN ('Draft', 'Asked', 'Approved', 'Refused', 'Published', 'Withdrawn', 'Failed')),
  prepared_by uuid NOT NULL,
  created_at bigint NOT NULL,
  asked_by uuid,
  asked_at bigint,
  decided_by uuid,
  decided_at bigint,
  refusal text,
  problem_code text,
  job_id uuid,
  content_hash text,
  published_at bigint,
  version text NOT NULL,
  CHECK (decided_by IS NULL OR (decided_by <> prepared_by AND decided_by <> asked_by))
);
CREATE INDEX release_draft_merge ON collaborative.release_draft (merge_id);

CREATE TABLE collaborative.release_withdrawal (
  id uuid NOT NULL PRIMARY KEY,
  node_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  subject text NOT NULL,
  sequence integer NOT NULL CHECK (sequence > 0),
  reason text NOT NULL,
  state text NOT NULL CHECK (state IN ('Asked', 'Confirmed', 'Refused', 'Done')),
  asked_by uuid NOT NULL,
  asked_at bigint NOT NULL,
  decided_by uuid,
  decided_at bigint,
  problem_code text,
  version text NOT NULL,
  CHECK (decided_by IS NULL OR decided_by <> asked_by)
);
