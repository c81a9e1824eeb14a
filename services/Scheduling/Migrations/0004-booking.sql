-- More of Registration's facts. status: 'postponed' (date is the new one), 'cancelled', or null: as planned.
ALTER TABLE site ADD status nvarchar(20) NULL;
ALTER TABLE site ADD opens_at time NULL;
ALTER TABLE site ADD closes_at time NULL;
ALTER TABLE site ADD interview_minutes int NULL;
ALTER TABLE site ADD commune nvarchar(200) NULL;

CREATE TABLE establishment (
  siret nvarchar(14) NOT NULL PRIMARY KEY,
  version int NOT NULL,
  company_name nvarchar(200) NOT NULL,
  name nvarchar(200) NULL
);

CREATE TABLE offer (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  siret nvarchar(14) NOT NULL,
  title nvarchar(200) NOT NULL,
  contract_type nvarchar(30) NULL,
  positions int NULL,
  withdrawn_at datetime2 NULL
);
CREATE INDEX ix_offer_siret ON offer (edition_id, siret);

CREATE TABLE registration (
  candidate_id uniqueidentifier NOT NULL,
  site_id uniqueidentifier NOT NULL,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  cancelled_at datetime2 NULL,
  received_at datetime2 NULL,
  PRIMARY KEY (candidate_id, site_id)
);
CREATE INDEX ix_registration_site ON registration (site_id);

-- Scheduling's own: how a site is booked. A site without a row has what SiteRules says when nothing was set.
-- Local times in the edition's zone; minutes; most_per_candidate: interviews of a candidate on the site's day; gap_minutes: between two
-- interviews of a person; notice_minutes: how long before its beginning an interview can still be booked, moved or cancelled by those outside
-- the team; booking is open from booking_opens_at until booking_closes_at, null: no limit.
CREATE TABLE site_rules (
  site_id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  pause_minutes int NOT NULL,
  lunch_starts_at time NULL,
  lunch_ends_at time NULL,
  most_per_candidate int NULL,
  gap_minutes int NOT NULL,
  notice_minutes int NOT NULL,
  once_per_establishment bit NOT NULL,
  candidates_book bit NOT NULL,
  booking_opens_at datetime2 NULL,
  booking_closes_at datetime2 NULL
);

-- A table's own hours and length, null: the site's. recruiter: who sits there, as the employer wants it shown.
ALTER TABLE interview_table ADD opens_at time NULL;
ALTER TABLE interview_table ADD closes_at time NULL;
ALTER TABLE interview_table ADD interview_minutes int NULL;
ALTER TABLE interview_table ADD recruiter nvarchar(200) NULL;
ALTER TABLE interview_table ADD version int NULL;

-- booked_by: 'employer', 'candidate', 'coordinator', 'hall', 'plan'; null: it came with an import. is_pinned: the plan leaves it where it is.
ALTER TABLE interview ADD booked_by nvarchar(20) NULL;
ALTER TABLE interview ADD is_pinned bit NULL;
CREATE INDEX ix_interview_site ON interview (site_id, starts_at);

-- Each act on interviews that came from a page or a program, by the id that it brought: the same act again does nothing.
CREATE TABLE booking_act (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  kind nvarchar(20) NOT NULL,
  interview_id uniqueidentifier NOT NULL,
  happened_at datetime2 NOT NULL
);

-- What an employer thinks of a candidate before they meet. opinion: 'want', 'maybe', 'no'.
CREATE TABLE mark (
  siret nvarchar(14) NOT NULL,
  candidate_id uniqueidentifier NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  opinion nvarchar(10) NOT NULL,
  marked_at datetime2 NOT NULL,
  PRIMARY KEY (siret, candidate_id)
);
CREATE INDEX ix_mark_candidate ON mark (candidate_id);
