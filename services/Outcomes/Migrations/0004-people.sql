-- erased_at: the person's data were erased. The row keeps counting, names nobody, is asked nothing more, and no later message fills it again.
ALTER TABLE person ADD erased_at datetime2 NULL;
