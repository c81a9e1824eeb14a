-- Whoever signs in by password or by the organisation's OpenID Connect. revision: sessions of an earlier one are over.
-- recovery_codes: those not yet used, hashed, separated by spaces.
CREATE TABLE account (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  revision int NOT NULL,
  email nvarchar(200) NOT NULL,
  normalized_email nvarchar(200) NOT NULL UNIQUE,
  name nvarchar(200) NOT NULL,
  password_hash nvarchar(500) NULL,
  security_stamp nvarchar(100) NOT NULL,
  lockout_end datetime2 NULL,
  failed_count int NOT NULL,
  two_factor bit NOT NULL,
  authenticator_key nvarchar(200) NULL,
  recovery_codes nvarchar(1000) NULL,
  disabled_at datetime2 NULL
);

-- site_id '00000000-0000-0000-0000-000000000000': of all sites.
CREATE TABLE account_role (
  account_id uniqueidentifier NOT NULL REFERENCES account (id),
  role nvarchar(50) NOT NULL,
  site_id uniqueidentifier NOT NULL,
  PRIMARY KEY (account_id, role, site_id)
);

-- A sign-in elsewhere (OpenID Connect) that is this account's.
CREATE TABLE account_login (
  provider nvarchar(100) NOT NULL,
  provider_key nvarchar(200) NOT NULL,
  account_id uniqueidentifier NOT NULL REFERENCES account (id),
  PRIMARY KEY (provider, provider_key)
);

-- Tokens that an account has given to programs. The token itself is kept nowhere.
CREATE TABLE account_token (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  account_id uniqueidentifier NOT NULL REFERENCES account (id),
  name nvarchar(200) NOT NULL,
  created_at datetime2 NOT NULL,
  expires_at datetime2 NOT NULL,
  taken_back_at datetime2 NULL
);
CREATE INDEX ix_account_token_account ON account_token (account_id);
