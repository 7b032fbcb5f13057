-- What came out of a merge in numbers, the pairs that people look at, and what they decide. All of it sealed.
ALTER TABLE collaborative_merge ADD COLUMN figures_id TEXT;
ALTER TABLE collaborative_merge ADD COLUMN figures_size INTEGER;

CREATE TABLE collaborative_queued_country (
  id TEXT NOT NULL PRIMARY KEY,
  node_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  merge_id TEXT NOT NULL REFERENCES collaborative_merge (id),
  country TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size >= 0),
  pairs INTEGER NOT NULL CHECK (pairs >= 0)
) STRICT;
CREATE UNIQUE INDEX collaborative_queued_country_country ON collaborative_queued_country (merge_id, country);

-- Two who decide at the same moment ask for the same place: one of them is told to look again.
CREATE TABLE collaborative_pair_decision (
  id TEXT NOT NULL PRIMARY KEY,
  node_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  merge_id TEXT NOT NULL REFERENCES collaborative_merge (id),
  country TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  line BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX collaborative_pair_decision_sequence ON collaborative_pair_decision (merge_id, country, sequence);
