using Microsoft.AspNetCore.DataProtection;
using Visuel.Core.Accounts;

namespace Visuel.Server.Callers;

/// <summary>Somebody who tries Visuel: the workspace that is theirs for a day.</summary>
public sealed record VisitorPass(WorkspaceId Workspace, DateTimeOffset ExpiresAt);

/// <summary>The cookie <c>visitor</c>: names a workspace and when it ends, sealed by the server.</summary>
public sealed class VisitorCookie(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>The cookie's name.</summary>
    public const string Name = "visitor";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly SealedCookie cookie = new(protection, "Visuel.Visitor", Name, Lifetime);

    /// <summary>The pass that a request carries, or null when there is none, it is not ours,
    /// or its time is over.</summary>
    public VisitorPass? Read(HttpRequest request) =>
        CookieValues.Of(request, Name, Open, most: 1) is [var pass] ? pass : null;

    /// <summary>Gives a new pass with the answer.</summary>
    public VisitorPass Write(HttpContext http)
    {
        var now = clock.GetUtcNow();
        var pass = new VisitorPass(new WorkspaceId(Guid.CreateVersion7(now)), now + Lifetime);
        cookie.Write(http, [.. pass.Workspace.Value.ToByteArray(), .. BitConverter.GetBytes(
            pass.ExpiresAt.ToUnixTimeMilliseconds())]);
        return pass;
    }

    private VisitorPass? Open(string value)
    {
        if (cookie.Open(value) is not { } bytes)
        {
            return null;
        }

        var pass = new VisitorPass(
            new WorkspaceId(new Guid(bytes.AsSpan(0, 16))),
            DateTimeOffset.FromUnixTimeMilliseconds(BitConverter.ToInt64(bytes, 16)));
        return pass.ExpiresAt > clock.GetUtcNow() ? pass : null;
    }
}
