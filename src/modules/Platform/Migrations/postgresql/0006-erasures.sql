-- What was erased because its time was over: kinds, organisations and numbers. Written in the transaction of the erasure.
CREATE TABLE platform.erasure (
  id uuid NOT NULL PRIMARY KEY,
  kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 60),
  organisation_id uuid,
  subject_id uuid,
  count integer NOT NULL CHECK (count > 0),
  at bigint NOT NULL
);
