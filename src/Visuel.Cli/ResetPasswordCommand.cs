using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Core.Accounts;
using Visuel.Server;
using Visuel.Server.Features.Accounts;

namespace Visuel.Cli;

/// <summary><c>reset-password EMAIL</c>: prints a link with which somebody sets another password.</summary>
internal static class ResetPasswordCommand
{
    private const string HereByDefault = "http://localhost:5080";

    public static Command Create()
    {
        var email = new Argument<string>("EMAIL") { Description = "The address the account registered with." };
        var command =
            new Command("reset-password", "Prints a link that sets another password, once, within 24 hours.") { email };
        command.SetAction((parsed, stop) => Installation.UseAsync(
            (services, settings) => RunAsync(services, settings, parsed.GetRequiredValue(email), stop)));
        return command;
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, ServerSettings settings, string email, CancellationToken stop)
    {
        var origin = settings.Address.Url?.GetLeftPart(UriPartial.Authority) ?? HereByDefault;
        if (await EmailAddress.FindAsync(services.GetRequiredService<IAccounts>(), email, stop) is not { } account
            || await services.GetRequiredService<MakeResetLink>()
                .RunAsync(account.Id, by: null, origin, log: null, stop) is not { } link)
        {
            await Console.Error.WriteLineAsync($"No account has the address {email}.");
            return 1;
        }

        Console.WriteLine(link.Url);
        await Console.Error.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"Good once, until {link.ExpiresAt:yyyy-MM-dd HH:mm} UTC."));
        return 0;
    }
}
