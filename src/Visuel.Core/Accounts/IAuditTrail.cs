namespace Visuel.Core.Accounts;

/// <summary>Names an entry of the audit trail.</summary>
public readonly record struct AuditId(Guid Value)
{
    /// <summary>The canonical 36-character form, as on the wire.</summary>
    public override string ToString() => Value.ToString();
}

/// <summary>One thing that happened to an account, or to the door of the installation.</summary>
/// <param name="Id">Its id; ids sort by time.</param>
/// <param name="At">When.</param>
/// <param name="By">The administrator who changed it; null for whoever sits at the command line, and for what nobody
/// administers.</param>
/// <param name="Subject">The account it happened to, or null: there is none, or it was erased since.</param>
/// <param name="Action">What, one of <see cref="AuditKinds"/>.</param>
/// <param name="Detail">From what to what, or an id, or null. No secret and no e-mail address.</param>
/// <param name="Network">A hash of the network address it came from, or null.</param>
/// <param name="Reference">What error answers of the request carry, or null.</param>
public sealed record AuditEntry(
    AuditId Id, DateTimeOffset At, AccountId? By, AccountId? Subject, string Action, string? Detail,
    string? Network = null, string? Reference = null);

/// <summary>Which entries are wanted.</summary>
/// <param name="Subject">Of this account, or null.</param>
/// <param name="Action">Of this kind, or null.</param>
public sealed record AuditQuery(AccountId? Subject = null, string? Action = null);

/// <summary>Keeps what happened to accounts. What administrators change is written together with each change, by the
/// port that changes.</summary>
public interface IAuditTrail
{
    /// <summary>Adds entries.</summary>
    Task AddAsync(IReadOnlyList<AuditEntry> entries, CancellationToken stop);

    /// <summary>Entries, newest first.</summary>
    Task<Page<AuditEntry>> ListAsync(AuditQuery query, string? cursor, int limit, CancellationToken stop);

    /// <summary>Forgets entries of a kind whose ids are from before an instant, and those that are older than its
    /// newest <paramref name="most"/>; the oldest first, at most <paramref name="limit"/>. How many.</summary>
    Task<int> ForgetAsync(string action, DateTimeOffset before, int most, int limit, CancellationToken stop);
}
