-- With which counting (Figures/CountAgain.cs) the edition's people were last counted, all of them.
ALTER TABLE edition ADD counting int NOT NULL DEFAULT 1;
