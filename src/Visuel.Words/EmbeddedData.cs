using System.IO.Compression;

namespace Visuel.Words;

/// <summary>The files built into this assembly.</summary>
internal static class EmbeddedData
{
    /// <summary>Lines without comments (#) and blank ones.</summary>
    public static IEnumerable<string> Lines(string name) =>
        Read(Open(name)).Where(line => line.Length > 0 && line[0] != '#');

    /// <summary>All lines of a file that Brotli packed.</summary>
    public static IEnumerable<string> PackedLines(string name) =>
        Read(new BrotliStream(Open(name), CompressionMode.Decompress));

    private static IEnumerable<string> Read(Stream stream)
    {
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static Stream Open(string name) =>
        typeof(EmbeddedData).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"{name} is not built into the assembly.");
}
