-- Estimates of those whom nobody counted, beside counts, registers and records.
ALTER TABLE portal.release DROP CONSTRAINT release_kind_check;
ALTER TABLE portal.release ADD CONSTRAINT release_kind_check CHECK (kind IN ('cube', 'register', 'records', 'estimates'));
