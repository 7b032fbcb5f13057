-- Jobs: what a host does in the background for an organisation, or for the platform itself. Instants are int64 ticks of 100 ns.
-- Nothing here is content: a job knows whom it works for and the id of what it works on, and ends with a code.
CREATE TABLE platform_job (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 60),
  organisation_id TEXT,
  requested_by TEXT,
  subject_id TEXT,
  phase TEXT NOT NULL CHECK (phase IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  stage TEXT CHECK (length(stage) BETWEEN 1 AND 60),
  share REAL NOT NULL CHECK (share BETWEEN 0 AND 1),
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  host_id TEXT CHECK (phase <> 'running' OR host_id IS NOT NULL),
  heartbeat_at INTEGER CHECK (phase <> 'running' OR heartbeat_at IS NOT NULL),
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER CHECK ((phase IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL)),
  problem_code TEXT CHECK ((phase = 'failed') = (problem_code IS NOT NULL)),
  problem_subject TEXT CHECK (length(problem_subject) <= 100),
  cancel_requested INTEGER NOT NULL CHECK (cancel_requested IN (0, 1))
) STRICT;

-- What the claim reads every few seconds: only jobs that are not over, however many are.
CREATE INDEX platform_job_open ON platform_job (due_at) WHERE phase IN ('queued', 'running');
CREATE INDEX platform_job_of_organisation ON platform_job (organisation_id, id);

-- When each recurring job was last due: a fire is the move of this time, so that one host of many makes it.
CREATE TABLE platform_recurring_job (
  kind TEXT NOT NULL PRIMARY KEY,
  last_fire_at INTEGER NOT NULL
) STRICT;
