-- What Scheduling keeps of Registration's facts: the names its pages and exports show. No foreign keys: facts come in any order.
CREATE TABLE edition (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  code nvarchar(64) NOT NULL UNIQUE,
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

CREATE TABLE candidate (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  code nvarchar(64) NOT NULL,
  last_name nvarchar(200) NOT NULL,
  first_name nvarchar(200) NOT NULL
);

CREATE TABLE attendance (
  site_id uniqueidentifier NOT NULL,
  siret nvarchar(14) NOT NULL,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  tables int NOT NULL,
  status nvarchar(20) NOT NULL,
  PRIMARY KEY (site_id, siret)
);

-- Scheduling's own. One recruiter's post at a site; is_open: the attendance has so many tables. A table that an interview of the past names
-- stays, closed, when the attendance has fewer.
CREATE TABLE interview_table (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  edition_id uniqueidentifier NOT NULL,
  site_id uniqueidentifier NOT NULL,
  siret nvarchar(14) NOT NULL,
  number int NOT NULL,
  is_open bit NOT NULL,
  UNIQUE (site_id, siret, number)
);

-- status: 'booked' → 'held', 'no_show' or 'cancelled'. result, of a held one only: 'conclusive' (a second interview is planned),
-- 'not_conclusive', 'undecided', or null while nobody has noted it. ends_at = starts_at + minutes. flow: the import that last wrote it.
CREATE TABLE interview (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  code nvarchar(64) NOT NULL,
  site_id uniqueidentifier NOT NULL,
  table_id uniqueidentifier NOT NULL REFERENCES interview_table (id),
  candidate_id uniqueidentifier NOT NULL,
  starts_at datetime2 NOT NULL,
  minutes int NOT NULL,
  ends_at datetime2 NOT NULL,
  status nvarchar(20) NOT NULL,
  result nvarchar(20) NULL,
  second_interview_on date NULL,
  flow uniqueidentifier NULL,
  UNIQUE (edition_id, code)
);
CREATE INDEX ix_interview_table ON interview (table_id, starts_at);
CREATE INDEX ix_interview_candidate ON interview (candidate_id, starts_at);
