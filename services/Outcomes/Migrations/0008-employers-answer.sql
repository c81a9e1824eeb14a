-- An employer has said of somebody that nothing is decided yet: no answer that counts, but they need not be asked as if they had said nothing. Gone once it is decided.
CREATE TABLE still_deciding (
  siret nvarchar(14) NOT NULL,
  candidate_id uniqueidentifier NOT NULL,
  said_at datetime2 NOT NULL,
  PRIMARY KEY (siret, candidate_id)
);
CREATE INDEX ix_still_deciding_candidate ON still_deciding (candidate_id);
CREATE INDEX ix_interview_siret ON interview (siret, starts_at);

-- When employers were asked about those whom they found conclusive at the wave's site; null: not yet.
ALTER TABLE wave ADD employers_asked_at datetime2 NULL;
