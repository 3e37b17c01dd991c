-- What administrators changed. Nothing refers to it and it refers to nothing, so that it outlives what it tells of.
CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    by TEXT,
    subject TEXT NOT NULL,
    action TEXT NOT NULL,
    detail TEXT
) WITHOUT ROWID;
CREATE INDEX audit_of_subject ON audit (subject, id);
CREATE INDEX audit_by_age ON audit (at);

-- Links that set another password, one an account; only their hash, and dead once the stamp of the account has changed.
CREATE TABLE password_resets (
    account TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL UNIQUE,
    stamp TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;
