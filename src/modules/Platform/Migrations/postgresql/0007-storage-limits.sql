-- How many bytes an organisation may store here; null for as much as all may who were given no number of their own.
ALTER TABLE platform.organisation ADD COLUMN storage_limit bigint CHECK (storage_limit > 0);
