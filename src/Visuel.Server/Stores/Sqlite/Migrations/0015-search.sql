-- The texts of records as a search compares them. The program folds them (see Core/Search); when it starts, it folds
-- those that are null. They stand in a table of their own, packed by workspace, since a search reads all texts of a
-- workspace. Accounts are searched across workspaces: their workspace is ''.
CREATE TABLE search_texts (
    kind TEXT NOT NULL,
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    text TEXT,
    PRIMARY KEY (kind, workspace, id)
) WITHOUT ROWID;
CREATE INDEX search_texts_to_fold ON search_texts (kind) WHERE text IS NULL;

INSERT INTO search_texts (kind, workspace, id) SELECT 'contents', workspace, id FROM contents ORDER BY workspace, id;
INSERT INTO search_texts (kind, workspace, id) SELECT 'images', workspace, id FROM images ORDER BY workspace, id;
INSERT INTO search_texts (kind, workspace, id) SELECT 'accounts', '', id FROM accounts ORDER BY id;

-- Whoever writes a record, also an older program or a restore, leaves its text to be folded. This program folds it in
-- the same transaction.
CREATE TRIGGER contents_added AFTER INSERT ON contents BEGIN
    INSERT OR REPLACE INTO search_texts (kind, workspace, id) VALUES ('contents', new.workspace, new.id);
END;
CREATE TRIGGER contents_changed AFTER UPDATE OF title, description ON contents BEGIN
    UPDATE search_texts SET text = NULL WHERE kind = 'contents' AND workspace = new.workspace AND id = new.id;
END;
CREATE TRIGGER contents_removed AFTER DELETE ON contents BEGIN
    DELETE FROM search_texts WHERE kind = 'contents' AND workspace = old.workspace AND id = old.id;
END;
CREATE TRIGGER images_added AFTER INSERT ON images BEGIN
    INSERT OR REPLACE INTO search_texts (kind, workspace, id) VALUES ('images', new.workspace, new.id);
END;
CREATE TRIGGER images_removed AFTER DELETE ON images BEGIN
    DELETE FROM search_texts WHERE kind = 'images' AND workspace = old.workspace AND id = old.id;
END;
CREATE TRIGGER accounts_added AFTER INSERT ON accounts BEGIN
    INSERT OR REPLACE INTO search_texts (kind, workspace, id) VALUES ('accounts', '', new.id);
END;
CREATE TRIGGER accounts_changed AFTER UPDATE OF email, name ON accounts BEGIN
    UPDATE search_texts SET text = NULL WHERE kind = 'accounts' AND workspace = '' AND id = new.id;
END;
CREATE TRIGGER accounts_removed AFTER DELETE ON accounts BEGIN
    DELETE FROM search_texts WHERE kind = 'accounts' AND workspace = '' AND id = old.id;
END;
