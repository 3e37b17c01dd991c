namespace Visuel.Core.Accounts;

/// <summary>How many attempts are let through before whoever makes them must wait.</summary>
/// <param name="Most">So many are let through.</param>
/// <param name="Within">In so long a time, which the first of them begins.</param>
/// <param name="Wait">So long nothing is let through after the last of them.</param>
public sealed record AttemptLimit(int Most, TimeSpan Within, TimeSpan Wait)
{
    /// <summary>Wrong passwords for one e-mail address, or in one browser that signed in before.</summary>
    public static readonly AttemptLimit WrongPasswords = new(5, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(5));

    /// <summary>So many in a minute.</summary>
    public static AttemptLimit AMinute(int most) => new(most, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
}

/// <summary>The attempts of one account, browser or network address.</summary>
/// <param name="Number">How many in the time that <paramref name="Since"/> began.</param>
/// <param name="Since">When the first of them was made.</param>
/// <param name="Until">No attempt is let through before this instant, or null.</param>
public sealed record AttemptCount(int Number, DateTimeOffset Since, DateTimeOffset? Until)
{
    /// <summary>How long nothing is let through, or null where an attempt may be made.</summary>
    public TimeSpan? WaitAt(DateTimeOffset now) => Until > now ? Until - now : null;

    /// <summary>The count with one more attempt.</summary>
    public static AttemptCount Add(AttemptCount? before, AttemptLimit limit, DateTimeOffset now)
    {
        var count = before is null || before.IsOver(limit, now) ? new AttemptCount(0, now, null) : before;
        var number = count.Number + 1;
        return count with { Number = number, Until = number >= limit.Most ? now + limit.Wait : null };
    }

    /// <summary>The count without an attempt that turned out to be none.</summary>
    public AttemptCount GiveBack() => this with { Number = Math.Max(0, Number - 1), Until = null };

    /// <summary>Whether it says nothing any more.</summary>
    public bool IsOver(AttemptLimit limit, DateTimeOffset now) =>
        Until is { } end ? end <= now : now - Since >= limit.Within;
}
