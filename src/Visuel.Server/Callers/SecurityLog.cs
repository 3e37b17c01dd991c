using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Server.Answers;
using Visuel.Server.Limits;
using Visuel.Server.Rounds;

namespace Visuel.Server.Callers;

/// <summary>Where a request comes from, as the trail keeps it.</summary>
/// <param name="Network">A hash of the network address, or null.</param>
/// <param name="Reference">What error answers of the request carry, or null.</param>
public sealed record AuditOrigin(string? Network, string? Reference);

/// <summary>Notes who got in and who did not, and what changes that: a line of the process log at once, and an entry of
/// the audit trail, written beside the requests and never in their way. No address and no secret is in
/// either.</summary>
public sealed partial class SecurityLog(
    IAuditTrail trail, ISecrets secrets, IHttpContextAccessor http, RoundParts parts)
    : Round(Rhythms.WriteSecurityLog, parts)
{
    private const int Batch = 500;
    private const int HashBytes = 8;

    // While the store is away no more than this many wait; the others are lost, and counted.
    private readonly Channel<(AuditEntry Entry, string? Address)> waiting =
        Channel.CreateBounded<(AuditEntry, string?)>(5000);

    // Read and not written yet; only the round looks at them.
    private readonly List<AuditEntry> unwritten = [];
    private byte[]? salt;
    private int lost;

    /// <summary>Notes what happened to an account, or to none; returns at once.</summary>
    /// <param name="action">What, one of <see cref="AuditKinds"/>.</param>
    /// <param name="subject">The account, or null.</param>
    /// <param name="detail">An id, or the name of a limit, or null.</param>
    public void Note(string action, AccountId? subject, string? detail = null)
    {
        var now = Clock.GetUtcNow();
        var entry = new AuditEntry(
            new AuditId(Guid.CreateVersion7(now)), now, By: null, subject, action, detail, Network: null,
            ReferenceOf(http.HttpContext));
        Tell(entry);
        if (!waiting.Writer.TryWrite((entry, AddressOf(http.HttpContext))))
        {
            Interlocked.Increment(ref lost);
        }

        Wake();
    }

    /// <summary>Notes what the account that asks did itself.</summary>
    public void NoteOwn(string action, string? detail = null) =>
        Note(action, http.HttpContext is { } asking ? Caller.TryOf(asking.User)?.Account : null, detail);

    /// <summary>Where the request comes from, for an entry that is written together with a change.</summary>
    public async Task<AuditOrigin> OriginAsync(CancellationToken stop) =>
        new(HashOf(AddressOf(http.HttpContext), await SaltAsync(stop)), ReferenceOf(http.HttpContext));

    /// <summary>Writes the line of an entry that is written together with a change.</summary>
    public void Tell(AuditEntry entry) => Log.Noted(Logger, entry.Action, entry.Subject, entry.Detail, entry.Reference);

    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        while (unwritten.Count < Batch && waiting.Reader.TryRead(out var next))
        {
            unwritten.Add(next.Entry with { Network = HashOf(next.Address, await SaltAsync(stop)) });
        }

        if (unwritten.Count > 0)
        {
            await trail.AddAsync(unwritten, stop);
            unwritten.Clear();
        }

        if (Interlocked.Exchange(ref lost, 0) is > 0 and var number)
        {
            Log.Lost(Logger, number);
        }

        return waiting.Reader.TryPeek(out _);
    }

    // What is waiting is written also while the server stops.
    protected override async Task EndAsync(CancellationToken stop)
    {
        while (await RunAsync(stop))
        {
        }
    }

    private async Task<byte[]> SaltAsync(CancellationToken stop) => salt ??=
        (await secrets.GetOrAddAsync("audit-salt", RandomNumberGenerator.GetBytes(32), stop)).ToArray();

    private static string? HashOf(string? address, byte[] salt) => address is null
        ? null
        : Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(address)).AsSpan(0, HashBytes));

    private static string? AddressOf(HttpContext? request) =>
        request?.Connection.RemoteIpAddress is null ? null : RateLimits.AddressOf(request);

    private static string? ReferenceOf(HttpContext? request) =>
        request is null ? null : Problems.ReferenceOf(request);

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Information, "{Action}: account {Account}, detail {Detail}, reference {Reference}")]
        public static partial void Noted(
            ILogger logger, string action, AccountId? account, string? detail, string? reference);

        [LoggerMessage(
            LogLevel.Warning, "{Number} entries of the security log were lost: more came than could be written")]
        public static partial void Lost(ILogger logger, int number);
    }
}
