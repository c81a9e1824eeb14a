-- Until when a candidate's data may be kept (Retention/RetentionRule.cs), reckoned anew every night and before each run. last_contact_at, contact: when they last had to do with us, and by what;
-- due_on: two years later, in the edition's zone. round: how many notices were begun for them; mail_id: the notice that stands; told_at: when it had left, or could not. Gone with the data.
-- list_key: the edition's code and the candidate's, a last sort key that both engines order alike.
CREATE TABLE retention (
  candidate_id uniqueidentifier NOT NULL PRIMARY KEY REFERENCES candidate (id),
  edition_id uniqueidentifier NOT NULL REFERENCES edition (id),
  list_key nvarchar(130) NOT NULL,
  last_contact_at datetime2 NOT NULL,
  contact nvarchar(20) NOT NULL,
  due_on date NOT NULL,
  round int NOT NULL,
  mail_id uniqueidentifier NULL,
  told_at datetime2 NULL
);
CREATE INDEX ix_retention_due ON retention (due_on, list_key);
CREATE INDEX ix_retention_edition ON retention (edition_id, due_on, list_key);

-- When a candidate last answered what they were asked after the event, as Outcomes says: a contact.
CREATE TABLE candidate_answered (
  candidate_id uniqueidentifier NOT NULL PRIMARY KEY,
  answered_at datetime2 NOT NULL
);

-- A run of the anonymisation. status: 'asked' → 'dry' (whom it would take stands in retention_run_person, nothing is anonymised) → 'running', once somebody has confirmed it with its number → 'done';
-- or 'replaced' by a later dry run. turns: counted first in each of its transactions, so that two never work at one.
CREATE TABLE retention_run (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  status nvarchar(10) NOT NULL,
  asked_at datetime2 NOT NULL,
  asked_by nvarchar(300) NOT NULL,
  looked_at datetime2 NULL,
  people int NOT NULL,
  confirmed_at datetime2 NULL,
  confirmed_by nvarchar(300) NULL,
  done_at datetime2 NULL,
  turns int NOT NULL
);
CREATE INDEX ix_retention_run_asked ON retention_run (asked_at);
CREATE INDEX ix_retention_run_status ON retention_run (status);

-- outcome: 'waiting' → 'anonymised', 'kept' (there was a contact since), or 'gone' (erased meanwhile, at their own request).
CREATE TABLE retention_run_person (
  run_id uniqueidentifier NOT NULL REFERENCES retention_run (id),
  candidate_id uniqueidentifier NOT NULL REFERENCES candidate (id),
  edition_id uniqueidentifier NOT NULL,
  outcome nvarchar(12) NOT NULL,
  PRIMARY KEY (run_id, candidate_id)
);
CREATE INDEX ix_retention_run_person_outcome ON retention_run_person (run_id, outcome, edition_id);
CREATE INDEX ix_retention_run_person_candidate ON retention_run_person (candidate_id);
