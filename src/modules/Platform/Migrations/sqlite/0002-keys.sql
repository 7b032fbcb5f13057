-- Keys by compartment, wrapped by a master key that is not here; and the hosts' keys of cookies, sealed. Instants are ticks of 100 ns since 1970 UTC.
CREATE TABLE platform_data_key (
  compartment TEXT NOT NULL CHECK (length(compartment) BETWEEN 1 AND 100),
  version INTEGER NOT NULL CHECK (version > 0),
  wrapped BLOB CHECK (length(wrapped) = 60),
  master_key_id TEXT NOT NULL CHECK (length(master_key_id) = 16),
  created_at INTEGER NOT NULL,
  retired_at INTEGER,
  destroyed_at INTEGER,
  PRIMARY KEY (compartment, version),
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
) STRICT;

CREATE TABLE platform_protection_key (
  id TEXT NOT NULL PRIMARY KEY,
  sealed BLOB NOT NULL,
  at INTEGER NOT NULL
) STRICT;
