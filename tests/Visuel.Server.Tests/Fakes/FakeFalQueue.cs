using System.Collections.Concurrent;
using System.Text.Json;
using Visuel.Core.Generation;

namespace Visuel.Server.Tests.Fakes;

/// <summary>Plays fal behind the router: a queue, results, and the addresses of images.</summary>
internal sealed class FakeFalQueue(FakeHub hub, FakePictures pictures, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Job> jobs = new(StringComparer.Ordinal);

    /// <summary>What the looks at an order answer before <c>COMPLETED</c>.</summary>
    public IReadOnlyList<string> States { get; set; } = [];

    /// <summary>Whether orders stay in progress for as long as this is so.</summary>
    public bool IsStalled { get; set; }

    /// <summary>The ids of the orders that were cancelled.</summary>
    public IReadOnlyList<string> Cancelled => [.. jobs.Where(job => job.Value.IsCancelled).Select(job => job.Key)];

    /// <summary>Takes an order without looking at it, and gives its id.</summary>
    public string Admit(ReceivedRequest request, FakePicture picture)
    {
        var id = Guid.CreateVersion7().ToString();
        // The queue knows an app by its owner and name only, however many segments follow.
        var app = string.Join('/', request.Path["/fal-ai/".Length..].Split('/').Take(2));
        jobs[id] = new Job(app, request.Body, picture, new Queue<string>(States), time.GetUtcNow() + picture.Delay);
        return id;
    }

    /// <summary>Answers <c>POST /fal-ai/…?_subdomain=queue</c>.</summary>
    public FakeAnswer Submit(ReceivedRequest request, FakePicture picture)
    {
        if (!hub.Has("fal-ai", Uri.UnescapeDataString(request.Path["/fal-ai/".Length..])))
        {
            return FakeAnswer.Error(400, "Model not supported by provider fal-ai");
        }

        if (FakeStrictness.CheckBody(
            request, out var body, "prompt", "negative_prompt", "image_size", "num_inference_steps", "guidance_scale",
            "seed", "num_images", "enable_safety_checker", "format", "sync_mode", "loras", "model_name") is { } refused)
        {
            return refused;
        }

        if (!body.TryGetProperty("prompt", out _))
        {
            return FakeAnswer.Json(422, new
            {
                detail = new[]
                {
                    new { loc = new[] { "body", "prompt" }, msg = "field required", type = "value_error.missing" },
                },
            });
        }

        var id = Admit(request, picture);
        return FakeAnswer.Json(200, Ticket(id, jobs[id], "IN_QUEUE"));
    }

    /// <summary>Answers everything under <c>/fal-ai/…/requests/{id}</c>;
    /// null for an address that no submission gave.</summary>
    public FakeAnswer? Answer(ReceivedRequest request, string origin)
    {
        if (request.Path.Split("/requests/") is not [{ } app, { } rest]
            || !jobs.TryGetValue(rest.Split('/')[0], out var job) || app != $"/fal-ai/{job.App}")
        {
            return null;
        }

        var id = rest.Split('/')[0];
        return (request.Method, rest[id.Length..]) switch
        {
            ("GET", "/status") => Status(id, job),
            ("GET", "") => Result(id, job, origin),
            ("PUT", "/cancel") => Cancel(job),
            _ => null,
        };
    }

    /// <summary>The image of an order.</summary>
    public FakeAnswer? Image(string id, string extension) => jobs.TryGetValue(id, out var job)
        ? FakeAnswer.File(pictures.Draw(job.Picture, extension, Size(job)), $"image/{extension}")
        : null;

    private FakeAnswer Status(string id, Job job)
    {
        lock (job)
        {
            var state = job.States.TryDequeue(out var scripted) ? scripted
                : IsStalled || time.GetUtcNow() < job.ReadyAt ? "IN_PROGRESS" : "COMPLETED";
            return FakeAnswer.Json(state == "COMPLETED" ? 200 : 202, Ticket(id, job, state));
        }
    }

    private static FakeAnswer Result(string id, Job job, string origin)
    {
        var size = Size(job);
        var asked = JsonDocument.Parse(job.Body).RootElement;
        var format = job.Picture.Format
            ?? (asked.TryGetProperty("format", out var named) ? named.GetString()! : "jpeg");
        return FakeAnswer.Json(200, new
        {
            images = new[]
            {
                new
                {
                    url = $"{origin}/files/{id}.{format}",
                    width = size.Width,
                    height = size.Height,
                    content_type = $"image/{format}",
                },
            },
            timings = new { inference = 2.31 },
            seed = asked.TryGetProperty("seed", out var seed) ? seed.GetInt64() : 1,
            has_nsfw_concepts = new[] { job.Picture.IsBlackedOut },
            prompt = asked.GetProperty("prompt").GetString(),
        });
    }

    private static FakeAnswer Cancel(Job job)
    {
        job.IsCancelled = true;
        return FakeAnswer.Json(202, new { status = "CANCELLATION_REQUESTED" });
    }

    private static DrawSize Size(Job job) =>
        JsonDocument.Parse(job.Body).RootElement.TryGetProperty("image_size", out var size)
            ? new DrawSize(size.GetProperty("width").GetInt32(), size.GetProperty("height").GetInt32())
            : DrawSize.Default;

    private static object Ticket(string id, Job job, string status)
    {
        var address = $"https://queue.fal.run/{job.App}/requests/{id}";
        return new
        {
            status,
            queue_position = job.States.Count,
            request_id = id,
            response_url = address,
            status_url = $"{address}/status",
            cancel_url = $"{address}/cancel",
        };
    }

    private sealed record Job(
        string App, string Body, FakePicture Picture, Queue<string> States, DateTimeOffset ReadyAt)
    {
        public bool IsCancelled { get; set; }
    }
}
