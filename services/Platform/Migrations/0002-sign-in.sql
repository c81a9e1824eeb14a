-- The newest revision of each account, personal link or token whose rights have changed. A session made with an earlier one is over; who is
-- not in here has never changed.
CREATE TABLE access_revision (
  subject_id uniqueidentifier NOT NULL PRIMARY KEY,
  revision int NOT NULL
);
