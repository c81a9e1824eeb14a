-- Press articles and mobility visits that were noted by mistake: their ids stay here, so that a message that comes late revives none of them.
CREATE TABLE removed_fact (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL
);

-- A workshop that was called off took place nowhere: the bilan does not count it.
ALTER TABLE workshop ADD cancelled_at datetime2 NULL;
