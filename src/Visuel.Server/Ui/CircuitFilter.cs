using Microsoft.AspNetCore.SignalR;
using Visuel.Server.Callers;
using Visuel.Server.Limits;

namespace Visuel.Server.Ui;

/// <summary>Stands before Blazor's hub. A circuit answers the session that opened it and no other, whoever knows its
/// id; an account has a bounded number of circuits and connections, and opens so many a minute.</summary>
internal sealed class CircuitFilter(OpenCircuits circuits, RequestLimits limits) : IHubFilter
{
    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        if (circuits.Join(CallerOf(context.Context).Account))
        {
            return next(context);
        }

        OpenCircuits.End(context.Context);
        return Task.CompletedTask;
    }

    public Task OnDisconnectedAsync(
        HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        circuits.Leave(CallerOf(context.Context).Account, context.Context);
        return next(context, exception);
    }

    // The hub's methods have no public names: they are those that blazor.web.js calls.
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var connection = invocationContext.Context;
        switch (invocationContext.HubMethodName)
        {
            case "StartCircuit" when limits.RefusePage(CallerOf(connection).Account) is not null:
                OpenCircuits.End(connection);
                return null;
            case "StartCircuit":
                var started = await next(invocationContext);
                if (started is string id)
                {
                    circuits.Begin(id, CallerOf(connection), connection);
                }

                return started;
            case "ConnectCircuit":
                return invocationContext.HubMethodArguments is [string sent, ..]
                    && circuits.Return(sent, CallerOf(connection), connection)
                    ? await next(invocationContext)
                    : false;
            case "ResumeCircuit":
                // Our pages keep nothing for it: they load again.
                return null;
            case "OnRenderCompleted":
                // The page says that it shows what changed: nobody did anything.
                return await next(invocationContext);
            default:
                circuits.Use(connection);
                return await next(invocationContext);
        }
    }

    private static Caller CallerOf(HubCallerContext connection) => Caller.Of(connection.User!);
}
