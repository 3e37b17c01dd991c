using System.Globalization;

namespace Visuel.Server.Settings;

/// <summary>Reads <c>.env.local</c> and <c>.env</c> of the folder the program is started from, below the environment:
/// the first that has a name wins.</summary>
public static class DotEnv
{
    private const string LocalFile = ".env.local";

    /// <summary>Adds both files under the sources that are already there.</summary>
    public static void AddDotEnv(this IConfigurationBuilder configuration, string folder)
    {
        configuration.Sources.Insert(0, new DotEnvSource(Path.Combine(folder, LocalFile)));
        configuration.Sources.Insert(0, new DotEnvSource(Path.Combine(folder, ".env")));
    }

    /// <summary>What stands in <c>.env.local</c> and does nothing, one sentence each: a mistyped name, or a line that
    /// sets nothing. What it says there may be a secret, so a line is told by its number.</summary>
    /// <param name="configuration">Made with <see cref="AddDotEnv"/>; of any other nothing is known.</param>
    /// <param name="known">The names of all settings.</param>
    public static IEnumerable<string> Unused(IConfiguration configuration, IReadOnlyCollection<string> known) =>
        (configuration as IConfigurationRoot)?.Providers.OfType<DotEnvSource>()
            .Where(file => file.Name == LocalFile).SelectMany(file => file.Unused(known)) ?? [];

    /// <summary>The setting of a line: <c>NAME=value</c>, with optional <c>export</c>, quotes, and a comment that
    /// follows a space. Null for a comment, and for what sets nothing.</summary>
    public static KeyValuePair<string, string?>? Parse(string raw)
    {
        var line = raw.Trim();
        if (line.StartsWith("export ", StringComparison.Ordinal))
        {
            line = line["export ".Length..].TrimStart();
        }

        var equals = line.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && line[0] != '#'
            ? new(line[..equals].TrimEnd(), Unquote(line[(equals + 1)..].Trim()))
            : null;
    }

    private static string Unquote(string value)
    {
        if (value.Length > 1 && value[0] is '"' or '\'' && value.IndexOf(value[0], 1) is var end and > 0)
        {
            return value[1..end];
        }

        var comment = value.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? value : value[..comment].TrimEnd();
    }

    private sealed class DotEnvSource(string path) : ConfigurationProvider, IConfigurationSource
    {
        private readonly List<int> strange = [];

        public string Name { get; } = Path.GetFileName(path);

        // Names with a prefix or a colon are .NET's own.
        public IEnumerable<string> Unused(IReadOnlyCollection<string> known) => Data.Keys
            .Where(name => !known.Contains(name) && !name.Contains(':', StringComparison.Ordinal)
                && !name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)
                && !name.StartsWith("DOTNET_", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => $"{name} in {Name} is no setting of Visuel and does nothing.")
            .Concat(strange.Select(line => string.Create(
                CultureInfo.InvariantCulture, $"Line {line} of {Name} sets nothing: write NAME=value.")));

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override void Load()
        {
            if (File.Exists(path))
            {
                Data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
                strange.Clear();
                foreach (var (place, line) in File.ReadLines(path).Index())
                {
                    if (Parse(line) is { } setting)
                    {
                        Data[setting.Key] = setting.Value;
                    }
                    else if (line.AsSpan().Trim() is not ([] or ['#', ..]))
                    {
                        strange.Add(place + 1);
                    }
                }
            }
        }
    }
}
