-- An answer to a wave that is open can be changed: the former one is withdrawn then, and counts for the days before only. wave_id: the round that asked; null: imported, or noted outside any.
ALTER TABLE follow_up_answer ADD withdrawn_at datetime2 NULL;
ALTER TABLE follow_up_answer ADD wave_id uniqueidentifier NULL;

-- language: 'fr' or 'en'; null: nobody asked, so French. asks_ended_at: they do not want to be asked any more.
ALTER TABLE person ADD language nvarchar(2) NULL;
ALTER TABLE person ADD asks_ended_at datetime2 NULL;

-- number: 1 to 3 are due 1, 3 and 6 months after the site's date, 4 at the end of November; from 5 on they are the staff's own. paused_at: it opens and sends nothing until it is null again.
ALTER TABLE wave ADD paused_at datetime2 NULL;

-- answered_at: they have answered this wave, whatever they said. reminders: how many they were sent, the last at reminded_at.
ALTER TABLE invitation ADD answered_at datetime2 NULL;
ALTER TABLE invitation ADD reminders int NOT NULL DEFAULT 0;
ALTER TABLE invitation ADD reminded_at datetime2 NULL;
CREATE INDEX ix_invitation_candidate ON invitation (candidate_id);
