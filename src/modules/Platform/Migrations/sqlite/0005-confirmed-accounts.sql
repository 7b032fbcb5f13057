-- Whoever administers accounts sees the key of a new one, and could use it: an account may do nothing until another administrator, who has not
-- seen the key, confirms who came in with it. Accounts that were in use before are confirmed; invitations that wait are not.
ALTER TABLE platform_account ADD COLUMN confirmed_at INTEGER;
ALTER TABLE platform_account ADD COLUMN confirmed_by TEXT;
ALTER TABLE platform_account ADD COLUMN key_seen_by TEXT;
UPDATE platform_account SET confirmed_at = created_at WHERE password_hash IS NOT NULL;

-- Said on the terminal while fewer than two people administer accounts: the second confirms theirs with it.
CREATE TABLE platform_confirmation_key (
  id TEXT NOT NULL PRIMARY KEY,
  key_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE UNIQUE INDEX platform_confirmation_key_key_hash ON platform_confirmation_key (key_hash);

-- Challenges for passkeys that were answered: each is worth one answer, whichever host it comes to.
CREATE TABLE platform_spent_challenge (
  hash TEXT NOT NULL PRIMARY KEY,
  expires_at INTEGER NOT NULL
) STRICT;
