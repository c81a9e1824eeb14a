-- What an employer notes of an interview for itself: nobody else reads it, no message carries it, it goes when its candidate is erased.
CREATE TABLE interview_note (
  interview_id uniqueidentifier NOT NULL PRIMARY KEY,
  candidate_id uniqueidentifier NOT NULL,
  text nvarchar(1000) NOT NULL,
  noted_at datetime2 NOT NULL
);
CREATE INDEX ix_interview_note_candidate ON interview_note (candidate_id);

-- How often the employers of a site's day were asked for the results that are missing. date: the site's, so that one which is postponed is asked anew. step: the last that was
-- asked, from 1 (MissingResults/ResultsCalendar.cs).
CREATE TABLE results_asked (
  site_id uniqueidentifier NOT NULL,
  date date NOT NULL,
  step int NOT NULL,
  asked_at datetime2 NOT NULL,
  PRIMARY KEY (site_id, date)
);
CREATE INDEX ix_site_date ON site (date);
