-- A bilan as it was known when staff froze it, whole (Bilan/Frozen/KeptBilan.cs). Nothing changes or deletes a row: its figures were said to others. name_key is the
-- name without accents and capitals.
CREATE TABLE frozen_bilan (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  edition_id uniqueidentifier NOT NULL,
  name nvarchar(100) NOT NULL,
  name_key nvarchar(200) NOT NULL,
  as_of date NOT NULL,
  frozen_at datetime2 NOT NULL,
  frozen_by nvarchar(200) NOT NULL,
  schema_version int NOT NULL,
  body {longtext} NOT NULL,
  UNIQUE (edition_id, name_key)
);

-- The job seekers of a territory in a year, as a source outside this house says. growth_hundredths: the growth against the year before as the source says it, in
-- hundredths of a per cent (290: +2.9 %). is_rounded: the source gives round numbers, of which no growth is computed where it gives one itself.
CREATE TABLE observatory_year (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  territory nvarchar(200) NOT NULL,
  territory_key nvarchar(200) NOT NULL,
  year int NOT NULL,
  seekers_over_50 int NOT NULL,
  seekers int NULL,
  growth_hundredths int NULL,
  is_rounded bit NOT NULL,
  source nvarchar(500) NOT NULL,
  noted_by nvarchar(200) NOT NULL,
  UNIQUE (territory_key, year)
);

-- Only where there are several territories: which of them an edition is shown with.
CREATE TABLE edition_territory (
  edition_id uniqueidentifier NOT NULL PRIMARY KEY,
  territory_key nvarchar(200) NOT NULL
);
