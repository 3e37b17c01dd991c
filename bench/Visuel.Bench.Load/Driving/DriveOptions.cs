namespace Visuel.Bench.Load.Driving;

/// <summary>What is called.</summary>
internal enum Call
{
    /// <summary><c>POST /api/images/generate</c>, other words each time.</summary>
    Generate,

    /// <summary><c>POST /api/images/generate</c>, always the same words.</summary>
    Cached,

    /// <summary><c>GET /api/images/generate</c>.</summary>
    Quota,
}

/// <summary>One measurement.</summary>
/// <param name="Target">The server.</param>
/// <param name="Call">What is called.</param>
/// <param name="Cookies">File with a cookie of another account on each line.</param>
/// <param name="Connections">Connections, each with one request in flight.</param>
/// <param name="WarmUp">How long it runs before anything counts.</param>
/// <param name="Measured">How long it counts.</param>
/// <param name="Requests">End after so many requests instead, or null.</param>
/// <param name="Watch">The process whose memory and processor time are measured, or null.</param>
internal sealed record DriveOptions(
    Uri Target, Call Call, string Cookies, int Connections, TimeSpan WarmUp, TimeSpan Measured,
    int? Requests, int? Watch)
{
    /// <summary>Reads them.</summary>
    public static DriveOptions Read(Arguments arguments)
    {
        var options = new DriveOptions(
            new Uri(arguments.Text("target")),
            Enum.TryParse<Call>(arguments.Text("call"), ignoreCase: true, out var call)
                ? call
                : throw new UsageException("--call is generate, cached or quota."),
            arguments.Text("cookies"),
            arguments.Number("connections", least: 1),
            TimeSpan.FromSeconds(arguments.Number("warm-up", 0)),
            TimeSpan.FromSeconds(arguments.Number("seconds", 10, least: 1)),
            arguments.Find("requests") is null ? null : arguments.Number("requests", least: 1),
            arguments.Find("watch") is null ? null : arguments.Number("watch", least: 1));
        arguments.RefuseOthers();
        return options;
    }
}

/// <summary>What was measured.</summary>
/// <param name="Seconds">How long it counted.</param>
/// <param name="Answers">Good answers in that time.</param>
/// <param name="Sent">Good answers in all, those of the warm-up too.</param>
/// <param name="Failures">Other answers, and connections that broke.</param>
/// <param name="FirstFailure">The first of those, or null.</param>
/// <param name="P50">Half of the answers came within so many milliseconds.</param>
/// <param name="P99">99 of a hundred did.</param>
/// <param name="ServerCpuSeconds">Processor time of the watched process while it counted.</param>
/// <param name="DriverCpuSeconds">The same of this driver.</param>
/// <param name="PeakBytes">The most memory the watched process had resident while it counted.</param>
internal sealed record DriveReport(
    double Seconds, int Answers, int Sent, int Failures, string? FirstFailure, double P50, double P99,
    double ServerCpuSeconds, double DriverCpuSeconds, long PeakBytes);
