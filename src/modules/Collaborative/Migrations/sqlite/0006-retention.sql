-- Since when the contents are erased because their time was over; the state says that they are gone, this why.
ALTER TABLE collaborative_submission ADD COLUMN expired_at INTEGER;
ALTER TABLE collaborative_merge ADD COLUMN expired_at INTEGER;
