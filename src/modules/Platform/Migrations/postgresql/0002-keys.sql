-- Keys by compartment, wrapped by a master key that is not here; and the hosts' keys of cookies, sealed. Instants are ticks of 100 ns since 1970 UTC.
CREATE TABLE platform.data_key (
  compartment text NOT NULL CHECK (length(compartment) BETWEEN 1 AND 100),
  version integer NOT NULL CHECK (version > 0),
  wrapped bytea CHECK (length(wrapped) = 60),
  master_key_id text NOT NULL CHECK (length(master_key_id) = 16),
  created_at bigint NOT NULL,
  retired_at bigint,
  destroyed_at bigint,
  PRIMARY KEY (compartment, version),
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);

CREATE TABLE platform.protection_key (
  id uuid NOT NULL PRIMARY KEY,
  sealed bytea NOT NULL,
  at bigint NOT NULL
);
