-- Who did what, and what is to be told: written in the transaction of the work. Instants are ticks of 100 ns since 1970 UTC.
CREATE TABLE platform.audit_line (
  sequence bigint NOT NULL PRIMARY KEY CHECK (sequence > 0),
  at bigint NOT NULL,
  node text NOT NULL,
  organisation text,
  actor text NOT NULL CHECK (length(actor) = 64),
  act text NOT NULL,
  subject_kind text NOT NULL,
  subject text NOT NULL CHECK (length(subject) = 64),
  outcome text NOT NULL CHECK (outcome IN ('done', 'refused')),
  purpose text,
  previous text NOT NULL CHECK (length(previous) = 64),
  hash text NOT NULL UNIQUE CHECK (length(hash) = 64)
);

CREATE INDEX audit_line_subject ON platform.audit_line (subject);
CREATE INDEX audit_line_actor ON platform.audit_line (actor);

CREATE FUNCTION platform.refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Lines of the audit are only added.';
END
$$;

CREATE FUNCTION platform.refuse_audit_gap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sequence <> coalesce((SELECT max(sequence) FROM platform.audit_line), 0) + 1
    OR NEW.previous <> coalesce((SELECT hash FROM platform.audit_line ORDER BY sequence DESC LIMIT 1), repeat('0', 64)) THEN
    RAISE EXCEPTION 'A line of the audit follows from the last one.';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER audit_line_change BEFORE UPDATE OR DELETE ON platform.audit_line
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_audit_change();
CREATE TRIGGER audit_line_truncate BEFORE TRUNCATE ON platform.audit_line
  FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_audit_change();
CREATE TRIGGER audit_line_insert BEFORE INSERT ON platform.audit_line
  FOR EACH ROW EXECUTE FUNCTION platform.refuse_audit_gap();

CREATE TABLE platform.outbox_message (
  id uuid NOT NULL PRIMARY KEY,
  at bigint NOT NULL,
  kind text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  subject text NOT NULL CHECK (length(subject) = 64),
  payload text NOT NULL CHECK (payload::json IS NOT NULL),
  sent_at bigint,
  claimed_until bigint,
  claim uuid
);

CREATE INDEX outbox_message_unsent ON platform.outbox_message (at, id) WHERE sent_at IS NULL;
