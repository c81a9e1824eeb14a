-- An edition and all that Registration owns of it. Codes are unique within their edition; a SIRET is one establishment in the installation.
CREATE TABLE edition (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  code nvarchar(64) NOT NULL UNIQUE,
  name nvarchar(200) NOT NULL,
  time_zone nvarchar(100) NOT NULL
);

CREATE TABLE structure (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL REFERENCES edition (id),
  code nvarchar(64) NOT NULL,
  name nvarchar(200) NOT NULL,
  kind nvarchar(200) NULL,
  UNIQUE (edition_id, code)
);

CREATE TABLE site (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL REFERENCES edition (id),
  code nvarchar(64) NOT NULL,
  name nvarchar(200) NOT NULL,
  commune nvarchar(200) NULL,
  address nvarchar(500) NULL,
  date date NOT NULL,
  opens_at time NULL,
  closes_at time NULL,
  interview_minutes int NULL,
  UNIQUE (edition_id, code)
);

-- company_name and charter_signed_on are the company's, kept as each establishment's row gave them; siren is the first 9 digits of siret.
CREATE TABLE establishment (
  siret nvarchar(14) NOT NULL PRIMARY KEY,
  version int NOT NULL,
  siren nvarchar(9) NOT NULL,
  company_name nvarchar(200) NOT NULL,
  name nvarchar(200) NULL,
  commune nvarchar(200) NULL,
  charter_signed_on date NULL
);
CREATE INDEX ix_establishment_siren ON establishment (siren);

-- Which establishments an edition has named, also those that neither came nor offered anything.
CREATE TABLE edition_establishment (
  edition_id uniqueidentifier NOT NULL REFERENCES edition (id),
  siret nvarchar(14) NOT NULL REFERENCES establishment (siret),
  PRIMARY KEY (edition_id, siret)
);

-- status: 'expected' until the hall reports 'present' or 'absent'.
CREATE TABLE attendance (
  site_id uniqueidentifier NOT NULL REFERENCES site (id),
  siret nvarchar(14) NOT NULL REFERENCES establishment (siret),
  edition_id uniqueidentifier NOT NULL,
  version int NOT NULL,
  tables int NOT NULL,
  status nvarchar(20) NOT NULL,
  PRIMARY KEY (site_id, siret)
);
CREATE INDEX ix_attendance_edition ON attendance (edition_id, siret);

CREATE TABLE offer (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL REFERENCES edition (id),
  code nvarchar(64) NOT NULL,
  siret nvarchar(14) NOT NULL REFERENCES establishment (siret),
  title nvarchar(200) NOT NULL,
  rome_code nvarchar(64) NULL,
  contract_type nvarchar(50) NULL,
  positions int NULL,
  UNIQUE (edition_id, code)
);

CREATE TABLE candidate (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL REFERENCES edition (id),
  code nvarchar(64) NOT NULL,
  last_name nvarchar(200) NOT NULL,
  first_name nvarchar(200) NOT NULL,
  birth_date date NULL,
  email nvarchar(200) NULL,
  phone nvarchar(50) NULL,
  commune nvarchar(200) NULL,
  structure_id uniqueidentifier NULL REFERENCES structure (id),
  consent_follow_up bit NULL,
  consented_on date NULL,
  UNIQUE (edition_id, code)
);

-- channel: 'online', 'prescriber', 'staff', 'walk_in'. received_at: checked in; checking in clears a cancellation.
CREATE TABLE registration (
  candidate_id uniqueidentifier NOT NULL REFERENCES candidate (id),
  site_id uniqueidentifier NOT NULL REFERENCES site (id),
  edition_id uniqueidentifier NOT NULL,
  version int NOT NULL,
  registered_at datetime2 NOT NULL,
  channel nvarchar(20) NOT NULL,
  cancelled_at datetime2 NULL,
  received_at datetime2 NULL,
  PRIMARY KEY (candidate_id, site_id),
  CHECK (cancelled_at IS NULL OR received_at IS NULL)
);
CREATE INDEX ix_registration_site ON registration (edition_id, site_id, received_at, cancelled_at);

-- audience: 'candidates' (preparation) or 'employers' (RH).
CREATE TABLE workshop (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL REFERENCES edition (id),
  code nvarchar(64) NOT NULL,
  name nvarchar(200) NOT NULL,
  audience nvarchar(20) NOT NULL,
  starts_at datetime2 NOT NULL,
  place nvarchar(500) NULL,
  capacity int NULL,
  UNIQUE (edition_id, code)
);

-- participant: a candidate's code, or free text for an employers' workshop (candidate_id is null then).
CREATE TABLE workshop_attendance (
  workshop_id uniqueidentifier NOT NULL REFERENCES workshop (id),
  participant nvarchar(200) NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  version int NOT NULL,
  candidate_id uniqueidentifier NULL REFERENCES candidate (id),
  structure nvarchar(200) NULL,
  attended bit NOT NULL,
  PRIMARY KEY (workshop_id, participant)
);
CREATE INDEX ix_workshop_attendance_edition ON workshop_attendance (edition_id, candidate_id);

CREATE TABLE press_article (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL REFERENCES edition (id),
  published_on date NOT NULL,
  outlet nvarchar(200) NOT NULL,
  title nvarchar(500) NOT NULL,
  url nvarchar(500) NULL,
  UNIQUE (edition_id, published_on, outlet, title)
);

-- outcome: 'diagnosis', 'accompanied', 'information'.
CREATE TABLE mobility_visit (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  site_id uniqueidentifier NOT NULL REFERENCES site (id),
  candidate_id uniqueidentifier NOT NULL REFERENCES candidate (id),
  visited_at datetime2 NOT NULL,
  outcome nvarchar(20) NULL,
  UNIQUE (candidate_id, site_id, visited_at)
);
CREATE INDEX ix_mobility_visit_edition ON mobility_visit (edition_id);
