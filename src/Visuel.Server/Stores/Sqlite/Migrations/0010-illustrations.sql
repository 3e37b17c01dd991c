-- Why the composer drew what it drew, as JSON; null for what a model drew, and for what was drawn before.
ALTER TABLE images ADD COLUMN illustration TEXT;
