-- language: 'fr' or 'en', what mails to the candidate are written in, as it was chosen when they registered; null: nobody asked, so French.
ALTER TABLE candidate ADD language nvarchar(2) NULL;
