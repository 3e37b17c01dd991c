using Visuel.Core.Accounts;
using Visuel.Server.Settings;

namespace Visuel.Server.Features.Accounts;

/// <summary>Who may register, and how tokens are signed.</summary>
/// <param name="RegistrationOpen">Whether new accounts may register; the first one always may.</param>
/// <param name="DefaultLocale">Language of callers who name none.</param>
/// <param name="TokenKey">Key of the tokens, or null to use the one kept in the store.</param>
public sealed record AccountOptions(bool RegistrationOpen, string DefaultLocale, byte[]? TokenKey)
{
    /// <summary>Reads <c>REGISTRATION</c>, <c>DEFAULT_LOCALE</c> and <c>JWT_SECRET</c>.</summary>
    public static AccountOptions Read(SettingsReader settings) => new(
        settings.OneOf("REGISTRATION", "open", "closed") == "open",
        settings.OneOf("DEFAULT_LOCALE", [.. Languages.All]),
        settings.Secret("JWT_SECRET", 32));
}
