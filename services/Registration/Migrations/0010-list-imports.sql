-- A list that comes as it is (XLSX or CSV) of candidates, establishments or offers. status: 'matching' (its columns are to be matched by hand) →
-- 'waiting' → 'checking' → 'checked' (dry run; from here back to 'matching', or on) → 'ready' → 'writing' → 'done'; 'refused': the file cannot be
-- read (refusal says why); 'failed': something of ours went wrong, or the file is gone.
-- header, columns: JSON, the names of the file's columns and the column of each field. only_good: rows with errors are left out, which the
-- coordinator has said. through: rows up to this line are written. site_id: candidates are registered there.
CREATE TABLE list_import (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  edition_id uniqueidentifier NOT NULL REFERENCES edition (id),
  kind nvarchar(20) NOT NULL,
  file_name nvarchar(200) NOT NULL,
  status nvarchar(20) NOT NULL,
  refusal nvarchar(64) NULL,
  header {longtext} NULL,
  columns {longtext} NULL,
  site_id uniqueidentifier NULL REFERENCES site (id),
  only_good bit NOT NULL,
  actor nvarchar(200) NOT NULL,
  created_at datetime2 NOT NULL,
  done_at datetime2 NULL,
  row_count int NOT NULL,
  done_count int NOT NULL,
  good_count int NOT NULL,
  known_count int NOT NULL,
  error_count int NOT NULL,
  notice_count int NOT NULL,
  written int NOT NULL,
  unchanged int NOT NULL,
  through int NOT NULL,
  claimed_by uniqueidentifier NULL,
  claimed_until datetime2 NOT NULL
);
CREATE INDEX ix_list_import_edition ON list_import (edition_id, created_at);
CREATE INDEX ix_list_import_status ON list_import (status, claimed_until);

CREATE TABLE list_import_finding (
  import_id uniqueidentifier NOT NULL REFERENCES list_import (id),
  line int NOT NULL,
  field nvarchar(64) NOT NULL,
  rule_name nvarchar(64) NOT NULL,
  value nvarchar(200) NOT NULL,
  argument nvarchar(400) NOT NULL,
  is_notice bit NOT NULL,
  PRIMARY KEY (import_id, line, field, rule_name)
);
CREATE INDEX ix_list_import_finding ON list_import_finding (import_id, is_notice, line);
