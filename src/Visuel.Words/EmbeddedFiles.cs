using System.IO.Compression;
using System.Reflection;

namespace Visuel.Words;

/// <summary>The files built into an assembly.</summary>
public static class EmbeddedFiles
{
    /// <summary>Opens one.</summary>
    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    public static Stream Open(Assembly assembly, string name) =>
        assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"{name} is not built into the assembly.");

    /// <summary>Its lines.</summary>
    public static IEnumerable<string> AllLines(Assembly assembly, string name) => Read(Open(assembly, name));

    /// <summary>Its lines, without comments (#) and blank ones.</summary>
    public static IEnumerable<string> Lines(Assembly assembly, string name) =>
        AllLines(assembly, name).Where(line => line.Length > 0 && line[0] != '#');

    /// <summary>All lines of a file that Brotli packed.</summary>
    public static IEnumerable<string> PackedLines(Assembly assembly, string name) =>
        Read(new BrotliStream(Open(assembly, name), CompressionMode.Decompress));

    private static IEnumerable<string> Read(Stream stream)
    {
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
