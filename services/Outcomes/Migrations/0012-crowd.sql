-- When the employers of the wave's site who had said nothing were reminded; null: not (yet).
ALTER TABLE wave ADD employers_reminded_at datetime2 NULL;
CREATE INDEX ix_follow_up_answer_siret ON follow_up_answer (siret, answered_at);
