using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Visuel.Bench.Load.Floors;

/// <summary>Kestrel with one terminal delegate: no routing, no middleware, no log. Answers until its standard input
/// ends, so that it never outlives whoever started it.</summary>
internal static class FloorHost
{
    /// <summary>Serves on <c>--port</c> of this machine until it is stopped.</summary>
    public static async Task<int> RunAsync(Arguments arguments, RequestDelegate answer, CancellationToken stop)
    {
        var port = arguments.Number("port");
        arguments.RefuseOthers();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        await using var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(stop);
        await WaitForEndAsync(stop);
        await app.StopAsync(CancellationToken.None);
        return 0;
    }

    private static async Task WaitForEndAsync(CancellationToken stop)
    {
        await using var input = Console.OpenStandardInput();
        var nothing = new byte[64];
        while (await input.ReadAsync(nothing, stop) > 0)
        {
            // What is typed means nothing; only its end does.
        }
    }
}
