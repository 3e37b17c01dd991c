-- Months that are over, in short. Nothing reads one to decide anything, and each can be made again from the credits.
CREATE TABLE period_summaries (
    workspace TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    period TEXT NOT NULL,
    used INTEGER NOT NULL,
    released INTEGER NOT NULL,
    free_of_charge INTEGER NOT NULL,
    archived_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, period)
) WITHOUT ROWID;

-- The months whose credits moved since they were last summed up. The credits themselves say so, not the clock, which may be wrong or be moved.
CREATE TABLE period_changes (
    period TEXT NOT NULL,
    workspace TEXT NOT NULL,
    PRIMARY KEY (period, workspace)
) WITHOUT ROWID;
-- Seven characters are a month; visitors' days are not archived.
CREATE TRIGGER credit_moved AFTER UPDATE OF state ON credits WHEN length(new.period) = 7
BEGIN
    INSERT INTO period_changes (period, workspace) VALUES (new.period, new.workspace) ON CONFLICT DO NOTHING;
END;
INSERT INTO period_changes (period, workspace)
SELECT DISTINCT period, workspace FROM credits WHERE length(period) = 7 AND state <> 'held';

CREATE TABLE quota_resets (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    ran_at INTEGER NOT NULL,
    last_period TEXT NOT NULL
);
