-- The tokens that workspaces brought, encrypted by the server: the database alone does not open them.
CREATE TABLE own_tokens (
    workspace TEXT PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    user_name TEXT NOT NULL,
    saved_at INTEGER NOT NULL
) WITHOUT ROWID;
