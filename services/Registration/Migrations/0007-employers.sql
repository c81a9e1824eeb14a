-- Every establishment of an edition stands in its list, also one that an archive names only among attendances or offers. name_key, commune_key:
-- the folded texts by which the list is sorted; null until they are written (Employers/EstablishmentWords.cs).
INSERT INTO edition_establishment (edition_id, siret)
SELECT DISTINCT a.edition_id, a.siret
FROM attendance a
WHERE NOT EXISTS (SELECT 1 FROM edition_establishment e WHERE e.edition_id = a.edition_id AND e.siret = a.siret);
INSERT INTO edition_establishment (edition_id, siret)
SELECT DISTINCT o.edition_id, o.siret
FROM offer o
WHERE NOT EXISTS (SELECT 1 FROM edition_establishment e WHERE e.edition_id = o.edition_id AND e.siret = o.siret);
ALTER TABLE edition_establishment ADD name_key nvarchar(200) NULL;
ALTER TABLE edition_establishment ADD commune_key nvarchar(200) NULL;
CREATE INDEX ix_edition_establishment_name ON edition_establishment (edition_id, name_key, siret);
CREATE INDEX ix_edition_establishment_commune ON edition_establishment (edition_id, commune_key, siret);
CREATE INDEX ix_edition_establishment_unsorted ON edition_establishment (siret, name_key);
CREATE INDEX ix_establishment_charter ON establishment (charter_signed_on, siren);

-- The folded words under which an establishment is found: its names, its commune, its SIRET, its contacts.
CREATE TABLE establishment_word (
  word nvarchar(60) NOT NULL,
  siret nvarchar(14) NOT NULL REFERENCES establishment (siret),
  PRIMARY KEY (word, siret)
);
CREATE INDEX ix_establishment_word ON establishment_word (siret, word);

-- withdrawn_at: no longer offered. The row stays, for candidates may have wished for it, and may be offered again.
ALTER TABLE offer ADD withdrawn_at datetime2 NULL;
CREATE INDEX ix_offer_establishment ON offer (edition_id, siret, title);

ALTER TABLE structure ADD name_key nvarchar(200) NULL;
CREATE INDEX ix_structure_name ON structure (edition_id, name_key, code);
CREATE TABLE structure_word (
  word nvarchar(60) NOT NULL,
  structure_id uniqueidentifier NOT NULL REFERENCES structure (id),
  edition_id uniqueidentifier NOT NULL,
  PRIMARY KEY (edition_id, word, structure_id)
);
CREATE INDEX ix_structure_word ON structure_word (structure_id, word);

-- Who is written to at an establishment (of the installation) or at a structure (of an edition: a prescriber). language: 'fr' or 'en'.
CREATE TABLE partner_contact (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  siret nvarchar(14) NULL REFERENCES establishment (siret),
  structure_id uniqueidentifier NULL REFERENCES structure (id),
  name nvarchar(200) NOT NULL,
  email nvarchar(200) NULL,
  phone nvarchar(50) NULL,
  language nvarchar(2) NOT NULL,
  CHECK (siret IS NULL AND structure_id IS NOT NULL OR siret IS NOT NULL AND structure_id IS NULL)
);
CREATE INDEX ix_partner_contact_siret ON partner_contact (siret);
CREATE INDEX ix_partner_contact_structure ON partner_contact (structure_id);
CREATE UNIQUE INDEX ux_partner_contact_siret ON partner_contact (siret, email) WHERE siret IS NOT NULL AND email IS NOT NULL;
CREATE UNIQUE INDEX ux_partner_contact_structure ON partner_contact (structure_id, email) WHERE structure_id IS NOT NULL AND email IS NOT NULL;

-- The personal link (its holder is the contact) that was sent for an edition, once. round counts: after a link was revoked a new one may be sent. What became of the
-- mail stands in mail (mail_id). revoked_at: the link opens nothing any more.
CREATE TABLE invitation (
  edition_id uniqueidentifier NOT NULL REFERENCES edition (id),
  contact_id uniqueidentifier NOT NULL REFERENCES partner_contact (id),
  round int NOT NULL,
  mail_id uniqueidentifier NOT NULL,
  invited_at datetime2 NOT NULL,
  revoked_at datetime2 NULL,
  PRIMARY KEY (edition_id, contact_id)
);
CREATE INDEX ix_invitation_contact ON invitation (contact_id);
