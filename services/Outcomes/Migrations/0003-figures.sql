-- How much each figure changes on each day; site_id is all zeros for the edition as a whole. A figure as of D is the sum up to D.
CREATE TABLE figure_day (
  edition_id uniqueidentifier NOT NULL,
  site_id uniqueidentifier NOT NULL,
  figure nvarchar(30) NOT NULL,
  day date NOT NULL,
  amount int NOT NULL,
  PRIMARY KEY (edition_id, site_id, figure, day)
);
