-- Whoever administers accounts sees the key of a new one, and could use it: an account may do nothing until another administrator, who has not
-- seen the key, confirms who came in with it. Accounts that were in use before are confirmed; invitations that wait are not.
ALTER TABLE platform.account ADD COLUMN confirmed_at bigint, ADD COLUMN confirmed_by uuid, ADD COLUMN key_seen_by uuid;
UPDATE platform.account SET confirmed_at = created_at WHERE password_hash IS NOT NULL;

-- Said on the terminal while fewer than two people administer accounts: the second confirms theirs with it.
CREATE TABLE platform.confirmation_key (
  id uuid NOT NULL PRIMARY KEY,
  key_hash text NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  used_at bigint
);
CREATE UNIQUE INDEX confirmation_key_key_hash ON platform.confirmation_key (key_hash);

-- Challenges for passkeys that were answered: each is worth one answer, whichever host it comes to.
CREATE TABLE platform.spent_challenge (
  hash text NOT NULL PRIMARY KEY,
  expires_at bigint NOT NULL
);
