-- Who waits for one table in particular, for the recruiter who sits there, is offered times at that table only; null: at any of the employer's.
ALTER TABLE waiting ADD only_table_id uniqueidentifier NULL;
