using Visuel.Core.Accounts;
using Visuel.Server.Settings;

namespace Visuel.Server.Features.Accounts;

/// <summary>Who may register, and in which language people are answered.</summary>
/// <param name="RegistrationOpen">Whether new accounts may register; the first one always may.</param>
/// <param name="DefaultLocale">Language of callers who name none.</param>
public sealed record AccountOptions(bool RegistrationOpen, string DefaultLocale)
{
    /// <summary>Reads <c>REGISTRATION</c> and <c>DEFAULT_LOCALE</c>.</summary>
    public static AccountOptions Read(SettingsReader settings)
    {
        settings.Unused("JWT_SECRET", "sessions are no longer signed");
        return new AccountOptions(
            settings.OneOf("REGISTRATION", "open", "closed") == "open",
            settings.OneOf("DEFAULT_LOCALE", [.. Languages.All]));
    }
}
