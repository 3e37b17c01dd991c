namespace Visuel.Core.Accounts;

/// <summary>How exactly the last use of a secret is known, so that its uses cost few writes.</summary>
public static class LastUse
{
    /// <summary>Uses closer together than this are one use.</summary>
    public static readonly TimeSpan Resolution = TimeSpan.FromMinutes(1);

    /// <summary>Whether a use is to be written down after the last one that was.</summary>
    public static bool IsDue(DateTimeOffset? last, DateTimeOffset now) =>
        last is not { } before || now - before >= Resolution;
}
