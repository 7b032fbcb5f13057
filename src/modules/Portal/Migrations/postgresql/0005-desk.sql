-- What a desk published, under the key it was asked for with, so that asking twice publishes once; and what was withdrawn. Only added to.
CREATE TABLE portal.publication_act (
  id uuid NOT NULL PRIMARY KEY,
  published_at bigint NOT NULL
);

CREATE TABLE portal.published_table (
  act_id uuid NOT NULL REFERENCES portal.publication_act (id),
  sequence integer NOT NULL REFERENCES portal.ledger_line (sequence),
  PRIMARY KEY (act_id, sequence)
);

-- A content is withdrawn once, whatever the number of lines it has in the ledger.
CREATE TABLE portal.withdrawn_content (
  id uuid NOT NULL PRIMARY KEY,
  sequence integer NOT NULL UNIQUE REFERENCES portal.ledger_line (sequence),
  content_hash text NOT NULL UNIQUE CHECK (length(content_hash) = 64),
  reason text NOT NULL CHECK (reason IN ('wrong-figures', 'wrong-source', 'agreement-ended', 'risk-to-persons', 'other')),
  withdrawn_at bigint NOT NULL
);
