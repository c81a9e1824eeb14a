-- When the person last said something themselves (Figures/LastAnswer.cs), as Registration was told.
ALTER TABLE person ADD last_answer_at datetime2 NULL;
