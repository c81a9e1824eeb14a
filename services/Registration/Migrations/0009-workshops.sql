-- cancelled_at: the workshop was called off. Its participants stay noted; nobody is added or noted as attending, and the bilan does not count it.
ALTER TABLE workshop ADD cancelled_at datetime2 NULL;
CREATE INDEX ix_workshop_starts ON workshop (edition_id, starts_at, code);

-- What lists sort by, folded; null in rows older than this column, which sort by what they are called.
ALTER TABLE workshop ADD sort_name nvarchar(200) NULL;
ALTER TABLE press_article ADD sort_outlet nvarchar(200) NULL;

-- withdrawn_at: will not come, or was added by mistake. Takes no place of the capacity; attending clears it.
ALTER TABLE workshop_attendance ADD withdrawn_at datetime2 NULL;

CREATE INDEX ix_mobility_visit_site ON mobility_visit (site_id, visited_at);

-- Ids of press articles and mobility visits that were noted by mistake: a form sent once more does not make them again.
CREATE TABLE removed_fact (
  id uniqueidentifier NOT NULL PRIMARY KEY,
  version int NOT NULL
);

-- The words of a workshop (name, place, code) and of a press article (title, outlet), folded, for their search.
CREATE TABLE workshop_word (
  edition_id uniqueidentifier NOT NULL,
  word nvarchar(60) NOT NULL,
  workshop_id uniqueidentifier NOT NULL,
  PRIMARY KEY (edition_id, word, workshop_id)
);
CREATE INDEX ix_workshop_word_workshop ON workshop_word (workshop_id, word);

CREATE TABLE press_article_word (
  edition_id uniqueidentifier NOT NULL,
  word nvarchar(60) NOT NULL,
  press_article_id uniqueidentifier NOT NULL,
  PRIMARY KEY (edition_id, word, press_article_id)
);
CREATE INDEX ix_press_article_word_article ON press_article_word (press_article_id, word);
