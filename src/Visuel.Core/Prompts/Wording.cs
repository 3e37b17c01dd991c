namespace Visuel.Core.Prompts;

/// <summary>Shortens words that people typed.</summary>
public static class Wording
{
    /// <summary>The first <paramref name="most"/> words.</summary>
    public static string FirstWords(string text, int most)
    {
        var end = 0;
        for (var count = 0; count < most; count++)
        {
            var next = text.IndexOf(' ', end + 1);
            if (next < 0)
            {
                return text;
            }

            end = next;
        }

        return WithoutEnd(text[..end]);
    }

    /// <summary>Words that were cut off, without the signs that led on to the next ones.</summary>
    internal static string WithoutEnd(string start) => start.TrimEnd(',', ';', ':', '.', ' ');
}
