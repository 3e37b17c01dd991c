using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Server.Features.Accounts;

namespace Visuel.Server;

/// <summary>What the operator reads when the server starts.</summary>
internal static partial class StartBanner
{
    /// <summary>Opens the store before anything needs it, and says so when it cannot be used.</summary>
    public static bool OpenStore(WebApplication app, ServerSettings settings)
    {
        try
        {
            app.Services.GetRequiredService<IAccounts>();
            return true;
        }
        catch (StoreUnavailableException away)
        {
            PrintFaults([$"{settings.Store.Name} cannot be used. {away.Message}"]);
            return false;
        }
    }

    /// <summary>Starts, says so, and runs until it is told to stop. The process's exit code:
    /// 1 when its address is taken.</summary>
    public static async Task<int> RunAsync(WebApplication app, ServerSettings settings)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException busy) when (busy.InnerException is AddressInUseException)
        {
            PrintFaults([$"{Addresses(app)} is in use by another program: stop it, or choose another address with " +
                "--urls http://localhost:5081."]);
            return 1;
        }
        catch (SocketException refused)
        {
            PrintFaults([$"The system does not let it listen at {Addresses(app)}: {refused.Message}. Choose another " +
                "address with --urls http://localhost:5081."]);
            return 1;
        }
        catch (StoreUnavailableException away)
        {
            PrintFaults([$"{settings.Store.Name} cannot be used. {away.Message}"]);
            return 1;
        }

        await PrintAsync(app, settings);
        await app.WaitForShutdownAsync();
        return 0;
    }

    // Those of app.Urls are there only once it listens.
    private static string Addresses(WebApplication app) =>
        app.Configuration[WebHostDefaults.ServerUrlsKey]?.Replace(";", " or ", StringComparison.Ordinal)
        ?? "The address";

    /// <summary>Where it listens, where it keeps things, what to know,
    /// and the link to the first account while there is none.</summary>
    private static async Task PrintAsync(WebApplication app, ServerSettings settings)
    {
        Console.WriteLine();
        Console.WriteLine($"  Visuel  {string.Join("  ", app.Urls)}");
        Console.WriteLine($"  Data    {settings.Store.DataFolder}");
        foreach (var notice in settings.Notices)
        {
            Console.WriteLine($"  Note    {notice}");
        }

        try
        {
            if (await app.Services.GetRequiredService<IAccounts>().CountAsync(CancellationToken.None) == 0)
            {
                var code = await app.Services.GetRequiredService<SetupCode>().ReadAsync(CancellationToken.None);
                Console.WriteLine("  First   The first account becomes the owner of this installation. Register here:");
                Console.WriteLine($"          {RegisterLink(settings.Address.Url, app.Urls, code)}");
            }
        }
        catch (StoreUnavailableException)
        {
            Console.WriteLine("  Note    The store does not answer just now: requests are answered 503 until it does.");
        }

        Console.WriteLine();
    }

    // "Any address of this machine" is none that a browser opens.
    private static string RegisterLink(Uri? published, IEnumerable<string> urls, string code)
    {
        var address = published?.ToString() ?? AnyAddress.Replace(urls.First(), "//localhost");
        return $"{address.TrimEnd('/')}/register?setupCode={Uri.EscapeDataString(code)}";
    }

    [GeneratedRegex(@"//(\[::\]|0\.0\.0\.0|\+|\*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AnyAddress { get; }

    /// <summary>What keeps the server from starting, on the error stream.</summary>
    public static void PrintFaults(IReadOnlyList<string> faults)
    {
        Console.Error.WriteLine("Visuel cannot start.");
        foreach (var fault in faults)
        {
            Console.Error.WriteLine($"  {fault}");
        }
    }
}
