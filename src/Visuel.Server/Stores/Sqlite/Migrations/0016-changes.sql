-- Counts what is written to a workspace, so that other processes see that its open pages are out of date.
-- Held and spent credits, and new images, show in "periods" and "images" already: see SqliteWorkspaceMarks.
ALTER TABLE workspaces ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER contents_added_counted AFTER INSERT ON contents BEGIN
    UPDATE workspaces SET changes = changes + 1 WHERE id = NEW.workspace;
END;
CREATE TRIGGER contents_changed_counted AFTER UPDATE ON contents BEGIN
    UPDATE workspaces SET changes = changes + 1 WHERE id = NEW.workspace;
END;
CREATE TRIGGER contents_removed_counted AFTER DELETE ON contents BEGIN
    UPDATE workspaces SET changes = changes + 1 WHERE id = OLD.workspace;
END;
CREATE TRIGGER images_changed_counted AFTER UPDATE OF favourite, alt_text ON images BEGIN
    UPDATE workspaces SET changes = changes + 1 WHERE id = NEW.workspace;
END;
CREATE TRIGGER images_removed_counted AFTER DELETE ON images BEGIN
    UPDATE workspaces SET changes = changes + 1 WHERE id = OLD.workspace;
END;
