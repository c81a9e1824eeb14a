-- Outcomes' own: what people said after the event. siret is '' when no establishment was named. An answer is never changed into another: its
-- key is who, when, by whom, about whom and what.
CREATE TABLE follow_up_answer (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  candidate_id uniqueidentifier NOT NULL,
  answered_at datetime2 NOT NULL,
  source nvarchar(20) NOT NULL,
  siret nvarchar(14) NOT NULL,
  situation nvarchar(20) NOT NULL,
  contract_type nvarchar(50) NULL,
  started_on date NULL,
  ended_on date NULL,
  UNIQUE (candidate_id, answered_at, source, siret, situation)
);
CREATE INDEX ix_follow_up_answer_edition ON follow_up_answer (edition_id);

-- A round of questions to the people received at one site. status: 'planned' until due, then 'open' → 'closed'; 'missed' when it was found
-- due too late to ask (an edition of the past that was imported): nobody is asked then.
CREATE TABLE wave (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  edition_id uniqueidentifier NOT NULL,
  site_id uniqueidentifier NOT NULL,
  number int NOT NULL,
  due_on date NOT NULL,
  status nvarchar(20) NOT NULL,
  opened_at datetime2 NULL,
  UNIQUE (site_id, number)
);
CREATE INDEX ix_wave_status ON wave (status, due_on);

-- One for each wave and person. status: 'waiting' → 'sent', or 'no_address' (to be asked by phone).
CREATE TABLE invitation (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  wave_id uniqueidentifier NOT NULL REFERENCES wave (id),
  candidate_id uniqueidentifier NOT NULL,
  status nvarchar(20) NOT NULL,
  created_at datetime2 NOT NULL,
  sent_at datetime2 NULL,
  claimed_by uniqueidentifier NULL,
  claimed_until datetime2 NOT NULL,
  UNIQUE (wave_id, candidate_id)
);
CREATE INDEX ix_invitation_status ON invitation (status, claimed_until);
