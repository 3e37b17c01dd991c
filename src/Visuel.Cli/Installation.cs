using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Core;
using Visuel.Server;
using Visuel.Server.Features.Accounts;
using Visuel.Server.Features.Moving;
using Visuel.Server.Payments;
using Visuel.Server.Settings;
using Visuel.Server.Stores;

namespace Visuel.Cli;

/// <summary>The installation in the folder the command is started from: its settings and its store, which a server may
/// be using at the same time.</summary>
internal static class Installation
{
    /// <summary>Does something with it. The exit code: 2 for wrong settings, 1 when the store cannot be used.</summary>
    /// <param name="work">What is done.</param>
    /// <param name="missing">What stands in for settings that are not set.</param>
    public static Task<int> UseAsync(
        Func<IServiceProvider, ServerSettings, Task<int>> work,
        IReadOnlyDictionary<string, string?>? missing = null) =>
        UseSettingsAsync(async settings =>
        {
            var services = new ServiceCollection();
            services.AddLogging();
            services.AddStorage(settings.Store);
            services.AddSingleton(settings.Billing).AddPayments(settings.Stripe);
            services.AddResetLinks();
            await using var provider = services.BuildServiceProvider(
                new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
            return await work(provider, settings);
        }, missing);

    /// <summary>Does something that opens the store by itself. The same exit codes,
    /// and 1 when it cannot be done.</summary>
    public static async Task<int> UseSettingsAsync(
        Func<ServerSettings, Task<int>> work, IReadOnlyDictionary<string, string?>? missing = null)
    {
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables();
        configuration.AddDotEnv(Directory.GetCurrentDirectory());
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = missing });
        ServerSettings settings;
        try
        {
            settings = ServerSettings.Read(configuration);
        }
        catch (SettingsException wrong)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, wrong.Faults));
            return 2;
        }

        try
        {
            return await work(settings);
        }
        catch (StoreUnavailableException away)
        {
            await Console.Error.WriteLineAsync($"{settings.Store.Name} cannot be used. {away.Message}");
            return 1;
        }
        catch (Exception error) when (error is CopyException or IOException or UnauthorizedAccessException or
            InvalidDataException or FormatException or JsonException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }
}
