-- The day itself. called_at: the candidate was called to the table; started_at: the two sit there; finished_at: they have got up. An interview that is booked and
-- started runs; finished it is 'held'. Times as they were at the table, also where a device without network told them later.
ALTER TABLE interview ADD called_at datetime2 NULL;
ALTER TABLE interview ADD started_at datetime2 NULL;
ALTER TABLE interview ADD finished_at datetime2 NULL;
