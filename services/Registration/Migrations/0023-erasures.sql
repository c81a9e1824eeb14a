-- Which of the other services have erased a person whose data were erased here. done_at: when it did; null: it has not said so yet. Whoever was erased before this table was made has rows
-- once the facts are said again.
CREATE TABLE erasure_part (
  candidate_id uniqueidentifier NOT NULL,
  service nvarchar(20) NOT NULL,
  asked_at datetime2 NOT NULL,
  done_at datetime2 NULL,
  PRIMARY KEY (candidate_id, service)
);
CREATE INDEX ix_erasure_part_open ON erasure_part (asked_at) WHERE done_at IS NULL;
