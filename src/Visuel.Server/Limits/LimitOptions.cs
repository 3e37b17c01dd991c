using Visuel.Server.Settings;

namespace Visuel.Server.Limits;

/// <summary>Limits that depend on who uses the installation.</summary>
/// <param name="OpenPagesPerAddress">How many pages of one address are open at once; an office shares one.</param>
/// <param name="FailedSignInsPerAddress">How many sign-ins of one address may fail in a minute.</param>
public sealed record LimitOptions(int OpenPagesPerAddress, int FailedSignInsPerAddress)
{
    /// <summary>Reads <c>OPEN_PAGES_PER_ADDRESS</c> and <c>FAILED_SIGN_INS_PER_ADDRESS</c>.</summary>
    public static LimitOptions Read(SettingsReader settings) => new(
        settings.Number("OPEN_PAGES_PER_ADDRESS", absent: 1000, least: 1, most: 1_000_000),
        settings.Number("FAILED_SIGN_INS_PER_ADDRESS", absent: 30, least: 1, most: 1_000_000));
}
