-- Jobs: what a host does in the background for an organisation, or for the platform itself. Instants are int64 ticks of 100 ns.
-- Nothing here is content: a job knows whom it works for and the id of what it works on, and ends with a code.
--
-- The tables qrtz_* are those of the AdoJobStore of Quartz.NET 3.22 (https://www.quartz-scheduler.net, Copyright Marko Lahma and others,
-- Apache License 2.0): names, columns, types and keys are what Quartz.NET reads and writes. Changed: written anew for our schema, without
-- the statements that drop older tables; indexes are chosen for the few triggers that are kept here.
CREATE TABLE platform.job (
  id uuid NOT NULL PRIMARY KEY,
  kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 60),
  organisation_id uuid,
  requested_by uuid,
  subject_id uuid,
  phase text NOT NULL CHECK (phase IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  stage text CHECK (length(stage) BETWEEN 1 AND 60),
  share double precision NOT NULL CHECK (share BETWEEN 0 AND 1),
  attempts integer NOT NULL CHECK (attempts >= 0),
  host_id uuid CHECK (phase <> 'running' OR host_id IS NOT NULL),
  heartbeat_at bigint CHECK (phase <> 'running' OR heartbeat_at IS NOT NULL),
  created_at bigint NOT NULL,
  due_at bigint NOT NULL,
  started_at bigint,
  ended_at bigint CHECK ((phase IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL)),
  problem_code text CHECK ((phase = 'failed') = (problem_code IS NOT NULL)),
  problem_subject text CHECK (length(problem_subject) <= 100),
  cancel_requested boolean NOT NULL
);

-- What the claim reads every few seconds: only jobs that are not over, however many are.
CREATE INDEX job_open ON platform.job (due_at) WHERE phase IN ('queued', 'running');
CREATE INDEX job_of_organisation ON platform.job (organisation_id, id);

-- When each recurring job was last due: a fire is the move of this time, so that one host of many makes it.
CREATE TABLE platform.recurring_job (
  kind text NOT NULL PRIMARY KEY,
  last_fire_at bigint NOT NULL
);

CREATE TABLE platform.qrtz_job_details (
  sched_name text NOT NULL, job_name text NOT NULL, job_group text NOT NULL,
  description text,
  job_class_name text NOT NULL,
  is_durable boolean NOT NULL,
  is_nonconcurrent boolean NOT NULL,
  is_update_data boolean NOT NULL,
  requests_recovery boolean NOT NULL,
  job_data bytea,
  PRIMARY KEY (sched_name, job_name, job_group)
);

CREATE TABLE platform.qrtz_triggers (
  sched_name text NOT NULL, trigger_name text NOT NULL, trigger_group text NOT NULL,
  job_name text NOT NULL, job_group text NOT NULL,
  description text,
  next_fire_time bigint,
  prev_fire_time bigint,
  priority integer,
  trigger_state text NOT NULL,
  trigger_type text NOT NULL,
  start_time bigint NOT NULL,
  end_time bigint,
  calendar_name text,
  misfire_instr smallint,
  misfire_orig_fire_time bigint,
  execution_group text,
  preferred_node text,
  preferred_node_auto boolean NOT NULL DEFAULT false,
  job_data bytea,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, job_name, job_group) REFERENCES platform.qrtz_job_details
);

CREATE TABLE platform.qrtz_cron_triggers (
  sched_name text NOT NULL, trigger_name text NOT NULL, trigger_group text NOT NULL,
  cron_expression text NOT NULL,
  time_zone_id text,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES platform.qrtz_triggers ON DELETE CASCADE
);

CREATE TABLE platform.qrtz_simple_triggers (
  sched_name text NOT NULL, trigger_name text NOT NULL, trigger_group text NOT NULL,
  repeat_count bigint NOT NULL,
  repeat_interval bigint NOT NULL,
  times_triggered bigint NOT NULL,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES platform.qrtz_triggers ON DELETE CASCADE
);

CREATE TABLE platform.qrtz_simprop_triggers (
  sched_name text NOT NULL, trigger_name text NOT NULL, trigger_group text NOT NULL,
  str_prop_1 text, str_prop_2 text, str_prop_3 text,
  int_prop_1 integer, int_prop_2 integer,
  long_prop_1 bigint, long_prop_2 bigint,
  dec_prop_1 numeric, dec_prop_2 numeric,
  bool_prop_1 boolean, bool_prop_2 boolean,
  time_zone_id text,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES platform.qrtz_triggers ON DELETE CASCADE
);

CREATE TABLE platform.qrtz_blob_triggers (
  sched_name text NOT NULL, trigger_name text NOT NULL, trigger_group text NOT NULL,
  blob_data bytea,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES platform.qrtz_triggers ON DELETE CASCADE
);

CREATE TABLE platform.qrtz_calendars (
  sched_name text NOT NULL, calendar_name text NOT NULL,
  calendar bytea NOT NULL,
  PRIMARY KEY (sched_name, calendar_name)
);

CREATE TABLE platform.qrtz_paused_trigger_grps (
  sched_name text NOT NULL, trigger_group text NOT NULL,
  PRIMARY KEY (sched_name, trigger_group)
);

CREATE TABLE platform.qrtz_fired_triggers (
  sched_name text NOT NULL, entry_id text NOT NULL,
  trigger_name text NOT NULL, trigger_group text NOT NULL,
  instance_name text NOT NULL,
  fired_time bigint NOT NULL,
  sched_time bigint NOT NULL,
  priority integer NOT NULL,
  state text NOT NULL,
  job_name text, job_group text,
  is_nonconcurrent boolean NOT NULL,
  requests_recovery boolean,
  execution_group text,
  PRIMARY KEY (sched_name, entry_id)
);

CREATE TABLE platform.qrtz_scheduler_state (
  sched_name text NOT NULL, instance_name text NOT NULL,
  last_checkin_time bigint NOT NULL,
  checkin_interval bigint NOT NULL,
  PRIMARY KEY (sched_name, instance_name)
);

CREATE TABLE platform.qrtz_locks (
  sched_name text NOT NULL, lock_name text NOT NULL,
  PRIMARY KEY (sched_name, lock_name)
);

CREATE INDEX qrtz_triggers_next ON platform.qrtz_triggers (sched_name, trigger_state, next_fire_time);
CREATE INDEX qrtz_triggers_job ON platform.qrtz_triggers (sched_name, job_name, job_group);
CREATE INDEX qrtz_fired_triggers_instance ON platform.qrtz_fired_triggers (sched_name, instance_name, requests_recovery);
