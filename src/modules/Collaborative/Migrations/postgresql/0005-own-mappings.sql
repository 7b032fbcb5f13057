-- Mappings that an organisation accepted on screen. The document is sealed: it names the agency's columns, and may hold values of columns of codes.
CREATE TABLE collaborative.own_mapping (
  id uuid NOT NULL PRIMARY KEY,
  node_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  document bytea NOT NULL,
  made_by uuid NOT NULL,
  created_at bigint NOT NULL
);
CREATE INDEX own_mapping_organisation ON collaborative.own_mapping (organisation_id);
