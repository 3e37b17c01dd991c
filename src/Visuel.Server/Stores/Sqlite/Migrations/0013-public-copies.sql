-- Workspaces whose images everybody may load who knows their names.
CREATE TABLE publications (
    workspace TEXT PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE,
    since INTEGER NOT NULL
) WITHOUT ROWID;

-- Public copies to be made, served and to be removed. They refer to nothing: one is removed after its image is gone.
CREATE TABLE public_copies (
    image TEXT PRIMARY KEY,
    workspace TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    due_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX public_copies_due ON public_copies (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX public_copies_of_workspace ON public_copies (workspace);
