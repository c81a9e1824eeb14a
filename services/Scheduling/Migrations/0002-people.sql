-- erased_at: the person's data were erased; the row is a tombstone that no later message fills.
ALTER TABLE candidate ADD erased_at datetime2 NULL;

-- Which offers a candidate would like, as Registration's list of that version says it. rank: from 1, the most wanted.
CREATE TABLE wish_list (
  candidate_id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  edition_id uniqueidentifier NOT NULL
);

CREATE TABLE wish (
  candidate_id uniqueidentifier NOT NULL,
  rank int NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  offer_id uniqueidentifier NOT NULL,
  siret nvarchar(14) NOT NULL,
  PRIMARY KEY (candidate_id, rank)
);
CREATE INDEX ix_wish_siret ON wish (edition_id, siret);
