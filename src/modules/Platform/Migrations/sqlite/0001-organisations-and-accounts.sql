-- Organisations and accounts.
CREATE TABLE platform_node (id TEXT NOT NULL PRIMARY KEY) STRICT;
