namespace Visuel.Composer.Lettering;

/// <summary>Breaks words into lines: as few as possible, then as even as possible.</summary>
internal static class LineBreaker
{
    // A short word at the end of a line costs as much as leaving this share of the line blank.
    private const float Straggler = .35f;
    private const int ShortWord = 3;

    /// <summary>The lines, or null when more than <paramref name="most"/> would be needed.</summary>
    /// <param name="words">The words, in order.</param>
    /// <param name="measure">How wide a text is.</param>
    /// <param name="width">How wide a line may be.</param>
    /// <param name="mayBeShort">Whether a line may have three characters or less.</param>
    public static IReadOnlyList<string>? Break(
        IReadOnlyList<string> words, Func<string, float> measure, float width, int most, bool mayBeShort)
    {
        for (var count = 1; count <= most; count++)
        {
            var (cost, lines) = Best(words, 0, count, measure, width);
            if (cost < float.PositiveInfinity
                && (mayBeShort || lines.Count == 1 || lines.All(line => line.Length > ShortWord)))
            {
                return lines;
            }
        }

        return null;
    }

    private static (float Cost, IReadOnlyList<string> Lines) Best(
        IReadOnlyList<string> words, int from, int count, Func<string, float> measure, float width)
    {
        if (count == 1)
        {
            var last = string.Join(' ', words.Skip(from));
            return measure(last) <= width ? (Slack(last, measure, width), [last]) : (float.PositiveInfinity, []);
        }

        var (best, chosen) = (float.PositiveInfinity, (IReadOnlyList<string>)[]);
        for (var to = from + 1; to <= words.Count - (count - 1); to++)
        {
            var line = string.Join(' ', words.Skip(from).Take(to - from));
            if (measure(line) > width)
            {
                break;
            }

            var (rest, lines) = Best(words, to, count - 1, measure, width);
            var straggles = words[to - 1].Length <= ShortWord && to - from > 1;
            var cost = Slack(line, measure, width) + rest + (straggles ? Straggler * Straggler : 0);
            if (cost < best)
            {
                (best, chosen) = (cost, [line, .. lines]);
            }
        }

        return (best, chosen);
    }

    private static float Slack(string line, Func<string, float> measure, float width)
    {
        var slack = (width - measure(line)) / width;
        return slack * slack;
    }
}
