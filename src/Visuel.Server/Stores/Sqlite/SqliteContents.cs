using Microsoft.Data.Sqlite;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Library;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>Content items in SQLite.</summary>
public sealed class SqliteContents(SqliteStore store) : IContents
{
    // The images of an item ride along as a comma list, newest first, so that a month is one query.
    private const string Columns =
        "c.id, c.workspace, c.type, c.title, c.description, c.scheduled_at, c.time_zone, c.all_day, c.channel, " +
        "c.status, c.cover, c.version, c.created_at, c.updated_at, " +
        "(SELECT group_concat(image) FROM (SELECT image FROM image_links l WHERE l.content = c.id " +
        "ORDER BY l.linked_at DESC, l.image DESC))";

    private const string Order = "coalesce(c.scheduled_at, 9223372036854775807)";

    public Task AddAsync(ContentItem item, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                session.Execute(
                    "INSERT INTO contents (id, workspace, type, title, description, scheduled_at, time_zone, " +
                    "all_day, channel, status, cover, version, created_at, updated_at) " +
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                    item.Id.Value, item.Workspace.Value, item.Fields.Type, item.Fields.Title, item.Fields.Description,
                    item.Fields.ScheduledAt, item.Fields.TimeZone, item.Fields.AllDay, item.Fields.Channel,
                    item.Fields.Status, item.Fields.Cover?.Value, item.Version, item.CreatedAt, item.UpdatedAt);
                SqliteSearch.Fold(session, SearchedKind.Contents, item.Workspace.Value, item.Id.Value);
                return true;
            },
            stop);

    public Task<ContentItem?> FindAsync(WorkspaceId workspace, ContentItemId id, CancellationToken stop) =>
        store.ReadAsync(session => Find(session, workspace, id), stop);

    public Task<UpdateOutcome> UpdateAsync(
        WorkspaceId workspace, ContentItemId id, ContentFields fields, int version, DateTimeOffset now,
        CancellationToken stop) =>
        store.WriteAsync<UpdateOutcome>(
            session =>
            {
                var changed = session.Execute(
                    "UPDATE contents SET type = ?4, title = ?5, description = ?6, scheduled_at = ?7, time_zone = ?8, " +
                    "all_day = ?9, channel = ?10, " +
                    "status = ?11, cover = ?12, version = version + 1, updated_at = ?13 WHERE id = ?1 AND workspace " +
                    "= ?2 AND version = ?3",
                    id.Value, workspace.Value,
                    version, fields.Type, fields.Title, fields.Description, fields.ScheduledAt, fields.TimeZone,
                    fields.AllDay, fields.Channel, fields.Status, fields.Cover?.Value, now);
                SqliteSearch.Fold(session, SearchedKind.Contents, workspace.Value, id.Value);
                return Find(session, workspace, id) switch
                {
                    null => new UpdateOutcome.Missing(),
                    var item when changed == 1 => new UpdateOutcome.Updated(item),
                    var item => new UpdateOutcome.Conflict(item),
                };
            },
            stop);

    public Task<bool> DeleteAsync(WorkspaceId workspace, ContentItemId id, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute(
                "DELETE FROM contents WHERE id = ?1 AND workspace = ?2", id.Value, workspace.Value) == 1, stop);

    public Task<Page<ContentItem>> ListAsync(WorkspaceId workspace, ContentQuery query, CancellationToken stop)
    {
        var (date, id) = ContentCursor.Read(query);
        var patterns = SqliteSearch.Patterns(query.Text);
        var found = patterns is null
            ? "contents c WHERE c.workspace = ?1"
            : "search_texts s CROSS JOIN contents c ON c.id = s.id " +
                $"WHERE s.kind = 'contents' AND s.workspace = ?1 AND {SqliteSearch.HasAllWords(10)}";
        return store.ReadAsync(
            session => Paging.Cut(
                session.All(
                    $"SELECT {Columns} FROM {found} AND ({Order}, c.id) > (?2, ?3) " +
                    "AND (?4 IS NULL OR c.scheduled_at >= ?4) AND (?5 IS NULL OR c.scheduled_at < ?5) " +
                    "AND (?6 IS NULL OR c.type = ?6) AND (?7 IS NULL OR c.status = ?7) AND (?8 IS NULL OR c.channel " +
                    "= ?8) " +
                    $"ORDER BY {Order}, c.id LIMIT ?9",
                    ReadItem,
                    workspace.Value, date, id, query.From, query.To, query.Type, query.Status, query.Channel,
                    query.Limit + 1, patterns),
                query.Limit,
                ContentCursor.Write),
            stop);
    }

    private static ContentItem? Find(SqliteSession session, WorkspaceId workspace, ContentItemId id) => session.First(
        $"SELECT {Columns} FROM contents c WHERE c.id = ?1 AND c.workspace = ?2", ReadItem, id.Value, workspace.Value);

    private static ContentItem ReadItem(SqliteDataReader row) => new(
        new ContentItemId(row.Id(0)),
        new WorkspaceId(row.Id(1)),
        new ContentFields(
            row.Name<ContentType>(2), row.GetString(3), row.TextOrNull(4), row.InstantOrNull(5), row.GetString(6),
            row.GetBoolean(7), row.NameOrNull<Channel>(8), row.Name<ContentStatus>(9),
            row.IdOrNull(10) is { } cover ? new ImageId(cover) : null),
        [.. (row.TextOrNull(14) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => new ImageId(Guid.Parse(id)))],
        row.GetInt32(11),
        row.Instant(12),
        row.Instant(13));
}
