-- Under which words a mail is found: of its address and name (Data/FoldedWords.cs).
CREATE TABLE mail_word (
  word nvarchar(60) NOT NULL,
  mail_id uniqueidentifier NOT NULL,
  PRIMARY KEY (word, mail_id)
);
CREATE INDEX ix_mail_word_mail ON mail_word (mail_id, word);

-- Mails from before there were words are found by their address.
INSERT INTO mail_word (word, mail_id)
SELECT SUBSTRING(LOWER(to_address), 1, 60), id
FROM mail
WHERE to_address <> '';
