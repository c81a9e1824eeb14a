-- A site's plan that a coordinator asked for. status: 'waiting' → 'making' → 'draft' → 'published'; or 'replaced' (another was asked for), 'failed'.
-- step, while it is made: 'reading', 'matching', 'timing'. stop_asked: it ends with the best it has. keep_minutes: what begins so soon stays as it is.
-- seconds, seed, threads: how it is made. claimed_by, claimed_until: whose process makes it; one that was killed leaves it to be made anew.
-- The counts: what the plan is worth, fixed interviews counted too, and what no plan can exceed (…_bound); wishes: all that candidates of the site have of
-- employers of the site; fixed, kept, added, moved, dropped: interviews against what was booked when it was made.
CREATE TABLE site_plan (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  edition_id uniqueidentifier NOT NULL,
  site_id uniqueidentifier NOT NULL,
  status nvarchar(20) NOT NULL,
  step nvarchar(20) NULL,
  asked_at datetime2 NOT NULL,
  asked_by nvarchar(100) NOT NULL,
  seconds int NOT NULL,
  seed int NOT NULL,
  keep_minutes int NOT NULL,
  stop_asked bit NOT NULL,
  claimed_by uniqueidentifier NULL,
  claimed_until datetime2 NOT NULL,
  made_at datetime2 NULL,
  published_at datetime2 NULL,
  candidates int NOT NULL,
  wishes int NOT NULL,
  with_interview int NOT NULL,
  with_interview_bound int NOT NULL,
  wishes_met int NOT NULL,
  wish_weight int NOT NULL,
  wish_weight_bound int NOT NULL,
  waiting_minutes int NOT NULL,
  idle_rounds int NOT NULL,
  fixed_count int NOT NULL,
  kept int NOT NULL,
  added int NOT NULL,
  moved int NOT NULL,
  dropped int NOT NULL
);
CREATE INDEX ix_site_plan_site ON site_plan (site_id, asked_at);
CREATE UNIQUE INDEX ux_site_plan_being_made ON site_plan (site_id) WHERE status IN ('waiting', 'making');

-- While a plan is published, and only inside that transaction, an interview that moves has the status 'lifted': so two may change places.
-- What a plan does with interviews. act: 'kept', 'added', 'moved', 'dropped'. interview_id: of one to be made too, so that nothing is made twice.
-- table_id, starts_at, minutes: where it will be; of a dropped one, where it is. from_table_id, from_starts_at, version: of one that is there now.
CREATE TABLE site_plan_interview (
  plan_id uniqueidentifier NOT NULL,
  number int NOT NULL,
  act nvarchar(20) NOT NULL,
  interview_id uniqueidentifier NOT NULL,
  candidate_id uniqueidentifier NOT NULL,
  table_id uniqueidentifier NOT NULL,
  starts_at datetime2 NOT NULL,
  minutes int NOT NULL,
  from_table_id uniqueidentifier NULL,
  from_starts_at datetime2 NULL,
  version int NULL,
  PRIMARY KEY (plan_id, number)
);

-- Wishes that a plan does not meet. why: 'SaidNo', 'EmployerAbsent', 'CandidateFull', 'EmployerFull', 'NoCommonTime'. rank: the candidate's best wish of that employer.
CREATE TABLE site_plan_unmet (
  plan_id uniqueidentifier NOT NULL,
  number int NOT NULL,
  candidate_id uniqueidentifier NOT NULL,
  siret nvarchar(14) NOT NULL,
  rank int NOT NULL,
  why nvarchar(20) NOT NULL,
  PRIMARY KEY (plan_id, number)
);
