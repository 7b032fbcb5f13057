-- Releases from their draft to what became of them. Codes and ids only: what would be published is worked out from the merge each time it is asked for.
CREATE TABLE collaborative_release_draft (
  id TEXT NOT NULL PRIMARY KEY,
  node_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  merge_id TEXT NOT NULL REFERENCES collaborative_merge (id),
  tables TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('Draft', 'Asked', 'Approved', 'Refused', 'Published', 'Withdrawn', 'Failed')),
  prepared_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  asked_by TEXT,
  asked_at INTEGER,
  decided_by TEXT,
  decided_at INTEGER,
  refusal TEXT,
  problem_code TEXT,
  job_id TEXT,
  content_hash TEXT,
  published_at INTEGER,
  version TEXT NOT NULL,
  CHECK (decided_by IS NULL OR (decided_by <> prepared_by AND decided_by <> asked_by))
) STRICT;
CREATE INDEX collaborative_release_draft_merge ON collaborative_release_draft (merge_id);

CREATE TABLE collaborative_release_withdrawal (
  id TEXT NOT NULL PRIMARY KEY,
  node_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  reason TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('Asked', 'Confirmed', 'Refused', 'Done')),
  asked_by TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  decided_by TEXT,
  decided_at INTEGER,
  problem_code TEXT,
  version TEXT NOT NULL,
  CHECK (decided_by IS NULL OR decided_by <> asked_by)
) STRICT;
