-- The hall's day. attendance.found_version: how often the hall found an employer to be there or not; Registration, whose fact it is, hears of each. interview.freed_at: cancelled
-- because its employer did not come; it comes back when the employer is there after all. Null: otherwise.
ALTER TABLE attendance ADD found_version int NULL;
ALTER TABLE interview ADD freed_at datetime2 NULL;
-- Each second every board asks whether anything has changed: answered from these two alone.
CREATE INDEX ix_interview_changed ON interview (site_id, version, called_at);
CREATE INDEX ix_registration_changed ON registration (site_id, version);
