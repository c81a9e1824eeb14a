-- On a day the employers of an edition are asked for something: about 'hires' (whom they have hired) or 'results' (what came of their interviews). Each establishment once a day for each,
-- however many of its sites ask. answer_by: until when they can answer. status: 'open' ('open_again': a reminder) → 'told', or 'to_phone' when no mail reaches anybody there.
CREATE TABLE employer_asked (
  about nvarchar(20) NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  siret nvarchar(14) NOT NULL,
  asked_on date NOT NULL,
  answer_by datetime2 NOT NULL,
  status nvarchar(20) NOT NULL,
  PRIMARY KEY (about, edition_id, siret, asked_on)
);
CREATE INDEX ix_employer_asked_status ON employer_asked (status);

INSERT INTO employer_asked (about, edition_id, siret, asked_on, answer_by, status)
SELECT 'hires', edition_id, siret, asked_on, answer_by, status
FROM hires_asked;

DROP TABLE hires_asked;
