-- On a day employers are asked whom they have hired: each establishment once, however many of its sites ask that day. answer_by: no mail leaves later.
-- status: 'open' → 'told', or 'to_phone' when no mail reaches anybody there.
CREATE TABLE hires_asked (
  edition_id uniqueidentifier NOT NULL,
  siret nvarchar(14) NOT NULL,
  asked_on date NOT NULL,
  answer_by datetime2 NOT NULL,
  status nvarchar(20) NOT NULL,
  PRIMARY KEY (edition_id, siret, asked_on)
);
CREATE INDEX ix_hires_asked_status ON hires_asked (status);
