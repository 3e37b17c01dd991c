using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Visuel.Server.Ui;

/// <summary>Begins the watch over the session of a page when the page opens its circuit.</summary>
public sealed class WatchOpenedPage(AuthenticationStateProvider state) : CircuitHandler
{
    /// <summary>Begins it.</summary>
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        (state as SessionWatch)?.Begin();
        return Task.CompletedTask;
    }
}
