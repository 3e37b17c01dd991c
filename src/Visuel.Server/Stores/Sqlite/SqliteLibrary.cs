using Microsoft.Data.Sqlite;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>Records of images in SQLite.</summary>
public sealed class SqliteLibrary(SqliteStore store) : ILibrary
{
    private const string Columns =
        "i.id, i.workspace, i.generation, i.title, i.brief, i.prompt, i.negative_prompt, i.style, i.model, i.engine, " +
        "i.provider, i.seed, " +
        "i.width, i.height, i.bytes, i.hash, i.cache_key, i.alt_text, i.favourite, i.created_at, " +
        "(SELECT group_concat(content) FROM image_links l WHERE l.image = i.id), i.illustration, " +
        "(SELECT name FROM public_copies p WHERE p.image = i.id AND p.state = 'served')";

    public Task<KeepOutcome> KeepAsync(
        Image image, int? limit, bool evenIfLate, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                var (hasWorkspace, hasImage) = session.First(
                    """
                    SELECT EXISTS (SELECT 1 FROM workspaces WHERE id = ?1),
                        EXISTS (SELECT 1 FROM images WHERE id = ?2 OR generation = ?3)
                    """,
                    row => (row.GetBoolean(0), row.GetBoolean(1)),
                    image.Workspace.Value, image.Id.Value, image.Generation.Value);
                var credit = SqliteQuota.Find(session, image.Generation);
                var facts = new KeepFacts(
                    GenerationRows.ListRequests(session, image.Generation), credit,
                    credit is null ? default : SqliteQuota.Read(session, credit.Count), hasWorkspace, hasImage);
                return SqliteChanges.Decide(session, EndRules.Keep(image, facts, limit, evenIfLate, now));
            },
            stop);

    public Task<Image?> FindAsync(WorkspaceId workspace, ImageId id, CancellationToken stop) =>
        store.ReadAsync(session => Find(session, workspace, id), stop);

    public Task<Image?> FindCachedAsync(WorkspaceId workspace, string cacheKey, CancellationToken stop) =>
        store.ReadAsync(
            session => session.First(
                $"SELECT {Columns} FROM images i WHERE i.workspace = ?1 AND i.cache_key = ?2 ORDER BY i.id DESC " +
                "LIMIT 1",
                ReadImage, workspace.Value, cacheKey),
            stop);

    public Task<Image?> FindByGenerationAsync(GenerationId generation, CancellationToken stop) =>
        store.ReadAsync(
            session => session.First(
                $"SELECT {Columns} FROM images i WHERE i.generation = ?1", ReadImage, generation.Value), stop);

    public Task<Page<Image>> ListAsync(WorkspaceId workspace, ImageQuery query, CancellationToken stop)
    {
        var patterns = SqliteSearch.Patterns(query.Text);
        var (found, id) = patterns is null
            ? ("images i WHERE i.workspace = ?1", "i.id")
            : ("search_texts s CROSS JOIN images i ON i.id = s.id " +
                $"WHERE s.kind = 'images' AND s.workspace = ?1 AND {SqliteSearch.HasAllWords(5)}", "s.id");
        return store.ReadAsync(
            session => Paging.Cut(
                session.All(
                    $"SELECT {Columns} FROM {found} AND {id} < ?2 " +
                    "AND (?3 IS NULL OR EXISTS " +
                    "(SELECT 1 FROM image_links l WHERE l.image = i.id AND l.content = ?3)) " +
                    $"ORDER BY {id} DESC LIMIT ?4",
                    ReadImage,
                    workspace.Value, query.Cursor ?? "~", query.Content?.Value, query.Limit + 1, patterns),
                query.Limit,
                image => image.Id.ToString()),
            stop);
    }

    public Task<bool> LinkAsync(
        WorkspaceId workspace, ImageId id, ContentItemId content, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                Link(session, workspace, id, content, now);
                session.Execute("UPDATE workspaces SET changes = changes + 1 WHERE id = ?1", workspace.Value);
                return session.First(
                    "SELECT 1 FROM image_links WHERE content = ?1 AND image = ?2", row => row.GetInt32(0),
                    content.Value, id.Value) == 1;
            },
            stop);

    public Task<Image?> UpdateAsync(
        WorkspaceId workspace, ImageId id, bool? favourite, string? altText, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                session.Execute(
                    "UPDATE images SET favourite = coalesce(?3, favourite), alt_text = coalesce(?4, alt_text) " +
                    "WHERE id = ?1 AND workspace = ?2",
                    id.Value, workspace.Value, favourite, altText);
                return Find(session, workspace, id);
            },
            stop);

    public Task<bool> DeleteAsync(WorkspaceId workspace, ImageId id, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                var isGone = session.Execute(
                    "DELETE FROM images WHERE id = ?1 AND workspace = ?2", id.Value, workspace.Value) == 1;
                if (isGone)
                {
                    SqlitePublicCopies.Withdraw(session, id);
                }

                return isGone;
            },
            stop);

    /// <summary>Adds a record inside the transaction that keeps the image, and notes its public copy where its
    /// workspace publishes.</summary>
    internal static int Add(SqliteSession session, Image image)
    {
        session.Execute(
            "INSERT INTO images (id, workspace, generation, title, brief, prompt, negative_prompt, style, model, " +
            "engine, provider, seed, width, height, bytes, hash, cache_key, alt_text, favourite, created_at, " +
            "illustration) " +
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
            image.Id.Value, image.Workspace.Value, image.Generation.Value, image.Recipe.Title, image.Recipe.Brief,
            image.Recipe.Prompt, image.Recipe.NegativePrompt, image.Recipe.Style, image.Recipe.Model,
            image.Recipe.Engine, image.Recipe.Provider, image.Recipe.Seed, image.File.Width, image.File.Height,
            image.File.Bytes, image.File.Hash, image.CacheKey, image.AltText, image.Favourite, image.CreatedAt,
            PlanJson.Write(image.Recipe.Illustration));
        SqliteSearch.Fold(session, SearchedKind.Images, image.Workspace.Value, image.Id.Value);
        return SqlitePublicCopies.Note(session, image);
    }

    /// <summary>Puts an image on an item, if both are there and of the same workspace.</summary>
    internal static int Link(
        SqliteSession session, WorkspaceId workspace, ImageId id, ContentItemId content, DateTimeOffset now) =>
        session.Execute(
        "INSERT INTO image_links (content, image, linked_at) SELECT c.id, i.id, ?4 FROM contents c, images i " +
        "WHERE c.id = ?1 AND i.id = ?2 AND c.workspace = ?3 AND i.workspace = ?3 ON CONFLICT DO NOTHING",
        content.Value, id.Value, workspace.Value, now);

    private static Image? Find(SqliteSession session, WorkspaceId workspace, ImageId id) =>
        session.First(
            $"SELECT {Columns} FROM images i WHERE i.id = ?1 AND i.workspace = ?2", ReadImage,
            id.Value, workspace.Value);

    private static Image ReadImage(SqliteDataReader row) => new(
        new ImageId(row.Id(0)),
        new WorkspaceId(row.Id(1)),
        new GenerationId(row.Id(2)),
        new ImageRecipe(
            row.TextOrNull(3), row.TextOrNull(4), row.GetString(5), row.TextOrNull(6), row.TextOrNull(7),
            row.GetString(8), row.GetString(9), row.TextOrNull(10), row.GetInt64(11))
        {
            Illustration = PlanJson.ReadIllustration(row.TextOrNull(21)),
        },
        new ImageFile(row.GetInt32(12), row.GetInt32(13), row.GetInt64(14), row.GetString(15)),
        row.GetString(16),
        row.TextOrNull(17),
        row.GetBoolean(18),
        [.. (row.TextOrNull(20) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => new ContentItemId(Guid.Parse(id)))],
        row.Instant(19))
    {
        PublicName = row.TextOrNull(22),
    };
}
