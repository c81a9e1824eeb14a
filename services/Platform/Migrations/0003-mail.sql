-- What is to be sent to people, by mail or SMS, and what became of it. A row is written in the transaction that has something to say; the sweep
-- (Mail/SendMails.cs) sends it afterwards. once_key: what this mail is, in the caller's words, so that the same one is never queued twice.
-- channel: 'mail', 'sms'. urgency: 0 somebody waits for it, 1 ordinary, 2 one of very many. due_at: not before; while it is being sent (claimed_by
-- says by whom), the end of the claim.
-- status: 'waiting' until it has left, then 'sent'; or 'refused' (by the server, whose words are in error; or no address at all), 'expired'
-- (not_after came first), 'cancelled' (no longer to be sent); a sent one becomes 'bounced' when it comes back.
-- about, about_id: whom or what it concerns, for the page that shows it. quiet_zone: never at night in this time zone.
CREATE TABLE mail (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  once_key nvarchar(200) NOT NULL UNIQUE,
  channel nvarchar(10) NOT NULL,
  urgency int NOT NULL,
  to_address nvarchar(254) NOT NULL,
  to_name nvarchar(200) NULL,
  language nvarchar(10) NOT NULL,
  subject nvarchar(500) NOT NULL,
  body {longtext} NOT NULL,
  html {longtext} NULL,
  reply_to nvarchar(254) NULL,
  unsubscribe nvarchar(1000) NULL,
  about nvarchar(50) NULL,
  about_id uniqueidentifier NULL,
  quiet_zone nvarchar(100) NULL,
  queued_at datetime2 NOT NULL,
  due_at datetime2 NOT NULL,
  not_after datetime2 NULL,
  status nvarchar(10) NOT NULL,
  attempts int NOT NULL,
  claimed_by uniqueidentifier NULL,
  ended_at datetime2 NULL,
  error nvarchar(1000) NULL
);
CREATE INDEX ix_mail_due ON mail (status, channel, urgency, due_at, once_key);
CREATE INDEX ix_mail_about ON mail (about_id, queued_at);
CREATE INDEX ix_mail_queued ON mail (queued_at, once_key);
CREATE INDEX ix_mail_status ON mail (status, queued_at, once_key);
