namespace Visuel.Server.Settings;

/// <summary>Reads <c>.env.local</c> and <c>.env</c> of the folder the program is started from, below the environment:
/// the first that has a name wins.</summary>
public static class DotEnv
{
    /// <summary>Adds both files under the sources that are already there.</summary>
    public static void AddDotEnv(this IConfigurationBuilder configuration, string folder)
    {
        configuration.Sources.Insert(0, new DotEnvSource(Path.Combine(folder, ".env.local")));
        configuration.Sources.Insert(0, new DotEnvSource(Path.Combine(folder, ".env")));
    }

    /// <summary>The settings of a file: <c>NAME=value</c> a line, with optional <c>export</c>, quotes, and comments
    /// that start a line or follow a space.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Parse(IEnumerable<string> lines)
    {
        foreach (var raw in lines)
        {
            var line = raw.Trim();
            if (line.StartsWith("export ", StringComparison.Ordinal))
            {
                line = line["export ".Length..].TrimStart();
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && line[0] != '#')
            {
                yield return new(line[..equals].TrimEnd(), Unquote(line[(equals + 1)..].Trim()));
            }
        }
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
        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override void Load()
        {
            if (File.Exists(path))
            {
                Data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
                foreach (var (name, value) in Parse(File.ReadLines(path)))
                {
                    Data[name] = value;
                }
            }
        }
    }
}
