-- What Outcomes knows of a candidate's way after the event: result 'hired', 'training', or null. Shown to the structure that sent them, if they agreed.
CREATE TABLE candidate_result (
  candidate_id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL,
  result nvarchar(20) NULL,
  known_on date NULL
);
