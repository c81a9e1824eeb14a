-- What is looked up and was searched for in the whole table: a structure's candidates (its own page), and the workshops of one candidate.
CREATE INDEX ix_candidate_structure ON candidate (structure_id, code);
CREATE INDEX ix_workshop_attendance_candidate ON workshop_attendance (candidate_id);

-- Those erased, for the list outside the database: each minute.
CREATE INDEX ix_candidate_erased ON candidate (erased_at) WHERE erased_at IS NOT NULL;

-- Those registered at a site, whatever their edition: whom news about it concerns.
CREATE INDEX ix_registration_of_site ON registration (site_id, candidate_id);
