-- Who may come in. Instants are ticks of 100 ns since 1970 UTC; keys that let somebody in are kept as hashes only.
CREATE SCHEMA platform;

CREATE TABLE platform.node (
  id uuid NOT NULL PRIMARY KEY,
  name text NOT NULL,
  created_at bigint NOT NULL
);

CREATE TABLE platform.organisation (
  id uuid NOT NULL PRIMARY KEY,
  node_id uuid NOT NULL REFERENCES platform.node (id),
  name text NOT NULL,
  country text NOT NULL,
  kind text NOT NULL,
  created_at bigint NOT NULL,
  ended_at bigint
);
CREATE UNIQUE INDEX organisation_name ON platform.organisation (node_id, name);

CREATE TABLE platform.account (
  id uuid NOT NULL PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES platform.organisation (id),
  user_name text NOT NULL,
  normalized_user_name text NOT NULL,
  password_hash text,
  security_stamp text NOT NULL,
  authenticator_key text,
  last_code text,
  access_failed_count integer NOT NULL,
  locked_until bigint,
  language text NOT NULL,
  created_at bigint NOT NULL,
  disabled_at bigint,
  version text NOT NULL
);
CREATE UNIQUE INDEX account_normalized_user_name ON platform.account (normalized_user_name);

CREATE TABLE platform.role_grant (
  id uuid NOT NULL PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES platform.account (id),
  role text NOT NULL,
  granted_by uuid,
  granted_at bigint NOT NULL,
  ended_at bigint
);
CREATE INDEX role_grant_account ON platform.role_grant (account_id);

CREATE TABLE platform.passkey (
  credential_id bytea NOT NULL PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES platform.account (id),
  name text NOT NULL,
  data text NOT NULL,
  created_at bigint NOT NULL
);
CREATE INDEX passkey_account ON platform.passkey (account_id);

CREATE TABLE platform.session (
  id uuid NOT NULL PRIMARY KEY,
  key_hash text NOT NULL,
  account_id uuid NOT NULL REFERENCES platform.account (id),
  security_stamp text NOT NULL,
  form_token text NOT NULL,
  method text NOT NULL CHECK (method IN ('Password', 'Passkey')),
  created_at bigint NOT NULL,
  seen_at bigint NOT NULL,
  confirmed_at bigint NOT NULL,
  ended_at bigint
);
CREATE UNIQUE INDEX session_key_hash ON platform.session (key_hash);
CREATE INDEX session_account ON platform.session (account_id);

-- A key that is used once: the first start, an invitation, or a way back in, which a second administrator approves.
CREATE TABLE platform.invitation (
  id uuid NOT NULL PRIMARY KEY,
  key_hash text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('FirstStart', 'Invitation', 'Recovery')),
  account_id uuid REFERENCES platform.account (id),
  made_by uuid,
  approved_by uuid,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  used_at bigint
);
CREATE UNIQUE INDEX invitation_key_hash ON platform.invitation (key_hash);

-- A script's key: no more than its owner may do, and only what its scopes name.
CREATE TABLE platform.access_token (
  id uuid NOT NULL PRIMARY KEY,
  key_hash text NOT NULL,
  account_id uuid NOT NULL REFERENCES platform.account (id),
  security_stamp text NOT NULL,
  name text NOT NULL,
  scopes text NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  seen_at bigint,
  ended_at bigint
);
CREATE UNIQUE INDEX access_token_key_hash ON platform.access_token (key_hash);
