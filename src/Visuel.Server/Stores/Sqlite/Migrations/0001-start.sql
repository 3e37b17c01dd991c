-- Ids are UUIDs of version 7 as text, so that they sort by time. Instants are milliseconds since 1970 in UTC.
CREATE TABLE workspaces (
    id TEXT PRIMARY KEY,
    granted_plan TEXT,
    subscribed_plan TEXT,
    override_set INTEGER NOT NULL DEFAULT 0,
    override_images INTEGER,
    override_reason TEXT,
    created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    normalized_email TEXT NOT NULL UNIQUE,
    name TEXT,
    role TEXT NOT NULL,
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    locale TEXT,
    time_zone TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    security_stamp TEXT NOT NULL,
    failed_sign_ins INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER,
    created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    started_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_of_account ON sessions (account);

CREATE TABLE contents (
    id TEXT PRIMARY KEY,
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    type TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT,
    scheduled_at INTEGER,
    time_zone TEXT NOT NULL,
    all_day INTEGER NOT NULL,
    channel TEXT,
    status TEXT NOT NULL,
    cover TEXT,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) WITHOUT ROWID;
-- Items without a date come last, in a list by date as in this index.
CREATE INDEX contents_by_date ON contents (workspace, coalesce(scheduled_at, 9223372036854775807), id);

CREATE TABLE images (
    id TEXT PRIMARY KEY,
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    generation TEXT NOT NULL UNIQUE,
    title TEXT,
    brief TEXT,
    prompt TEXT NOT NULL,
    negative_prompt TEXT,
    style TEXT,
    model TEXT NOT NULL,
    engine TEXT NOT NULL,
    provider TEXT,
    seed INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    hash TEXT NOT NULL,
    cache_key TEXT NOT NULL,
    alt_text TEXT,
    favourite INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX images_of_workspace ON images (workspace, id);
CREATE INDEX images_by_cache_key ON images (workspace, cache_key, id);

CREATE TABLE image_links (
    content TEXT NOT NULL REFERENCES contents (id) ON DELETE CASCADE,
    image TEXT NOT NULL REFERENCES images (id) ON DELETE CASCADE,
    linked_at INTEGER NOT NULL,
    PRIMARY KEY (content, image)
) WITHOUT ROWID;
CREATE INDEX image_links_of_image ON image_links (image);

CREATE TABLE periods (
    workspace TEXT NOT NULL,
    period TEXT NOT NULL,
    used INTEGER NOT NULL DEFAULT 0 CHECK (used >= 0),
    held INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0),
    PRIMARY KEY (workspace, period)
) WITHOUT ROWID;

CREATE TABLE credits (
    generation TEXT PRIMARY KEY,
    workspace TEXT NOT NULL,
    period TEXT NOT NULL,
    state TEXT NOT NULL,
    node TEXT NOT NULL,
    lease_until INTEGER NOT NULL,
    reason TEXT,
    held_at INTEGER NOT NULL,
    settled_at INTEGER
) WITHOUT ROWID;
CREATE INDEX credits_held ON credits (lease_until) WHERE state = 'held';
CREATE INDEX credits_of_period ON credits (workspace, period, generation);

CREATE TABLE secrets (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;
