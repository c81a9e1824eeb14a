-- Whether one candidate wished for one establishment, without reading everybody who did.
CREATE INDEX ix_wish_siret_candidate ON wish (edition_id, siret, candidate_id);
