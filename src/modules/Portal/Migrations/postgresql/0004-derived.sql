-- Tables that are worked out from released tables leave by a door of their own.
ALTER TABLE portal.ledger_line DROP CONSTRAINT ledger_line_door_check;
ALTER TABLE portal.ledger_line ADD CONSTRAINT ledger_line_door_check CHECK (door IN ('Mechanism', 'AlreadyPublic', 'NonPersonal', 'Charge', 'Derived'));
