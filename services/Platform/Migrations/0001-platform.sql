-- What every service's database has: the outbox and the audit trail.
CREATE TABLE outbox_message (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  kind nvarchar(200) NOT NULL,
  body {longtext} NOT NULL,
  flow uniqueidentifier NULL,
  trace_parent nvarchar(100) NULL,
  said_at datetime2 NOT NULL
);

-- One row for each place a message must still reach; gone when it has. status: 'waiting' until taken, 'error' after the last attempt.
-- due_at: not before; while a claim runs, its end.
CREATE TABLE outbox_delivery (
  message_id uniqueidentifier NOT NULL REFERENCES outbox_message (id),
  destination nvarchar(200) NOT NULL,
  status nvarchar(10) NOT NULL,
  attempts int NOT NULL,
  due_at datetime2 NOT NULL,
  claimed_by uniqueidentifier NULL,
  error {longtext} NULL,
  PRIMARY KEY (message_id, destination)
);
CREATE INDEX ix_outbox_delivery_due ON outbox_delivery (status, destination, due_at);

-- Messages of flows that a consumer here has taken in, with its receipt said in the same commit. One that comes again is not taken again: its
-- second receipt would say that nothing followed from it, and could overtake the first.
CREATE TABLE flow_receipt (
  message_id uniqueidentifier NOT NULL,
  queue nvarchar(200) NOT NULL,
  PRIMARY KEY (message_id, queue)
);

CREATE TABLE audit (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  happened_at datetime2 NOT NULL,
  actor nvarchar(200) NOT NULL,
  subject nvarchar(50) NOT NULL,
  subject_id uniqueidentifier NOT NULL,
  act nvarchar(50) NOT NULL,
  detail nvarchar(1000) NULL
);
CREATE INDEX ix_audit_subject ON audit (subject_id);
