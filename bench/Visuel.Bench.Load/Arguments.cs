using System.Globalization;

namespace Visuel.Bench.Load;

/// <summary>What follows the verb: pairs of <c>--name value</c>.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    /// <summary>Takes the pairs.</summary>
    /// <exception cref="UsageException">They are no pairs.</exception>
    public Arguments(string[] args)
    {
        Line = string.Join(' ', args);
        for (var at = 0; at < args.Length; at += 2)
        {
            if (!args[at].StartsWith("--", StringComparison.Ordinal) || at + 1 == args.Length
                || !values.TryAdd(args[at][2..], args[at + 1]))
            {
                throw new UsageException($"{args[at]} is no option with a value.");
            }
        }
    }

    /// <summary>All of them as they were typed.</summary>
    public string Line { get; }

    /// <summary>Whether none was given.</summary>
    public bool IsEmpty => values.Count == 0;

    /// <summary>The value, or null when it was not given.</summary>
    public string? Find(string name)
    {
        read.Add(name);
        return values.GetValueOrDefault(name);
    }

    /// <summary>The value.</summary>
    /// <exception cref="UsageException">It was not given.</exception>
    public string Text(string name) => Find(name) ?? throw new UsageException($"--{name} is missing.");

    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    /// <exception cref="UsageException">It is none, or it was not given and there is no default.</exception>
    public int Number(string name, int? absent = null, int least = 0) => Find(name) switch
    {
        null => absent ?? throw new UsageException($"--{name} is missing."),
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least => number,
        _ => throw new UsageException(FormattableString.Invariant($"--{name} must be a whole number from {least}.")),
    };

    /// <summary>Refuses what nobody has read, so that a misspelt option is not silently a default.</summary>
    /// <exception cref="UsageException">Something is left.</exception>
    public void RefuseOthers()
    {
        if (values.Keys.Except(read, StringComparer.Ordinal).FirstOrDefault() is { } stranger)
        {
            throw new UsageException($"There is no option --{stranger} here.");
        }
    }
}

/// <summary>The command line is wrong.</summary>
#pragma warning disable CA1032 // Made here and in the verbs, always with its sentence.
internal sealed class UsageException(string message) : Exception(message);

/// <summary>A run cannot go on, and why, for whoever started it.</summary>
internal sealed class BenchException(string message) : Exception(message);
#pragma warning restore CA1032
