-- What hangs over a workspace's payments; like subscribed_plan, written with customers alone.
ALTER TABLE workspaces ADD COLUMN unpaid_since INTEGER;
ALTER TABLE workspaces ADD COLUMN disputed INTEGER CHECK (disputed = 1);

-- Who is whose customer at Stripe, and what Stripe said of the subscription that counts. Of no customer, a row is there while its first checkout is opened.
CREATE TABLE customers (
    workspace TEXT PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE,
    customer TEXT UNIQUE,
    former TEXT,
    subscription TEXT,
    status TEXT,
    price TEXT,
    plan TEXT,
    next_plan TEXT,
    period_start INTEGER,
    period_end INTEGER,
    ends_at INTEGER,
    begun_at INTEGER,
    unknown_price INTEGER NOT NULL DEFAULT 0,
    live INTEGER NOT NULL DEFAULT 0,
    synced_at INTEGER,
    due_at INTEGER,
    checkout_until INTEGER,
    version INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;
CREATE INDEX customers_due ON customers (due_at) WHERE due_at IS NOT NULL;

-- They outlive their workspace.
CREATE TABLE invoices (
    id TEXT PRIMARY KEY,
    workspace TEXT NOT NULL,
    number TEXT,
    status TEXT NOT NULL,
    subscription TEXT,
    plan TEXT,
    currency TEXT NOT NULL,
    total INTEGER NOT NULL,
    paid INTEGER NOT NULL,
    refunded INTEGER NOT NULL,
    unpaid_from INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    paid_at INTEGER
) WITHOUT ROWID;
CREATE INDEX invoices_of_workspace ON invoices (workspace, created_at);
CREATE INDEX invoices_by_payment ON invoices (paid_at) WHERE paid_at IS NOT NULL;

CREATE TABLE prices (
    price TEXT PRIMARY KEY,
    product TEXT NOT NULL,
    plan TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE payment_events (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    subject TEXT,
    customer TEXT,
    created_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    due_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT
) WITHOUT ROWID;
CREATE INDEX payment_events_due ON payment_events (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX payment_events_dead ON payment_events (received_at) WHERE state = 'dead';
CREATE INDEX payment_events_by_age ON payment_events (received_at);

-- For the books: under which plan an image was drawn, and who was paid for it. Images may be removed, what they cost may not.
ALTER TABLE credits ADD COLUMN plan TEXT;
ALTER TABLE credits ADD COLUMN supplier TEXT;
UPDATE credits SET supplier = (SELECT coalesce(i.provider, i.engine) FROM images i WHERE i.generation = credits.generation) WHERE state IN ('committed', 'freeofcharge');
CREATE INDEX credits_drawn ON credits (period, plan, supplier) WHERE supplier IS NOT NULL;
