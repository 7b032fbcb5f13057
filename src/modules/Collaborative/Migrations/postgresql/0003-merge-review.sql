-- What came out of a merge in numbers, the pairs that people look at, and what they decide. All of it sealed.
ALTER TABLE collaborative.merge ADD COLUMN figures_id uuid;
ALTER TABLE collaborative.merge ADD COLUMN figures_size bigint;

CREATE TABLE collaborative.queued_country (
  id uuid NOT NULL PRIMARY KEY,
  node_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  merge_id uuid NOT NULL REFERENCES collaborative.merge (id),
  country text NOT NULL,
  size bigint NOT NULL CHECK (size >= 0),
  pairs integer NOT NULL CHECK (pairs >= 0)
);
CREATE UNIQUE INDEX queued_country_country ON collaborative.queued_country (merge_id, country);

-- Two who decide at the same moment ask for the same place: one of them is told to look again.
CREATE TABLE collaborative.pair_decision (
  id uuid NOT NULL PRIMARY KEY,
  node_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  merge_id uuid NOT NULL REFERENCES collaborative.merge (id),
  country text NOT NULL,
  sequence integer NOT NULL CHECK (sequence > 0),
  line bytea NOT NULL
);
CREATE UNIQUE INDEX pair_decision_sequence ON collaborative.pair_decision (merge_id, country, sequence);
