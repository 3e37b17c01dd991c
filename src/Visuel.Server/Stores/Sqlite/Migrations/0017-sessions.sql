-- Sessions are found by the hash of their secret, like API keys. Those of before were named by a signed token that
-- nobody
-- reads any more: everybody signs in once more, and the key that signed the tokens goes.
DROP TABLE sessions;
CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    hash TEXT NOT NULL UNIQUE,
    browser TEXT,
    system TEXT,
    network TEXT,
    started_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_of_account ON sessions (account, id);
CREATE INDEX sessions_by_end ON sessions (expires_at);
DELETE FROM secrets WHERE name = 'token-key';
