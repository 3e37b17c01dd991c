using Visuel.Core.Generation;
using Visuel.Server.Features.Quota;
using Visuel.Server.Stores;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>What this process claims generations with: its name, and how long its lease lasts.</summary>
public sealed class NodeClaims(NodeSlot node, QuotaOptions quota, DrawingOptions drawing, TimeProvider clock)
{
    /// <summary>The name under which this process draws.</summary>
    public string Node => node.Name;

    /// <summary>A claim at this instant.</summary>
    public DrawingClaim Now => At(clock.GetUtcNow());

    /// <summary>A claim of somebody who read the clock already.</summary>
    public DrawingClaim At(DateTimeOffset now) =>
        new(node.Name, now, now + quota.HoldLease, drawing.AtOncePerWorkspace);
}
