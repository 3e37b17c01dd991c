using System.Globalization;
using System.Text.Json;
using Visuel.Client;
using Visuel.Core;
using Visuel.Core.Generation;

namespace Visuel.Server.Answers;

/// <summary>Reads query values and words of a fixed list, and collects what is wrong with them.</summary>
public sealed class QueryFields
{
    private readonly List<FieldProblem> problems = [];

    /// <summary>What was wrong so far.</summary>
    public IReadOnlyList<FieldProblem> Problems => problems;

    /// <summary>How many rows to list.</summary>
    public int Limit(string? text, int absent = 50) => Number("limit", text, absent, 1, Page<int>.MaximumLimit);

    /// <summary>A whole number between two bounds.</summary>
    public int Number(string field, string? text, int absent, int least, int most)
    {
        if (string.IsNullOrEmpty(text))
        {
            return absent;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        problems.Add(new FieldProblem(field, "out_of_range", least, most));
        return absent;
    }

    /// <summary>An instant with its offset, written as in a body.</summary>
    public DateTimeOffset? Instant(string field, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (InstantConverter.TryRead(text, out var instant))
        {
            return instant;
        }

        problems.Add(new FieldProblem(field, "not_an_instant"));
        return null;
    }

    /// <summary>An id.</summary>
    public Guid? Id(string field, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (Guid.TryParseExact(text, "D", out var id))
        {
            return id;
        }

        problems.Add(new FieldProblem(field, "not_an_id"));
        return null;
    }

    /// <summary>Where a list goes on: the id that the part before ended with, as lists are kept by it.</summary>
    public string? Cursor(string? text) => Cursor(text, static cursor => Guid.TryParseExact(cursor, "D", out _));

    /// <summary>Where a list goes on, for lists with cursors of their own.</summary>
    public string? Cursor(string? text, Predicate<string> isReadable)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (isReadable(text))
        {
            return text.ToLowerInvariant();
        }

        problems.Add(new FieldProblem("cursor", "not_a_cursor"));
        return null;
    }

    /// <summary>One of some words.</summary>
    public string? OneOf(string field, string? text, IReadOnlyList<string> words)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (words.Contains(text))
        {
            return text;
        }

        problems.Add(new FieldProblem(field, "unknown", string.Join(", ", words)));
        return null;
    }

    /// <summary>One of the names of an enumeration, in snake case as they stand on the wire.</summary>
    public T? Name<T>(string field, string? text)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        foreach (var value in Enum.GetValues<T>())
        {
            if (text == WireName.Of(value))
            {
                return value;
            }
        }

        problems.Add(new FieldProblem(field, "unknown", string.Join(", ", Enum.GetValues<T>().Select(WireName.Of))));
        return null;
    }
}

/// <summary>Names of enumerations as they stand on the wire.</summary>
public static class WireName
{
    /// <summary>The name in snake case.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
