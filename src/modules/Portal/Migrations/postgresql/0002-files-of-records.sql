-- Files of records beside their archives, and the lines by which a population's privacy budget is spent.
ALTER TABLE portal.ledger_line DROP CONSTRAINT ledger_line_door_check;
ALTER TABLE portal.ledger_line ADD CONSTRAINT ledger_line_door_check CHECK (door IN ('Mechanism', 'AlreadyPublic', 'NonPersonal', 'Charge'));
ALTER TABLE portal.release DROP CONSTRAINT release_kind_check;
ALTER TABLE portal.release ADD CONSTRAINT release_kind_check CHECK (kind IN ('cube', 'register', 'records'));
ALTER TABLE portal.release ADD COLUMN content bytea CHECK ((kind = 'records') = (content IS NOT NULL));
