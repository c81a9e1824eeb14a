-- An employer waits for a candidate with whom it has no time in common. Whoever asked first is offered first: order is asked_at, id.
-- status: 'waiting' → 'offered' (table_id, starts_at, ends_at until expires_at) → 'accepted', or 'expired' when nobody answered, or 'waiting' again when
-- somebody else took that time; 'left': the employer waits no more; 'over': they meet otherwise, or the site's day has passed.
-- ended_at: null while it is waiting or offered.
CREATE TABLE waiting (
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
CREATE UNIQUE INDEX ux_waiting_open ON waiting (site_id, siret, candidate_id) WHERE ended_at IS NULL;
CREATE INDEX ix_waiting_status ON waiting (status, asked_at);
CREATE INDEX ix_waiting_siret ON waiting (siret, site_id);

-- An employer looks for its own tables.
CREATE INDEX ix_interview_table_siret ON interview_table (siret, site_id);
