namespace Visuel.Server.Callers;

/// <summary>Reads cookies of which a request may send several with one name: another site of the same parent domain
/// may have set one, and nothing says which is ours.</summary>
internal static class CookieValues
{
    /// <summary>What the values of a name say, in their order, each once, without quotation marks.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The cookie's name.</param>
    /// <param name="read">Reads a value; null where it has not the form of one of ours. Those are passed over, however
    /// many.</param>
    /// <param name="most">So many are given.</param>
    public static IReadOnlyList<T> Of<T>(HttpRequest request, string name, Func<string, T?> read, int most)
        where T : class
    {
        var seen = new HashSet<string>(1, StringComparer.Ordinal);
        var found = new List<T>(1);
        foreach (var header in request.Headers.Cookie)
        {
            var cookies = header.AsSpan();
            foreach (var part in cookies.Split(';'))
            {
                var pair = cookies[part];
                var equals = pair.IndexOf('=');
                if (equals < 0 || !pair[..equals].Trim().SequenceEqual(name))
                {
                    continue;
                }

                var value = pair[(equals + 1)..].Trim(" \t\"").ToString();
                if (seen.Add(value) && read(value) is { } one)
                {
                    found.Add(one);
                    if (found.Count == most)
                    {
                        return found;
                    }
                }
            }
        }

        return found;
    }
}
