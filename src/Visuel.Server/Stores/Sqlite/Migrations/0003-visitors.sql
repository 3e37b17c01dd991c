-- People without an account: their workspaces live until expires_at.
CREATE TABLE visitors (
    workspace TEXT PRIMARY KEY REFERENCES workspaces (id),
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX visitors_by_end ON visitors (expires_at);

CREATE TABLE visitor_salts (
    day TEXT PRIMARY KEY,
    salt BLOB NOT NULL
) WITHOUT ROWID;

-- The counts that a credit is held in beside its workspace's own; each is a row of periods, under the allowance's key.
CREATE TABLE credit_allowances (
    generation TEXT NOT NULL REFERENCES credits (generation),
    allowance TEXT NOT NULL,
    PRIMARY KEY (generation, allowance)
) WITHOUT ROWID;
