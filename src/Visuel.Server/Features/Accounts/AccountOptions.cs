using System.Text;
using Visuel.Core.Accounts;
using Visuel.Server.Settings;

namespace Visuel.Server.Features.Accounts;

/// <summary>Who may register, and in which language people are answered.</summary>
/// <param name="RegistrationOpen">Whether new accounts may register; the first one always may.</param>
/// <param name="DefaultLocale">Language of callers who name none.</param>
/// <param name="SetupCode">The code that the first account needs; null where the server makes one.</param>
public sealed record AccountOptions(bool RegistrationOpen, string DefaultLocale, string? SetupCode)
{
    // As long as the code that the server makes.
    private const int ShortestSetupCode = 10;

    /// <summary>Reads <c>REGISTRATION</c>, <c>DEFAULT_LOCALE</c> and <c>SETUP_CODE</c>.</summary>
    public static AccountOptions Read(SettingsReader settings)
    {
        settings.Unused("JWT_SECRET", "sessions are no longer signed");
        return new AccountOptions(
            settings.OneOf("REGISTRATION", "open", "closed") == "open",
            settings.OneOf("DEFAULT_LOCALE", [.. Languages.All]),
            settings.Secret("SETUP_CODE", ShortestSetupCode) is { } code ? Encoding.UTF8.GetString(code) : null);
    }
}
