-- Somebody asked for all that is held about a candidate. Each service's part comes by itself; the files are put together when they are fetched. expires_at: the parts go then, and with the
-- candidate's data.
CREATE TABLE access_request (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  candidate_id uniqueidentifier NOT NULL REFERENCES candidate (id),
  asked_at datetime2 NOT NULL,
  asked_by nvarchar(300) NOT NULL,
  language nvarchar(2) NOT NULL,
  expires_at datetime2 NOT NULL
);
CREATE INDEX ix_access_request_candidate ON access_request (candidate_id, asked_at);
CREATE INDEX ix_access_request_expires ON access_request (expires_at);

-- files: JSON, name and text of each.
CREATE TABLE access_part (
  request_id uniqueidentifier NOT NULL REFERENCES access_request (id),
  service nvarchar(20) NOT NULL,
  given_at datetime2 NOT NULL,
  files {longtext} NOT NULL,
  PRIMARY KEY (request_id, service)
);
