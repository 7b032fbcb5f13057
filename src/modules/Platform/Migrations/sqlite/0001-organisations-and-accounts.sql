-- Who may come in. Instants are ticks of 100 ns since 1970 UTC; keys that let somebody in are kept as hashes only.
CREATE TABLE platform_node (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE platform_organisation (
  id TEXT NOT NULL PRIMARY KEY,
  node_id TEXT NOT NULL REFERENCES platform_node (id),
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  kind TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX platform_organisation_name ON platform_organisation (node_id, name);

CREATE TABLE platform_account (
  id TEXT NOT NULL PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES platform_organisation (id),
  user_name TEXT NOT NULL,
  normalized_user_name TEXT NOT NULL,
  password_hash TEXT,
  security_stamp TEXT NOT NULL,
  authenticator_key TEXT,
  last_code TEXT,
  access_failed_count INTEGER NOT NULL,
  locked_until INTEGER,
  language TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  disabled_at INTEGER,
  version TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX platform_account_normalized_user_name ON platform_account (normalized_user_name);

CREATE TABLE platform_role_grant (
  id TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES platform_account (id),
  role TEXT NOT NULL,
  granted_by TEXT,
  granted_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX platform_role_grant_account ON platform_role_grant (account_id);

CREATE TABLE platform_passkey (
  credential_id BLOB NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES platform_account (id),
  name TEXT NOT NULL,
  data TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX platform_passkey_account ON platform_passkey (account_id);

CREATE TABLE platform_session (
  id TEXT NOT NULL PRIMARY KEY,
  key_hash TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES platform_account (id),
  security_stamp TEXT NOT NULL,
  form_token TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('Password', 'Passkey')),
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  confirmed_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX platform_session_key_hash ON platform_session (key_hash);
CREATE INDEX platform_session_account ON platform_session (account_id);

-- A key that is used once: the first start, an invitation, or a way back in, which a second administrator approves.
CREATE TABLE platform_invitation (
  id TEXT NOT NULL PRIMARY KEY,
  key_hash TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('FirstStart', 'Invitation', 'Recovery')),
  account_id TEXT REFERENCES platform_account (id),
  made_by TEXT,
  approved_by TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE UNIQUE INDEX platform_invitation_key_hash ON platform_invitation (key_hash);

-- A script's key: no more than its owner may do, and only what its scopes name.
CREATE TABLE platform_access_token (
  id TEXT NOT NULL PRIMARY KEY,
  key_hash TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES platform_account (id),
  security_stamp TEXT NOT NULL,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  seen_at INTEGER,
  ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX platform_access_token_key_hash ON platform_access_token (key_hash);
