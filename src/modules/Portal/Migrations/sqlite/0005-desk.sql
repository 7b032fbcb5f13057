-- What a desk published, under the key it was asked for with, so that asking twice publishes once; and what was withdrawn. Only added to.
CREATE TABLE portal_publication_act (
  id TEXT NOT NULL PRIMARY KEY,
  published_at INTEGER NOT NULL
) STRICT;

CREATE TABLE portal_published_table (
  act_id TEXT NOT NULL REFERENCES portal_publication_act (id),
  sequence INTEGER NOT NULL REFERENCES portal_ledger_line (sequence),
  PRIMARY KEY (act_id, sequence)
) STRICT;

-- A content is withdrawn once, whatever the number of lines it has in the ledger.
CREATE TABLE portal_withdrawn_content (
  id TEXT NOT NULL PRIMARY KEY,
  sequence INTEGER NOT NULL UNIQUE REFERENCES portal_ledger_line (sequence),
  content_hash TEXT NOT NULL UNIQUE CHECK (length(content_hash) = 64),
  reason TEXT NOT NULL CHECK (reason IN ('wrong-figures', 'wrong-source', 'agreement-ended', 'risk-to-persons', 'other')),
  withdrawn_at INTEGER NOT NULL
) STRICT;
