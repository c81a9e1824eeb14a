-- Who became whom, as Registration said. kept_id may itself be gone: these messages too come in any order.
CREATE TABLE candidate_merge (
  gone_id uniqueidentifier NOT NULL PRIMARY KEY,
  kept_id uniqueidentifier NOT NULL
);
