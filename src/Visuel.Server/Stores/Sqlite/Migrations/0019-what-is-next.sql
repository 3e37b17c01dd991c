-- When a subscription changes its plan, and whether Stripe collects nothing for it at present, and until when.
ALTER TABLE customers ADD COLUMN next_plan_at INTEGER;
ALTER TABLE customers ADD COLUMN collection_paused INTEGER CHECK (collection_paused = 1);
ALTER TABLE customers ADD COLUMN collection_resumes_at INTEGER;
