-- status: 'waiting' → 'checking' → 'refused' (errors, nothing written) or 'checked' (dry run) or 'writing' → 'written' (Registration has its
-- own rows, the others are taking theirs in) → 'done' (every service has everything). 'failed': the archive is gone or unreadable.
CREATE TABLE edition_import (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  file_name nvarchar(500) NOT NULL,
  is_dry_run bit NOT NULL,
  status nvarchar(20) NOT NULL,
  edition_code nvarchar(64) NULL,
  created_at datetime2 NOT NULL,
  done_at datetime2 NULL,
  errors int NOT NULL,
  notices int NOT NULL,
  claimed_by uniqueidentifier NULL,
  claimed_until datetime2 NOT NULL
);
CREATE INDEX ix_edition_import_created ON edition_import (created_at);

CREATE TABLE import_file (
  import_id uniqueidentifier NOT NULL REFERENCES edition_import (id),
  file_name nvarchar(200) NOT NULL,
  position int NOT NULL,
  row_count int NOT NULL,
  written int NOT NULL,
  unchanged int NOT NULL,
  PRIMARY KEY (import_id, file_name)
);

CREATE TABLE import_finding (
  import_id uniqueidentifier NOT NULL REFERENCES edition_import (id),
  file_name nvarchar(200) NOT NULL,
  line int NOT NULL,
  column_name nvarchar(200) NOT NULL,
  rule_name nvarchar(64) NOT NULL,
  value nvarchar(200) NOT NULL,
  arguments {longtext} NOT NULL,
  is_notice bit NOT NULL,
  PRIMARY KEY (import_id, file_name, line, column_name, rule_name)
);

-- A message of the import and one service that must take it in.
CREATE TABLE import_part (
  import_id uniqueidentifier NOT NULL,
  message_id uniqueidentifier NOT NULL,
  service nvarchar(20) NOT NULL,
  taken_at datetime2 NULL,
  PRIMARY KEY (import_id, message_id, service)
);
