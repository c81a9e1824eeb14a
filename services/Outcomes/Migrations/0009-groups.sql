-- What conversion by group needs of others' facts. An offer's rome_code is a letter and four digits; its letter is the job family.
ALTER TABLE person ADD birth_year int NULL;
ALTER TABLE person ADD structure_id uniqueidentifier NULL;
ALTER TABLE interview ADD second_interview_on date NULL;

CREATE TABLE structure (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  code nvarchar(64) NOT NULL,
  name nvarchar(200) NOT NULL
);
CREATE INDEX ix_structure_edition ON structure (edition_id);

CREATE TABLE offer (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  siret nvarchar(14) NOT NULL,
  rome_code nvarchar(64) NULL
);
CREATE INDEX ix_offer_siret ON offer (edition_id, siret);

-- As figure_day, for the groups that are neither the edition nor a site (Figures/Group.cs).
CREATE TABLE group_day (
  edition_id uniqueidentifier NOT NULL,
  kind nvarchar(20) NOT NULL,
  group_key nvarchar(40) NOT NULL,
  figure nvarchar(30) NOT NULL,
  day date NOT NULL,
  amount int NOT NULL,
  PRIMARY KEY (edition_id, kind, group_key, figure, day)
);
