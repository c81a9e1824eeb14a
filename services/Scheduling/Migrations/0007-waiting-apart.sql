-- Candidates wait too (see 0009): those who wait are put aside while the table is made anew. Two files, for SQL Server compiles each as a whole.
CREATE TABLE waiting_before (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  edition_id uniqueidentifier NOT NULL,
  site_id uniqueidentifier NOT NULL,
  siret nvarchar(14) NOT NULL,
  candidate_id uniqueidentifier NOT NULL,
  asked_at datetime2 NOT NULL,
  status nvarchar(20) NOT NULL,
  table_id uniqueidentifier NULL,
  starts_at datetime2 NULL,
  ends_at datetime2 NULL,
  expires_at datetime2 NULL,
  ended_at datetime2 NULL
);
INSERT INTO waiting_before (id, edition_id, site_id, siret, candidate_id, asked_at, status, table_id, starts_at, ends_at, expires_at, ended_at)
SELECT id, edition_id, site_id, siret, candidate_id, asked_at, status, table_id, starts_at, ends_at, expires_at, ended_at
FROM waiting;
DROP TABLE waiting;
