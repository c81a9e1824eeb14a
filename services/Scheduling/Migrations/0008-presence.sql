-- Between which local times a candidate will be at the site; null: as long as it is open.
ALTER TABLE registration ADD present_from time NULL;
ALTER TABLE registration ADD present_until time NULL;
