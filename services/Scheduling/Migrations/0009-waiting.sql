-- An employer waits for a candidate, or a candidate for an employer, while the two have no time in common; each of a pair may wait for the other.
-- asked_by: who waits, 'employer' or 'candidate'. Whoever asked first is offered first: order is asked_at, id, whoever asks.
-- status: 'waiting' → 'offered' (table_id, starts_at, ends_at until expires_at) → 'accepted', or 'expired' when nobody answered, or 'waiting' again when
-- somebody else took that time; 'left': they wait no more; 'over': the two meet otherwise, or at that site no more: its day has passed, it or the registration is cancelled. ended_at: null while it is waiting or offered.
-- version: of what is said of it (TimesOffered), one more with each change.
CREATE TABLE waiting (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  site_id uniqueidentifier NOT NULL,
  siret nvarchar(14) NOT NULL,
  candidate_id uniqueidentifier NOT NULL,
  asked_by nvarchar(20) NOT NULL,
  asked_at datetime2 NOT NULL,
  status nvarchar(20) NOT NULL,
  table_id uniqueidentifier NULL,
  starts_at datetime2 NULL,
  ends_at datetime2 NULL,
  expires_at datetime2 NULL,
  ended_at datetime2 NULL
);
INSERT INTO waiting (id, version, edition_id, site_id, siret, candidate_id, asked_by, asked_at, status, table_id, starts_at, ends_at, expires_at, ended_at)
SELECT id, 1, edition_id, site_id, siret, candidate_id, 'employer', asked_at, status, table_id, starts_at, ends_at, expires_at, ended_at
FROM waiting_before;
DROP TABLE waiting_before;
CREATE UNIQUE INDEX ux_waiting_open ON waiting (site_id, siret, candidate_id, asked_by) WHERE ended_at IS NULL;
CREATE INDEX ix_waiting_status ON waiting (status, asked_at);
CREATE INDEX ix_waiting_siret ON waiting (siret, site_id);
CREATE INDEX ix_waiting_candidate ON waiting (candidate_id);
