-- What was done at a site's desk, each act once: its id is made with the form, and a form sent again brings the same. kind: 'check_in', 'walk_in' (who had not
-- registered is, and is received at once), 'undo' (of_id: the act that it takes back). answer: 'received'; 'already' (they were in, nothing was written); of an
-- undo 'undone', 'again' (they were received again meanwhile, nothing was written) or 'before' (somebody had undone it). door: as those who stand there call it.
-- received_at: when they count as received. before_state: what the registration was, and is again when this is undone: 'none', 'expected' or 'cancelled' (then
-- since cancelled_at). undone_at: set once.
CREATE TABLE desk_act (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  site_id uniqueidentifier NOT NULL REFERENCES site (id),
  kind nvarchar(20) NOT NULL,
  candidate_id uniqueidentifier NOT NULL REFERENCES candidate (id),
  of_id uniqueidentifier NULL,
  door nvarchar(50) NULL,
  answer nvarchar(20) NOT NULL,
  noted_at datetime2 NOT NULL,
  received_at datetime2 NULL,
  before_state nvarchar(20) NULL,
  cancelled_at datetime2 NULL,
  undone_at datetime2 NULL
);
CREATE INDEX ix_desk_act_site ON desk_act (site_id, answer, noted_at);
CREATE INDEX ix_desk_act_candidate ON desk_act (candidate_id, site_id);
