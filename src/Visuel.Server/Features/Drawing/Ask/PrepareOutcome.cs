namespace Visuel.Server.Features.Drawing.Ask;

/// <summary>What became of a wish that was to be an order.</summary>
public abstract record PrepareOutcome
{
    private PrepareOutcome()
    {
    }

    /// <summary>The order can be drawn.</summary>
    public sealed record Ready(PreparedOrder Order) : PrepareOutcome;

    /// <summary>It cannot be drawn as it is.</summary>
    public sealed record Refused(GenerateOutcome Why) : PrepareOutcome;
}
