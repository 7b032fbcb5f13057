-- When the installation's scanner last found nothing in the file of a version: what it has not looked at no reader sees, where one is named.
ALTER TABLE collaborative_submission_version ADD COLUMN scanned_at INTEGER;
