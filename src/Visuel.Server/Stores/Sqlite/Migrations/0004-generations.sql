-- Requests to draw. What is drawn belongs to a leader, which has the credit; one that joined a drawing in flight names its leader.
CREATE TABLE generations (
    id TEXT PRIMARY KEY,
    workspace TEXT NOT NULL,
    leader TEXT,
    state TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    content TEXT,
    share_key TEXT,
    plan TEXT,
    job TEXT,
    queue_position INTEGER,
    wait_seconds INTEGER,
    image TEXT,
    reason TEXT,
    retry_after INTEGER,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    withdrawn_at INTEGER,
    finished_at INTEGER
) WITHOUT ROWID;
CREATE INDEX generations_queued ON generations (workspace, id) WHERE state = 'queued' AND leader IS NULL;
CREATE INDEX generations_drawn ON generations (workspace) WHERE leader IS NULL AND state IN ('drawing', 'waitingformodel', 'saving');
CREATE INDEX generations_by_start ON generations (workspace, started_at) WHERE started_at IS NOT NULL;
CREATE UNIQUE INDEX generations_shared ON generations (workspace, share_key) WHERE share_key IS NOT NULL;
CREATE INDEX generations_of_leader ON generations (leader) WHERE leader IS NOT NULL;
CREATE INDEX generations_cancelled ON generations (workspace, finished_at) WHERE state = 'cancelled';
CREATE INDEX generations_failed ON generations (id) WHERE state = 'failed';
CREATE INDEX generations_by_end ON generations (finished_at) WHERE finished_at IS NOT NULL;

-- Idempotency keys, each with the hash of the body it came with.
CREATE TABLE request_keys (
    workspace TEXT NOT NULL,
    key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    generation TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, key)
) WITHOUT ROWID;
CREATE INDEX request_keys_by_age ON request_keys (created_at);
