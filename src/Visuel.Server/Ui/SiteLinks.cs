using Visuel.Server.Settings;

namespace Visuel.Server.Ui;

/// <summary>Pages of whoever runs the installation, linked at the foot of ours.</summary>
/// <param name="Legal">Who runs it.</param>
/// <param name="Terms">The terms it is sold under.</param>
/// <param name="Privacy">What becomes of personal data.</param>
public sealed record SiteLinks(Uri? Legal, Uri? Terms, Uri? Privacy)
{
    /// <summary>Those that there are, with the name of their text.</summary>
    public IReadOnlyList<(string Text, Uri Page)> All { get; } =
    [
        .. new (string Text, Uri? Page)[] { ("LegalNotice", Legal), ("Terms", Terms), ("Privacy", Privacy) }
            .Where(link => link.Page is not null).Select(link => (link.Text, link.Page!)),
    ];

    /// <summary>Reads <c>LEGAL_URL</c>, <c>TERMS_URL</c> and <c>PRIVACY_URL</c>.</summary>
    public static SiteLinks Read(SettingsReader settings) =>
        new(settings.Address("LEGAL_URL"), settings.Address("TERMS_URL"), settings.Address("PRIVACY_URL"));
}
