-- Whose a workspace is, for administrators who see its generations.
CREATE INDEX accounts_by_workspace ON accounts (workspace);
