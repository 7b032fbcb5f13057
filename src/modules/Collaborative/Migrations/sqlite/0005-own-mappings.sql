-- Mappings that an organisation accepted on screen. The document is sealed: it names the agency's columns, and may hold values of columns of codes.
CREATE TABLE collaborative_own_mapping (
  id TEXT NOT NULL PRIMARY KEY,
  node_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  document BLOB NOT NULL,
  made_by TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX collaborative_own_mapping_organisation ON collaborative_own_mapping (organisation_id);
