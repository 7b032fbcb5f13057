-- Since when the contents are erased because their time was over; the state says that they are gone, this why.
ALTER TABLE collaborative.submission ADD COLUMN expired_at bigint;
ALTER TABLE collaborative.merge ADD COLUMN expired_at bigint;
