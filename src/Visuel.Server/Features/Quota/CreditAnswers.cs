using Visuel.Client.Wire;
using Visuel.Core.Quota;
using Visuel.Server.Answers;

namespace Visuel.Server.Features.Quota;

/// <summary>Credits as the API tells them.</summary>
internal static class CreditAnswers
{
    /// <summary>A credit as the API tells it.</summary>
    public static CreditAnswer ToAnswer(this CreditEntry entry) => new(
        entry.Credit.Generation.Value, WireName.Of(entry.Credit.State), entry.Credit.Reason, entry.Image?.Value,
        entry.Credit.HeldAt, entry.Credit.SettledAt);
}
