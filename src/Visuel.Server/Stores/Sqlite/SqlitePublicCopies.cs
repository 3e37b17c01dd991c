using System.Security.Cryptography;
using Visuel.Core.Accounts;
using Visuel.Core.Library;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>Public copies in SQLite.</summary>
public sealed class SqlitePublicCopies(SqliteStore store) : IPublicCopies
{
    public Task<bool> IsPublishingAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.ReadAsync(
            session => session.First("SELECT 1 FROM publications WHERE workspace = ?1", row => true, workspace.Value),
            stop);

    public Task SetPublishingAsync(
        WorkspaceId workspace, bool isPublishing, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            session => isPublishing
                ? session.Execute(
                    "INSERT INTO publications (workspace, since) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                    workspace.Value, now)
                : session.Execute("DELETE FROM publications WHERE workspace = ?1", workspace.Value)
                    + session.Execute(
                        "UPDATE public_copies SET state = 'removing', due_at = ?2, attempts = 0 WHERE workspace = ?1",
                        workspace.Value, now),
            stop);

    public Task<IReadOnlyList<PublicCopy>> TakeAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                var due = session.All(
                    "SELECT image, workspace, name, state, attempts FROM public_copies WHERE due_at <= ?1 " +
                    "ORDER BY due_at LIMIT ?2",
                    row => new PublicCopy(
                        new ImageId(row.Id(0)), new WorkspaceId(row.Id(1)), row.GetString(2),
                        row.Name<PublicCopyState>(3), row.GetInt32(4)),
                    now, limit);
                foreach (var copy in due)
                {
                    session.Execute("UPDATE public_copies SET due_at = ?2 WHERE image = ?1", copy.Image.Value, until);
                }

                return due;
            },
            stop);

    public Task<bool> ServeAsync(ImageId image, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute("UPDATE public_copies SET state = 'served', due_at = NULL, attempts = 0 " +
                "WHERE image = ?1 AND state <> 'removing'", image.Value) == 1, stop);

    public Task DelayAsync(ImageId image, DateTimeOffset until, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute(
                "UPDATE public_copies SET due_at = ?2, attempts = attempts + 1 WHERE image = ?1 AND due_at IS NOT NULL",
                image.Value, until),
            stop);

    public Task ForgetAsync(ImageId image, CancellationToken stop) =>
        store.WriteAsync(session => session.Execute("DELETE FROM public_copies WHERE image = ?1", image.Value), stop);

    /// <summary>Notes that an image gets a copy, where its workspace publishes,
    /// inside the transaction that keeps it.</summary>
    internal static int Note(SqliteSession session, Image image) => session.Execute(
        "INSERT INTO public_copies (image, workspace, name, state, due_at) SELECT ?1, ?2, ?3, 'due', ?4 " +
        "FROM publications WHERE workspace = ?2 ON CONFLICT DO NOTHING",
        image.Id.Value, image.Workspace.Value,
        RandomNumberGenerator.GetHexString(32, lowercase: true), image.CreatedAt);

    /// <summary>Notes that the copy of an image is to be removed, inside the transaction that
    /// removes the image.</summary>
    internal static void Withdraw(SqliteSession session, ImageId image) =>
        session.Execute(
            "UPDATE public_copies SET state = 'removing', due_at = 0, attempts = 0 WHERE image = ?1", image.Value);
}
