namespace Visuel.Server.Tests.Fakes;

/// <summary>What is to be answered instead of what the fake would do by itself.</summary>
internal sealed class FakeScript
{
    private readonly Lock door = new();
    private readonly List<Line> lines = [];

    /// <summary>Adds answers for a method and path, one a request; after the last one the fake does as always, unless
    /// the last one stays.</summary>
    public void Add(string method, string path, IEnumerable<Func<ReceivedRequest, FakeAnswer>> answers, bool lastStays)
    {
        lock (door)
        {
            lines.Add(new Line(method, path, new Queue<Func<ReceivedRequest, FakeAnswer>>(answers), lastStays));
        }
    }

    /// <summary>The answer to a request, or null when none is scripted.</summary>
    public FakeAnswer? Next(ReceivedRequest request)
    {
        Func<ReceivedRequest, FakeAnswer>? answer = null;
        lock (door)
        {
            if (lines.Find(line => line.Answers.Count > 0 && request.Matches(line.Method, line.Path)) is { } line)
            {
                answer = line.LastStays && line.Answers.Count == 1 ? line.Answers.Peek() : line.Answers.Dequeue();
            }
        }

        return answer?.Invoke(request);
    }

    private sealed record Line(
        string Method, string Path, Queue<Func<ReceivedRequest, FakeAnswer>> Answers, bool LastStays);
}
