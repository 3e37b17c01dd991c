using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Mime;
using System.Text;
using Stripe;
using Visuel.Bench.Load.Floors;

namespace Visuel.Bench.Load.Webhooks;

/// <summary>What a measurement of webhooks came to.</summary>
/// <param name="Answers">How many were answered with success.</param>
/// <param name="Failures">How many were not.</param>
/// <param name="Milliseconds">From the moment each was due until its answer, sorted.</param>
internal sealed record WebhookTimes(int Answers, int Failures, IReadOnlyList<double> Milliseconds)
{
    /// <summary>The time that so large a part does not exceed.</summary>
    public double Percentile(double part) =>
        Milliseconds[Math.Min(Milliseconds.Count - 1, (int)Math.Ceiling(part * Milliseconds.Count) - 1)];
}

/// <summary>Sends events as Stripe does: so many a second, whether or not the ones before were answered. A slow answer
/// delays no other, and counts from when it was due.</summary>
internal sealed class PacedDriver(Uri target, int perSecond, int customers) : IDisposable
{
    // Stripe's own events about subscriptions are about that long.
    private static readonly string Padding = new('x', 4000);

    private readonly HttpClient http =
        new(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 64 }) { BaseAddress = target };
    private int sent;

    /// <summary>Sends for so many seconds.</summary>
    public async Task<WebhookTimes> RunAsync(int seconds, CancellationToken stop)
    {
        var (times, failures) = (new ConcurrentBag<double>(), 0);
        var started = Stopwatch.GetTimestamp();
        var sending = new List<Task>();
        for (var number = 0; number < perSecond * seconds; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / perSecond);
            if (due - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, stop);
            }

            sending.Add(SendAsync(due));
        }

        await Task.WhenAll(sending);
        return new WebhookTimes(times.Count, failures, [.. times.Order()]);

        async Task SendAsync(TimeSpan due)
        {
            using var request = Next();
            using var answer = await http.SendAsync(request, stop);
            if (answer.IsSuccessStatusCode)
            {
                times.Add((Stopwatch.GetElapsedTime(started) - due).TotalMilliseconds);
            }
            else
            {
                Interlocked.Increment(ref failures);
            }
        }
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage Next()
    {
        var number = Interlocked.Increment(ref sent);
        var body = $$$"""
            {"id":"evt_{{{Guid.CreateVersion7():N}}}","object":"event","api_version":"2026-10-28.endive",
            "created":1793491200,"livemode":false,"type":"customer.subscription.updated",
            "data":{"object":{"id":"sub_{{{number}}}","object":"subscription","customer":"cus_{{{number % customers}}}",
            "padding":"{{{Padding}}}" } } }
            """;
        return new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/stripe")
        {
            Content = new StringContent(body, Encoding.UTF8, MediaTypeNames.Application.Json),
            Headers = { { "Stripe-Signature", EventUtility.GenerateSignatureHeader(body, FakeStripe.Secret) } },
        };
    }
}
