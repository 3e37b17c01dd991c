-- Wrong passwords are counted in memory, for addresses that have no account as for those that have one.
ALTER TABLE accounts DROP COLUMN failed_sign_ins;
ALTER TABLE accounts DROP COLUMN locked_until;
