using Microsoft.AspNetCore.Components.Forms;
using Visuel.Server.Callers;

namespace Visuel.Server.Ui;

/// <summary>Forms carry no token against other sites: <see cref="SameOrigin"/> refuses those, and a token grows
/// old.</summary>
internal sealed class NoFormTokens : AntiforgeryStateProvider
{
    public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
}
