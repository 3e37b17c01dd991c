namespace Visuel.Server.Callers;

/// <summary>Reads cookies of which a request may send several with one name: another site of the same parent domain
/// may have set one, and nothing says which is ours.</summary>
internal static class CookieValues
{
    /// <summary>So many different values of one name are looked at.</summary>
    public const int Most = 64;

    /// <summary>The values of a name in their order, each once, without quotation marks.</summary>
    public static IReadOnlyList<string> Of(HttpRequest request, string name)
    {
        var found = new List<string>(1);
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
                if (!found.Contains(value))
                {
                    found.Add(value);
                    if (found.Count == Most)
                    {
                        return found;
                    }
                }
            }
        }

        return found;
    }
}
