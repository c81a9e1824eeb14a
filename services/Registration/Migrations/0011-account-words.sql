-- Accounts as they are sorted and found: the folded name, and every word of name and e-mail.
ALTER TABLE account ADD sort_name nvarchar(500) NULL;
CREATE INDEX ix_account_sort ON account (sort_name, normalized_email);

CREATE TABLE account_word (
  word nvarchar(60) NOT NULL,
  account_id uniqueidentifier NOT NULL REFERENCES account (id),
  PRIMARY KEY (word, account_id)
);
CREATE INDEX ix_account_word_account ON account_word (account_id, word);
