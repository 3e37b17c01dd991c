namespace Visuel.Core.Quota;

/// <summary>Names a count of credits: what a workspace or an allowance used of one period.</summary>
/// <param name="Key">The id of the workspace, or the key of the allowance.</param>
/// <param name="Period">The period.</param>
public readonly record struct QuotaCount(Guid Key, Period Period)
{
    /// <summary>The count that a text names.</summary>
    /// <param name="text">The key, and with a space the period unless that is <paramref name="period"/>.</param>
    /// <param name="period">The period of the credit.</param>
    public static QuotaCount Parse(string text, Period period) =>
        text.Split(' ') is [var key, var own] ? new(Guid.Parse(key), Period.Parse(own)) : new(Guid.Parse(text), period);

    /// <summary>Its name: its key and its period with a space between.</summary>
    public override string ToString() => $"{Key} {Period}";
}
