-- What is opened in an emergency is one submission, or one merge.
ALTER TABLE collaborative.emergency
  ALTER COLUMN submission_id DROP NOT NULL,
  ADD COLUMN merge_id uuid REFERENCES collaborative.merge (id),
  ADD CHECK ((submission_id IS NULL) <> (merge_id IS NULL));
CREATE INDEX emergency_merge ON collaborative.emergency (merge_id);
