using System.Runtime.CompilerServices;
using System.Text;

namespace Visuel.Testing;

/// <summary>Compares a surface of the product with the file that was approved for it. A difference fails the test and
/// leaves a <c>.received</c> file beside it; with <c>APPROVE=1</c> the file is written instead,
/// and the change shows in review.</summary>
public static class Approved
{
    /// <summary>Compares with <c>name.approved.extension</c> beside the calling test.</summary>
    public static void Matches(string actual, string name, string extension = "txt", [CallerFilePath] string test = "")
    {
        var folder = Path.GetDirectoryName(test)!;
        var approved = Path.Combine(folder, $"{name}.approved.{extension}");
        var received = Path.Combine(folder, $"{name}.received.{extension}");
        var text = actual.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            File.WriteAllText(approved, text, new UTF8Encoding(false));
        }

        var expected = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        if (text == expected)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text, new UTF8Encoding(false));
        Assert.Equal(expected, text);
    }
}
