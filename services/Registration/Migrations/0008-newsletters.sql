-- Whom newsletters go to: one list for the installation, for a consent and a "no more" are a person's, not an edition's. email is in lower case.
-- source: where the address and the consent come from. unsubscribed_at: no newsletter goes there any more.
CREATE TABLE newsletter_contact (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  email nvarchar(200) NOT NULL UNIQUE,
  name nvarchar(200) NULL,
  structure nvarchar(200) NULL,
  source nvarchar(200) NOT NULL,
  consented_on date NULL,
  sort_name nvarchar(450) NOT NULL,
  sort_structure nvarchar(450) NOT NULL,
  added_at datetime2 NOT NULL,
  unsubscribed_at datetime2 NULL
);
CREATE INDEX ix_newsletter_contact_name ON newsletter_contact (sort_name, email);
CREATE INDEX ix_newsletter_contact_structure ON newsletter_contact (sort_structure, email);

CREATE TABLE newsletter_contact_word (
  word nvarchar(60) NOT NULL,
  contact_id uniqueidentifier NOT NULL,
  PRIMARY KEY (word, contact_id)
);
CREATE INDEX ix_newsletter_contact_word_contact ON newsletter_contact_word (contact_id, word);

-- Of contacts that unsubscribed and were deleted: only a fingerprint (SHA-256) of the address, so that nobody adds it again.
CREATE TABLE newsletter_refusal (
  email_hash nvarchar(64) NOT NULL PRIMARY KEY,
  refused_at datetime2 NOT NULL
);

-- status: 'draft' until somebody sends it; 'going' while its mails are being queued, for the contacts there were at going_at; then 'sent'.
-- code: the id as text, a last sort key that both engines order alike. recipients: how many mails were queued.
CREATE TABLE newsletter (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  code nvarchar(32) NOT NULL,
  language nvarchar(10) NOT NULL,
  subject nvarchar(200) NOT NULL,
  body {longtext} NOT NULL,
  status nvarchar(10) NOT NULL,
  created_at datetime2 NOT NULL,
  going_at datetime2 NULL,
  recipients int NULL
);
CREATE INDEX ix_newsletter_created ON newsletter (created_at, code);
CREATE INDEX ix_newsletter_status ON newsletter (status);

CREATE TABLE newsletter_word (
  word nvarchar(60) NOT NULL,
  newsletter_id uniqueidentifier NOT NULL,
  PRIMARY KEY (word, newsletter_id)
);
CREATE INDEX ix_newsletter_word_newsletter ON newsletter_word (newsletter_id, word);

CREATE TABLE newsletter_recipient (
  newsletter_id uniqueidentifier NOT NULL REFERENCES newsletter (id),
  contact_id uniqueidentifier NOT NULL,
  mail_id uniqueidentifier NOT NULL,
  PRIMARY KEY (newsletter_id, contact_id)
);
