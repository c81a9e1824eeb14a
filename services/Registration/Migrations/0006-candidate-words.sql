-- The list of an edition's candidates: what it is sorted by. name_key: last and first name folded, then the code, so it is unique in the
-- edition. registered_at, first_site: of the registrations, the earliest and the smallest code; 9999-12-31 and '' when there is none.
CREATE TABLE candidate_line (
  candidate_id uniqueidentifier NOT NULL PRIMARY KEY REFERENCES candidate (id),
  edition_id uniqueidentifier NOT NULL,
  name_key nvarchar(250) NOT NULL,
  registered_at datetime2 NOT NULL,
  first_site nvarchar(64) NOT NULL
);
CREATE INDEX ix_candidate_line_name ON candidate_line (edition_id, name_key);
CREATE INDEX ix_candidate_line_registered ON candidate_line (edition_id, registered_at, name_key);
CREATE INDEX ix_candidate_line_site ON candidate_line (edition_id, first_site, name_key);

-- What a candidate is searched by: the folded words of names, e-mail, phone and code, read by prefix range.
CREATE TABLE candidate_word (
  candidate_id uniqueidentifier NOT NULL REFERENCES candidate (id),
  word nvarchar(60) NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  PRIMARY KEY (candidate_id, word)
);
CREATE INDEX ix_candidate_word_word ON candidate_word (edition_id, word, candidate_id);

-- By what two entries are found to be one person. kind: 'name' (folded names and birth date), 'phone' (E.164), 'email' (lower case).
-- is_shared: another one has, or had, the same key; so whoever looks for pairs reads no others.
CREATE TABLE candidate_key (
  candidate_id uniqueidentifier NOT NULL REFERENCES candidate (id),
  kind nvarchar(10) NOT NULL,
  key_text nvarchar(450) NOT NULL,
  edition_id uniqueidentifier NOT NULL,
  code nvarchar(64) NOT NULL,
  is_shared bit NOT NULL,
  PRIMARY KEY (candidate_id, kind)
);
CREATE INDEX ix_candidate_key_key ON candidate_key (edition_id, kind, key_text, is_shared);
CREATE INDEX ix_candidate_key_shared ON candidate_key (edition_id, kind, key_text) WHERE is_shared = 1;

-- Somebody said that these are two people. In both directions, so that either may be asked for.
CREATE TABLE candidate_apart (
  one_id uniqueidentifier NOT NULL REFERENCES candidate (id),
  other_id uniqueidentifier NOT NULL REFERENCES candidate (id),
  told_at datetime2 NOT NULL,
  PRIMARY KEY (one_id, other_id)
);

-- The gone one was found to be the kept one, which is never itself gone: when it is, these rows move on. The gone candidate's row stays,
-- erased, so that its code cannot be given again and what still comes under it finds the kept one.
CREATE TABLE candidate_merge (
  gone_id uniqueidentifier NOT NULL PRIMARY KEY REFERENCES candidate (id),
  kept_id uniqueidentifier NOT NULL REFERENCES candidate (id),
  edition_id uniqueidentifier NOT NULL,
  happened_at datetime2 NOT NULL
);
CREATE INDEX ix_candidate_merge_kept ON candidate_merge (kept_id);

-- Candidates from before there was a list. Folding words needs code, so a job enters them, some at a time.
CREATE TABLE candidate_unlisted (
  candidate_id uniqueidentifier NOT NULL PRIMARY KEY
);
INSERT INTO candidate_unlisted (candidate_id)
SELECT id FROM candidate;

-- The states a list is filtered by: whichever has few registrations is read from here.
CREATE INDEX ix_registration_cancelled ON registration (edition_id, candidate_id) WHERE cancelled_at IS NOT NULL;
CREATE INDEX ix_registration_received ON registration (edition_id, candidate_id) WHERE received_at IS NOT NULL;
CREATE INDEX ix_registration_expected ON registration (edition_id, candidate_id) WHERE cancelled_at IS NULL AND received_at IS NULL;
