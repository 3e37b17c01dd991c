using System.Globalization;
using System.Text;
using Visuel.Core.Words;

namespace Visuel.Server.Settings;

/// <summary>Reads settings by their environment names and collects every fault, so that all wrong ones are reported at
/// once. Each part of the server reads its own in the options record of the file that uses it.</summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> faults = [];
    private readonly List<string> notices = [];
    private readonly SortedSet<string> names = new(StringComparer.Ordinal);

    /// <summary>The names of all settings that were asked for, set or not. Every part asks for all of its own, whatever
    /// the others say, so that after reading them this is the list of what there is.</summary>
    public IReadOnlyCollection<string> Names => names;

    /// <summary>What is wrong, one sentence each, starting with the setting's name.
    /// No value of a secret is in it.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>What the operator should know, though the server starts.</summary>
    public IReadOnlyList<string> Notices => notices;

    /// <summary>The value, cleaned as every text that comes in, without surrounding quotes; or null when it is absent,
    /// empty, or still the sample of the documentation.</summary>
    public string? Text(string name) => TypedText.Lines(AsTyped(name));

    /// <summary>The same for a secret or the name of a folder, of which every byte counts.</summary>
    public string? AsTyped(string name)
    {
        names.Add(name);
        var value = configuration[name]?.Trim().Trim('"', '\'').Trim();
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (!IsSample(value))
        {
            return value;
        }

        Notice($"{name} still holds the sample value of the documentation and counts as absent.");
        return null;
    }

    /// <summary>A whole number between two bounds.</summary>
    public int Number(string name, int absent, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return absent;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            && number <= most)
        {
            return number;
        }

        Fault(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}"));
        return absent;
    }

    /// <summary>One word of a list; the first is the default.</summary>
    public string OneOf(string name, params ReadOnlySpan<string> words)
    {
        var text = Text(name)?.ToLowerInvariant() ?? words[0];
        if (words.Contains(text))
        {
            return text;
        }

        Fault(name, $"must be one of: {string.Join(", ", words.ToArray())}");
        return words[0];
    }

    /// <summary>An http or https address; an international domain is written as browsers write it (xn--…), which is
    /// the one form that headers may have.</summary>
    public Uri? Address(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address.IdnHost == address.Host.Trim('[', ']')
                ? address
                : new UriBuilder(address) { Host = address.IdnHost }.Uri;
        }

        Fault(name, "must be an address that starts with http:// or https://");
        return null;
    }

    /// <summary>A secret of at least so many bytes.</summary>
    public byte[]? Secret(string name, int leastBytes)
    {
        if (AsTyped(name) is not { } text)
        {
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length >= leastBytes)
        {
            return bytes;
        }

        Fault(name, string.Create(CultureInfo.InvariantCulture, $"must have at least {leastBytes} bytes"));
        return null;
    }

    /// <summary>Words separated by commas or spaces.</summary>
    public IReadOnlyList<string> List(string name) =>
        Text(name)?.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        ?? [];

    /// <summary>Says at start that a setting of older versions is still there and does nothing.</summary>
    public void Unused(string name, string why)
    {
        if (!string.IsNullOrWhiteSpace(configuration[name]))
        {
            Notice($"{name} is set but has no use any more ({why}): remove it.");
        }
    }

    /// <summary>Records that a setting is wrong.</summary>
    public void Fault(string name, string whatItMust) => faults.Add($"{name} {whatItMust}.");

    /// <summary>Records something worth saying at start.</summary>
    public void Notice(string sentence)
    {
        // Two parts may read the same setting.
        if (!notices.Contains(sentence))
        {
            notices.Add(sentence);
        }
    }

    // The samples as the documentation prints them: a prefix, then only x's or dots.
    private static bool IsSample(string value)
    {
        var tail = value[(value.LastIndexOfAny(['_', '/']) + 1)..];
        return value.Contains('…')
            || (tail.Length >= 3 && (tail.All(letter => letter is 'x' or 'X') || tail.All(letter => letter is '.')));
    }
}
