-- Times that Scheduling offers to those who wait for an interview, as far as people are told and shown. asked_by: who waits, 'candidate' or 'employer'; starts_at, table_number,
-- expires_at: null once nothing is offered any more. status: 'open' until they are told, then 'told'; 'to_phone' when no mail can reach them, then 'phoned'; 'gone': nothing is offered.
CREATE TABLE offered_time (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  site_id uniqueidentifier NOT NULL,
  siret nvarchar(14) NOT NULL,
  candidate_id uniqueidentifier NOT NULL,
  asked_by nvarchar(20) NOT NULL,
  starts_at datetime2 NULL,
  table_number int NULL,
  expires_at datetime2 NULL,
  status nvarchar(20) NOT NULL
);
CREATE INDEX ix_offered_time_status ON offered_time (status, expires_at);
CREATE INDEX ix_offered_time_candidate ON offered_time (candidate_id);
