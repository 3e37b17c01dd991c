using Microsoft.Data.Sqlite;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Quota;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>Accounts and workspaces in SQLite.</summary>
public sealed class SqliteAccounts(SqliteStore store) : IAccounts
{
    private const string Columns =
        "a.id, a.email, a.normalized_email, a.name, a.role, a.workspace, a.locale, a.time_zone, a.password_hash, " +
        "a.security_stamp, a.created_at";

    private const string WorkspaceColumns =
        "w.id, w.granted_plan, w.subscribed_plan, w.override_set, w.override_images, w.override_reason, " +
        "w.created_at, w.unpaid_since, w.disputed";

    public Task<RegisterOutcome> RegisterAsync(
        Account account, Workspace workspace, string ownerPlan, bool mayOwn, CancellationToken stop) =>
        store.WriteAsync<RegisterOutcome>(
            session =>
            {
                if (session.First(
                    "SELECT 1 FROM accounts WHERE normalized_email = ?1", row => row.GetInt32(0),
                    account.NormalizedEmail) == 1)
                {
                    return new RegisterOutcome.EmailTaken();
                }

                var isFirst = session.First("SELECT EXISTS (SELECT 1 FROM accounts)", row => row.GetInt32(0)) == 0;
                if (isFirst && !mayOwn)
                {
                    return new RegisterOutcome.OwnerOnly();
                }

                account = account with { Role = isFirst ? AccountRole.Admin : AccountRole.User };
                workspace = workspace with { GrantedPlan = isFirst ? ownerPlan : workspace.GrantedPlan };
                session.Execute(
                    "INSERT INTO workspaces (id, granted_plan, created_at) VALUES (?1, ?2, ?3)",
                    workspace.Id.Value, workspace.GrantedPlan, workspace.CreatedAt);
                session.Execute(
                    "INSERT INTO accounts (id, email, normalized_email, name, role, workspace, locale, time_zone, " +
                    "password_hash, security_stamp, created_at) " +
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                    account.Id.Value, account.Email,
                    account.NormalizedEmail, account.Name, account.Role, account.Workspace.Value, account.Locale,
                    account.TimeZone, account.PasswordHash, account.SecurityStamp, account.CreatedAt);
                SqliteSearch.Fold(session, SearchedKind.Accounts, SqliteSearch.NoWorkspace, account.Id.Value);
                return new RegisterOutcome.Registered(account, workspace);
            },
            stop);

    public Task<Account?> FindAsync(AccountId id, CancellationToken stop) =>
        store.ReadAsync(session => session.First(
            $"SELECT {Columns} FROM accounts a WHERE a.id = ?1", row => ReadAccount(row), id.Value), stop);

    public Task<Account?> FindByEmailAsync(string normalizedEmail, CancellationToken stop) =>
        store.ReadAsync(
            session => session.First(
                $"SELECT {Columns} FROM accounts a WHERE a.normalized_email = ?1",
                row => ReadAccount(row), normalizedEmail),
            stop);

    public Task<RemoveOutcome> RemoveAsync(AccountId id, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                if (session.First(
                    $"SELECT {Columns} FROM accounts a WHERE a.id = ?1", row => ReadAccount(row),
                    id.Value) is not { } account)
                {
                    return RemoveOutcome.Missing;
                }

                if (account.Role is AccountRole.Admin && !HasOtherAdministrator(session, id))
                {
                    return RemoveOutcome.LastAdministrator;
                }

                session.Execute(
                    "INSERT INTO erasures (workspace, asked_at) VALUES (?1, ?2)", account.Workspace.Value, now);
                session.Execute("DELETE FROM sessions WHERE account = ?1", id.Value);
                session.Execute("DELETE FROM own_tokens WHERE workspace = ?1", account.Workspace.Value);
                session.Execute("DELETE FROM brands WHERE workspace = ?1", account.Workspace.Value);
                session.Execute("DELETE FROM publications WHERE workspace = ?1", account.Workspace.Value);
                // What happened stays countable, without saying to whom and from where.
                session.Execute("UPDATE audit SET subject = NULL, network = NULL WHERE subject = ?1", id.Value);
                session.Execute("DELETE FROM accounts WHERE id = ?1", id.Value);
                return RemoveOutcome.Removed;
            },
            stop);

    public Task<IReadOnlyList<WorkspaceId>> ListToEraseAsync(int limit, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<WorkspaceId>>(
            session => session.All(
                "SELECT workspace FROM erasures ORDER BY asked_at LIMIT ?1", row => new WorkspaceId(row.Id(0)), limit),
            stop);

    public Task<bool> FinishErasureAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                var isEmpty = session.First(
                    """
                    SELECT EXISTS (SELECT 1 FROM erasures WHERE workspace = ?1)
                        AND NOT EXISTS (SELECT 1 FROM images WHERE workspace = ?1)
                            AND NOT EXISTS (SELECT 1 FROM contents WHERE workspace = ?1)
                    """,
                    row => row.GetBoolean(0), workspace.Value);
                if (isEmpty)
                {
                    session.Execute("DELETE FROM workspaces WHERE id = ?1", workspace.Value);
                    session.Execute("DELETE FROM erasures WHERE workspace = ?1", workspace.Value);
                }

                return isEmpty;
            },
            stop);

    public Task<Account?> FindOwnerAsync(WorkspaceId workspace, CancellationToken stop) =>
        store.ReadAsync(session => session.First(
            $"SELECT {Columns} FROM accounts a WHERE a.workspace = ?1", row => ReadAccount(row),
            workspace.Value), stop);

    public Task<bool> UpdateAsync(Account account, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                var isThere = session.Execute(
                    "UPDATE accounts SET name = ?2, role = ?3, locale = ?4, time_zone = ?5, password_hash = ?6, " +
                    "security_stamp = ?7 WHERE id = ?1",
                    account.Id.Value, account.Name, account.Role, account.Locale, account.TimeZone,
                    account.PasswordHash, account.SecurityStamp) == 1;
                SqliteSearch.Fold(session, SearchedKind.Accounts, SqliteSearch.NoWorkspace, account.Id.Value);
                return isThere;
            },
            stop);

    public Task<Workspace?> FindWorkspaceAsync(WorkspaceId id, CancellationToken stop) =>
        store.ReadAsync(
            session => session.First(
                $"SELECT {WorkspaceColumns} FROM workspaces w WHERE w.id = ?1", row => ReadWorkspace(row, 0), id.Value),
            stop);

    public Task<RightsOutcome> SetRightsAsync(
        AccountRow row, IReadOnlyList<AuditEntry> trail, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                var (account, workspace) = (row.Account, row.Workspace);
                if (account.Role is AccountRole.User && !HasOtherAdministrator(session, account.Id))
                {
                    return RightsOutcome.LastAdministrator;
                }

                if (session.Execute("UPDATE accounts SET role = ?2 WHERE id = ?1", account.Id.Value, account.Role) == 0)
                {
                    return RightsOutcome.Missing;
                }

                session.Execute(
                    "UPDATE workspaces SET granted_plan = ?2, override_set = ?3, override_images = ?4, " +
                    "override_reason = ?5 WHERE id = ?1",
                    workspace.Id.Value, workspace.GrantedPlan, workspace.Override is not null,
                    workspace.Override?.ImagesPerMonth, workspace.Override?.Reason);
                foreach (var entry in trail)
                {
                    SqliteAuditTrail.Write(session, entry);
                }

                return RightsOutcome.Changed;
            },
            stop);

    public Task<Page<AccountRow>> ListAsync(string? query, string? cursor, int limit, CancellationToken stop)
    {
        var patterns = SqliteSearch.Patterns(query);
        var (found, id) = patterns is null
            ? ("accounts a JOIN workspaces w ON w.id = a.workspace WHERE true", "a.id")
            : ("search_texts s CROSS JOIN accounts a ON a.id = s.id JOIN workspaces w ON w.id = a.workspace " +
                $"WHERE s.kind = 'accounts' AND s.workspace = '' AND {SqliteSearch.HasAllWords(3)}", "s.id");
        return store.ReadAsync(
            session => Paging.Cut(
                session.All(
                    $"SELECT {Columns}, {WorkspaceColumns} FROM {found} AND {id} > ?1 ORDER BY {id} LIMIT ?2",
                    row => new AccountRow(ReadAccount(row), ReadWorkspace(row, 11)),
                    cursor ?? "", limit + 1, patterns),
                limit,
                row => row.Account.Id.ToString()),
            stop);
    }

    public Task<long> CountAsync(CancellationToken stop) =>
        store.ReadAsync(session => session.First("SELECT count(*) FROM accounts", row => row.GetInt64(0)), stop);

    private static bool HasOtherAdministrator(SqliteSession session, AccountId but) =>
        session.First(
            "SELECT EXISTS (SELECT 1 FROM accounts WHERE role = 'admin' AND id <> ?1)",
            row => row.GetBoolean(0), but.Value);

    private static Account ReadAccount(SqliteDataReader row) => new(
        new AccountId(row.Id(0)), row.GetString(1), row.GetString(2), row.TextOrNull(3), row.Name<AccountRole>(4),
        new WorkspaceId(row.Id(5)), row.TextOrNull(6), row.GetString(7), row.GetString(8), row.GetString(9),
        row.Instant(10));

    private static Workspace ReadWorkspace(SqliteDataReader row, int first) => new(
        new WorkspaceId(row.Id(first)),
        row.TextOrNull(first + 1),
        row.TextOrNull(first + 2),
        row.GetBoolean(first + 3) ? new LimitOverride(row.NumberOrNull(first + 4), row.TextOrNull(first + 5)) : null,
        row.Instant(first + 6))
    {
        Trouble = PaymentTrouble.Of(row.InstantOrNull(first + 7), row.NumberOrNull(first + 8) == 1),
    };
}
