-- erased_at: the person's data were erased. The row stays as a tombstone: it counts in the figures, names nobody, and nothing that comes later
-- (an older archive, a form that lay open) fills it again.
ALTER TABLE candidate ADD erased_at datetime2 NULL;

-- The offers a candidate would like, as one list with a version; an empty list is one that was taken back.
CREATE TABLE wish_list (
  candidate_id uniqueidentifier NOT NULL PRIMARY KEY REFERENCES candidate (id),
  edition_id uniqueidentifier NOT NULL,
  version int NOT NULL
);

-- rank: from 1, the most wanted.
CREATE TABLE wish (
  candidate_id uniqueidentifier NOT NULL REFERENCES wish_list (candidate_id),
  rank int NOT NULL,
  offer_id uniqueidentifier NOT NULL REFERENCES offer (id),
  PRIMARY KEY (candidate_id, rank),
  UNIQUE (candidate_id, offer_id)
);
CREATE INDEX ix_wish_offer ON wish (offer_id);

-- What people were asked, word for word. id is the hash of the rest, so a text that has been shown once never changes.
-- purpose: 'registration' (the tour may use the data), 'follow_up' (may be asked afterwards).
CREATE TABLE consent_wording (
  id nvarchar(64) NOT NULL PRIMARY KEY,
  purpose nvarchar(20) NOT NULL,
  language nvarchar(2) NOT NULL,
  version nvarchar(20) NOT NULL,
  text {longtext} NOT NULL,
  first_used_at datetime2 NOT NULL
);

-- Who agreed to what, when, in which words, and who noted it (the candidate or somebody for them). withdrawn_at: until when it held.
CREATE TABLE consent (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  candidate_id uniqueidentifier NOT NULL REFERENCES candidate (id),
  purpose nvarchar(20) NOT NULL,
  wording_id nvarchar(64) NOT NULL REFERENCES consent_wording (id),
  given_at datetime2 NOT NULL,
  noted_by nvarchar(300) NOT NULL,
  withdrawn_at datetime2 NULL
);
CREATE INDEX ix_consent_candidate ON consent (candidate_id, purpose);
