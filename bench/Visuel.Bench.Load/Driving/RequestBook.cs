using System.Globalization;
using System.Text;

namespace Visuel.Bench.Load.Driving;

/// <summary>The requests of a measurement: one for each account, made beforehand;
/// only the number in the words changes.</summary>
internal sealed class RequestBook
{
    private const int Digits = 10;

    private readonly byte[][] requests;
    private readonly bool isNumbered;
    private readonly int most;
    private int count = -1;

    /// <summary>Makes them.</summary>
    public RequestBook(DriveOptions options)
    {
        var cookies = File.ReadAllLines(options.Cookies);
        isNumbered = options.Call is Call.Generate;
        most = options.Requests ?? int.MaxValue;
        requests = [.. cookies.Select(cookie => Encoding.ASCII.GetBytes(Write(options, cookie)))];
        Longest = requests.Max(request => request.Length);
    }

    /// <summary>Bytes of the longest one.</summary>
    public int Longest { get; }

    /// <summary>Puts the next request at the beginning of <paramref name="buffer"/> and gives its length;
    /// 0 when there is none left.</summary>
    public int Next(byte[] buffer)
    {
        var number = Interlocked.Increment(ref count);
        if (number >= most)
        {
            return 0;
        }

        var request = requests[number % requests.Length];
        request.CopyTo(buffer, 0);
        if (isNumbered)
        {
            // The number stands at the end, before the quote and the brace.
            number.TryFormat(
                buffer.AsSpan(request.Length - 2 - Digits, Digits), out _, "D10", CultureInfo.InvariantCulture);
        }

        return request.Length;
    }

    private static string Write(DriveOptions options, string cookie)
    {
        var method = options.Call is Call.Quota ? "GET" : "POST";
        var head = $"{method} /api/images/generate HTTP/1.1\r\nHost: {options.Target.Authority}\r\nCookie: " +
            $"{cookie}\r\nAccept: application/json\r\n";
        if (options.Call is Call.Quota)
        {
            return $"{head}\r\n";
        }

        // Words that no other measurement of the same store has used, so that nothing comes from the cache.
        var more = options.Call is Call.Cached ? "" : $", {Guid.CreateVersion7()} {new string('0', Digits)}";
        var body = $$"""{"prompt":"A paper boat on a quiet lake, morning light{{more}}"}""";
        return FormattableString.Invariant(
            $"{head}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }
}
