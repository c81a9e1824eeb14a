-- Scheduling's interviews, as far as people are shown, told and reminded of them. candidate_id: null once that person's data were erased.
-- status: 'booked' → 'held', 'no_show' or 'cancelled'. last_by: who did it last, null: an import. changed_at: when its candidate, table or time was
-- last heard to be another, or that it is called off or stands again. remind_from: two hours before it starts; null: changed later than that.
CREATE TABLE interview (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  site_id uniqueidentifier NOT NULL,
  siret nvarchar(14) NOT NULL,
  candidate_id uniqueidentifier NULL,
  table_number int NULL,
  starts_at datetime2 NOT NULL,
  minutes int NULL,
  status nvarchar(20) NOT NULL,
  last_by nvarchar(20) NULL,
  changed_at datetime2 NOT NULL,
  remind_from datetime2 NULL
);
CREATE INDEX ix_interview_candidate ON interview (candidate_id, starts_at);
CREATE INDEX ix_interview_siret ON interview (siret, starts_at);
CREATE INDEX ix_interview_starts_at ON interview (starts_at, status);

-- Whose timetable somebody else has changed, until they are told: one row a person. kind: 'candidate' or 'establishment'; person: the id or SIRET, which
-- is in the column of its kind as well. known: the timetable as the person knows it, from before the first change (JSON). due_at: some minutes
-- after the last change, or the morning. status: 'open' until told, 'to_phone' when no mail can reach them; told, the row is gone.
CREATE TABLE schedule_news (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  kind nvarchar(20) NOT NULL,
  person nvarchar(64) NOT NULL,
  candidate_id uniqueidentifier NULL,
  siret nvarchar(14) NULL,
  began_at datetime2 NOT NULL,
  due_at datetime2 NOT NULL,
  status nvarchar(20) NOT NULL,
  known {longtext} NOT NULL,
  UNIQUE (edition_id, kind, person)
);
CREATE INDEX ix_schedule_news_due ON schedule_news (status, due_at);
CREATE INDEX ix_schedule_news_candidate ON schedule_news (candidate_id);

-- Who was reminded of which date. kind: 'day_before' or 'day'.
CREATE TABLE schedule_reminder (
  candidate_id uniqueidentifier NOT NULL,
  date date NOT NULL,
  kind nvarchar(20) NOT NULL,
  reminded_at datetime2 NOT NULL,
  PRIMARY KEY (candidate_id, date, kind)
);
