-- How many candidates a site has room for; null: no limit. status: null as planned, 'postponed' (date is the new one) or 'cancelled' (it does
-- not take place). status_reason is what people are told.
ALTER TABLE site ADD capacity int NULL;
ALTER TABLE site ADD status nvarchar(20) NULL;
ALTER TABLE site ADD status_reason nvarchar(500) NULL;

-- What everyone concerned by a site is to be told. kind: 'postponed', 'cancelled' or 'restored' (it takes place after all). status: 'open' until
-- everyone is taken up, then 'done'; 'replaced' when a later notice came before that. Nobody is mailed after not_after.
CREATE TABLE site_notice (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  site_id uniqueidentifier NOT NULL REFERENCES site (id),
  edition_id uniqueidentifier NOT NULL,
  number int NOT NULL,
  kind nvarchar(20) NOT NULL,
  reason nvarchar(500) NULL,
  old_date date NOT NULL,
  new_date date NOT NULL,
  said_at datetime2 NOT NULL,
  not_after datetime2 NOT NULL,
  status nvarchar(20) NOT NULL,
  UNIQUE (site_id, number)
);
CREATE INDEX ix_site_notice_status ON site_notice (status, said_at);

-- Each once for each notice. kind: 'candidate', 'contact' (of an establishment or a structure), 'establishment' (none of its contacts has an
-- address). person: the id or SIRET, which is in the column of its kind as well. status: 'mailed' (what became of it stands in mail), 'to_phone'
-- (no address is known), 'phoned'.
CREATE TABLE site_notice_person (
  notice_id uniqueidentifier NOT NULL REFERENCES site_notice (id),
  kind nvarchar(20) NOT NULL,
  person nvarchar(64) NOT NULL,
  candidate_id uniqueidentifier NULL REFERENCES candidate (id),
  contact_id uniqueidentifier NULL,
  siret nvarchar(14) NULL REFERENCES establishment (siret),
  mail_id uniqueidentifier NULL,
  status nvarchar(20) NOT NULL,
  told_at datetime2 NOT NULL,
  PRIMARY KEY (notice_id, kind, person)
);
CREATE INDEX ix_site_notice_person_status ON site_notice_person (notice_id, status);
CREATE INDEX ix_site_notice_person_candidate ON site_notice_person (candidate_id);
