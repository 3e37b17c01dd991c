using Microsoft.AspNetCore.SignalR;
using Visuel.Core.Accounts;
using Visuel.Server.Callers;

namespace Visuel.Server.Ui;

/// <summary>The circuits of this process: whose each is, and when it was last used. A circuit is what Blazor keeps of
/// an open page.</summary>
public sealed class OpenCircuits(TimeProvider clock)
{
    /// <summary>So many circuits an account has at most; one more ends the one that was unused for longest.</summary>
    public const int MostOfAccount = 32;

    /// <summary>How long a circuit without a connection waits for its page; Blazor then removes it.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromMinutes(3);

    // A page has one connection, and for a moment a second one when it lost the first.
    private const int MostConnectionsOfAccount = 2 * MostOfAccount;

    private readonly Lock access = new();
    private readonly Dictionary<string, OpenCircuit> circuits = new(StringComparer.Ordinal);
    private readonly Dictionary<AccountId, int> connections = [];

    /// <summary>Counts a connection of an account until it leaves; false when the account has too many.</summary>
    public bool Join(AccountId account)
    {
        lock (access)
        {
            connections[account] = connections.GetValueOrDefault(account) + 1;
            return connections[account] <= MostConnectionsOfAccount;
        }
    }

    /// <summary>Notes that a connection has ended. Its circuit waits for the page to come back.</summary>
    public void Leave(AccountId account, HubCallerContext connection)
    {
        lock (access)
        {
            if (--connections[account] == 0)
            {
                connections.Remove(account);
            }

            if (CircuitOf(connection) is { } circuit && circuit.Connection == connection)
            {
                (circuit.Connection, circuit.LeftAt) = (null, clock.GetUtcNow());
            }
        }
    }

    /// <summary>Remembers whose a new circuit is. Of too many of one account the one that was unused for longest is
    /// ended: its page lost it, and opens another when somebody looks at it.</summary>
    /// <param name="id">The secret id that Blazor gave the circuit.</param>
    /// <param name="caller">Who opened it.</param>
    /// <param name="connection">The connection of its page.</param>
    public void Begin(string id, Caller caller, HubCallerContext connection)
    {
        lock (access)
        {
            var longAgo = clock.GetUtcNow() - Waits;
            foreach (var gone in circuits.Where(other => other.Value.LeftAt < longAgo).ToList())
            {
                circuits.Remove(gone.Key);
            }

            var circuit = new OpenCircuit(caller.Account, caller.Session);
            circuits.Add(id, circuit);
            Bind(circuit, connection);
            var own = circuits.Where(other => other.Value.Account == caller.Account).ToList();
            foreach (var idle in own.OrderBy(other => other.Value.UsedAt).Take(own.Count - MostOfAccount))
            {
                circuits.Remove(idle.Key);
                if (idle.Value.Connection is { } lost)
                {
                    End(lost);
                }
            }
        }
    }

    /// <summary>Gives a circuit to another connection of its page; false when the caller's session opened no such
    /// circuit, or it was ended.</summary>
    public bool Return(string id, Caller caller, HubCallerContext connection)
    {
        lock (access)
        {
            if (!circuits.TryGetValue(id, out var circuit) || circuit.Session != caller.Session)
            {
                return false;
            }

            Bind(circuit, connection);
            return true;
        }
    }

    /// <summary>Notes that somebody does something on the page of a connection.</summary>
    public void Use(HubCallerContext connection)
    {
        if (CircuitOf(connection) is { } circuit)
        {
            circuit.UsedAt = clock.GetTimestamp();
        }
    }

    /// <summary>Closes a connection without waiting for its page to agree.</summary>
    public static void End(HubCallerContext connection)
    {
        connection.Abort();
        // By itself SignalR gives the page's side some seconds, in which the socket still counts for its address.
        connection.GetHttpContext()?.Abort();
    }

    private void Bind(OpenCircuit circuit, HubCallerContext connection)
    {
        connection.Items[typeof(OpenCircuit)] = circuit;
        (circuit.Connection, circuit.LeftAt) = (connection, null);
        Use(connection);
    }

    private static OpenCircuit? CircuitOf(HubCallerContext connection) =>
        connection.Items.TryGetValue(typeof(OpenCircuit), out var circuit) ? circuit as OpenCircuit : null;

    private sealed class OpenCircuit(AccountId account, SessionId? session)
    {
        public AccountId Account { get; } = account;

        public SessionId? Session { get; } = session;

        public HubCallerContext? Connection { get; set; }

        public long UsedAt { get; set; }

        public DateTimeOffset? LeftAt { get; set; }
    }
}
