-- The audit trail tells who got in, too: an entry may be of no account, and says from where it came.
CREATE TABLE new_audit (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    by TEXT,
    subject TEXT,
    action TEXT NOT NULL,
    detail TEXT,
    network TEXT,
    reference TEXT
) WITHOUT ROWID;
INSERT INTO new_audit (id, at, by, subject, action, detail) SELECT id, at, by, subject, action, detail FROM audit;
DROP TABLE audit;
ALTER TABLE new_audit RENAME TO audit;
CREATE INDEX audit_of_subject ON audit (subject, id);
CREATE INDEX audit_of_action ON audit (action, id);
