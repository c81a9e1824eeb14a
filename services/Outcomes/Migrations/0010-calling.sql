-- phone: as Registration holds it. phone_wrong_at: somebody was phoned there who is not this person; gone when another number comes.
ALTER TABLE person ADD phone nvarchar(50) NULL;
ALTER TABLE person ADD phone_wrong_at datetime2 NULL;

-- Who is on the telephone with this person, so that nobody else calls them meanwhile; over at calling_until. calling_by: as in the audit; calling_name: for colleagues to read.
ALTER TABLE person ADD calling_by nvarchar(100) NULL;
ALTER TABLE person ADD calling_name nvarchar(200) NULL;
ALTER TABLE person ADD calling_since datetime2 NULL;
ALTER TABLE person ADD calling_until datetime2 NULL;

-- What staff noted, of a call or from a paper. outcome: 'answered' (they said what became of them, or what they said was put right), 'no_answer', 'busy', 'wrong_number', 'call_back' (they asked to be phoned
-- at call_back_at), 'asks_ended' (they do not want to be asked any more); 'paper': no call, an answer that came on paper. id: of the form that noted it, and of the follow-up answer that it wrote, an attempt being the answer 'unreachable'.
-- undone_at: noted by mistake; it counts no more.
CREATE TABLE phone_call (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  edition_id uniqueidentifier NOT NULL,
  candidate_id uniqueidentifier NOT NULL,
  made_at datetime2 NOT NULL,
  outcome nvarchar(20) NOT NULL,
  call_back_at datetime2 NULL,
  undone_at datetime2 NULL
);
CREATE INDEX ix_phone_call_edition ON phone_call (edition_id, made_at);
CREATE INDEX ix_phone_call_candidate ON phone_call (candidate_id, made_at);
