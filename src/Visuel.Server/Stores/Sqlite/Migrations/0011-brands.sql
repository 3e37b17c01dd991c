-- How the offline illustrations of a workspace look: two colours (#RRGGBB, both or neither) and the file of a logo (empty for none).
CREATE TABLE brands (
    workspace TEXT PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE,
    main TEXT,
    accent TEXT,
    logo BLOB NOT NULL
) WITHOUT ROWID;
