-- The trail is read by time, alone or of one actor, one kind of subject or one act.
CREATE INDEX ix_audit_time ON audit (happened_at, id);
CREATE INDEX ix_audit_actor ON audit (actor, happened_at, id);
CREATE INDEX ix_audit_kind ON audit (subject, happened_at, id);
CREATE INDEX ix_audit_act ON audit (act, happened_at, id);
