-- What Outcomes keeps of others' facts: the columns that figures need, each with the version it came with. No foreign keys: facts come by
-- different messages, in any order.
CREATE TABLE edition (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  code nvarchar(64) NOT NULL UNIQUE,
  name nvarchar(200) NOT NULL,
  time_zone nvarchar(100) NOT NULL
);

CREATE TABLE site (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  code nvarchar(64) NOT NULL,
  name nvarchar(200) NOT NULL,
  date date NOT NULL
);
CREATE INDEX ix_site_edition ON site (edition_id);

-- version 0: something else was heard of this person before the candidate's own message. revision counts recounts, and is written first, so
-- that two of them never run at once. figures: the steps this person adds to figure_day (Figures/Steps.cs).
CREATE TABLE person (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  revision int NOT NULL,
  code nvarchar(64) NOT NULL,
  last_name nvarchar(200) NOT NULL,
  first_name nvarchar(200) NOT NULL,
  email nvarchar(200) NULL,
  consent_follow_up bit NULL,
  consented_on date NULL,
  figures {longtext} NOT NULL
);
CREATE INDEX ix_person_edition ON person (edition_id, code);

CREATE TABLE registration (
  candidate_id uniqueidentifier NOT NULL,
  site_id uniqueidentifier NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  version int NOT NULL,
  registered_at datetime2 NOT NULL,
  cancelled_at datetime2 NULL,
  received_at datetime2 NULL,
  PRIMARY KEY (candidate_id, site_id)
);
CREATE INDEX ix_registration_site ON registration (site_id, received_at);

CREATE TABLE workshop (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  code nvarchar(64) NOT NULL,
  name nvarchar(200) NOT NULL,
  audience nvarchar(20) NOT NULL,
  starts_at datetime2 NOT NULL
);
CREATE INDEX ix_workshop_edition ON workshop (edition_id);

CREATE TABLE workshop_attendance (
  workshop_id uniqueidentifier NOT NULL,
  participant nvarchar(200) NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  version int NOT NULL,
  candidate_id uniqueidentifier NULL,
  structure nvarchar(200) NULL,
  attended bit NOT NULL,
  PRIMARY KEY (workshop_id, participant)
);
CREATE INDEX ix_workshop_attendance_candidate ON workshop_attendance (candidate_id);

CREATE TABLE interview (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  site_id uniqueidentifier NOT NULL,
  siret nvarchar(14) NOT NULL,
  candidate_id uniqueidentifier NOT NULL,
  starts_at datetime2 NOT NULL,
  status nvarchar(20) NOT NULL,
  result nvarchar(20) NULL
);
CREATE INDEX ix_interview_candidate ON interview (candidate_id);

CREATE TABLE attendance (
  site_id uniqueidentifier NOT NULL,
  siret nvarchar(14) NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  version int NOT NULL,
  siren nvarchar(9) NOT NULL,
  status nvarchar(20) NOT NULL,
  PRIMARY KEY (site_id, siret)
);
CREATE INDEX ix_attendance_company ON attendance (edition_id, siren);

-- Like person, for what counts establishments and companies.
CREATE TABLE company (
  edition_id uniqueidentifier NOT NULL,
  siren nvarchar(9) NOT NULL,
  revision int NOT NULL,
  figures {longtext} NOT NULL,
  PRIMARY KEY (edition_id, siren)
);

CREATE TABLE establishment (
  siret nvarchar(14) NOT NULL PRIMARY KEY,
  version int NOT NULL,
  siren nvarchar(9) NOT NULL,
  company_name nvarchar(200) NOT NULL,
  name nvarchar(200) NULL,
  charter_signed_on date NULL
);
CREATE INDEX ix_establishment_charter ON establishment (charter_signed_on, siren);

CREATE TABLE press_article (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  published_on date NOT NULL,
  outlet nvarchar(200) NOT NULL,
  title nvarchar(500) NOT NULL,
  url nvarchar(500) NULL
);
CREATE INDEX ix_press_article_edition ON press_article (edition_id, published_on);

CREATE TABLE mobility_visit (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  site_id uniqueidentifier NOT NULL,
  candidate_id uniqueidentifier NOT NULL,
  visited_at datetime2 NOT NULL,
  outcome nvarchar(20) NULL
);
CREATE INDEX ix_mobility_visit_candidate ON mobility_visit (candidate_id);
CREATE INDEX ix_mobility_visit_edition ON mobility_visit (edition_id, visited_at, outcome);
