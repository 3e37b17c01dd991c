namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Tells administrators whether the credit behind the installation's own token is used up.</summary>
public sealed class CreditWatch(TokenCredit credit, HuggingFaceOptions options)
{
    /// <summary>Since when it is, or null.</summary>
    public DateTimeOffset? DepletedSince => options.Token is { } token ? credit.DepletedSince(token) : null;
}
