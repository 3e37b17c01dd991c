-- Workspaces whose account is gone and whose content is still to be removed.
CREATE TABLE erasures (
    workspace TEXT PRIMARY KEY,
    asked_at INTEGER NOT NULL
) WITHOUT ROWID;
