using System.Collections.Concurrent;
using System.Globalization;
using Visuel.Core.Generation;

namespace Visuel.Server.Tests.Fakes;

/// <summary>Plays the providers that work on an order by themselves and are looked at:
/// Replicate, WaveSpeed and Z.ai.</summary>
internal sealed class FakeJobs(FakeHub hub, FakePictures pictures, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Job> jobs = new(StringComparer.Ordinal);

    /// <summary>The ids of the orders that were given up.</summary>
    public IReadOnlyList<string> Cancelled => [.. jobs.Where(job => job.Value.IsCancelled).Select(job => job.Key)];

    /// <summary>How many looks find an order unfinished.</summary>
    public int Looks { get; set; }

    /// <summary>Takes an order that a fixture answers, and gives its id.</summary>
    public string Admit(FakePicture picture, DrawSize? size = null)
    {
        var id = Guid.CreateVersion7().ToString();
        jobs[id] = new Job(picture, size ?? DrawSize.Default, time.GetUtcNow() + picture.Delay) { LooksLeft = Looks };
        return id;
    }

    /// <summary>The image of an order.</summary>
    public FakeAnswer? Image(string id, string extension) => jobs.TryGetValue(id, out var job)
        ? FakeAnswer.File(pictures.Draw(job.Picture, extension, job.Size), $"image/{extension}")
        : null;

    /// <summary>Answers what goes to one of the three; null for what none of them knows.</summary>
    public FakeAnswer? Answer(ReceivedRequest request, FakePicture picture, string origin) =>
        request.Matches("POST", "/replicate/v1/models/*/predictions")
            ? Predict(request, picture, origin, Uri.UnescapeDataString(
                request.Path["/replicate/v1/models/".Length..^"/predictions".Length]))
        : request.Matches("POST", "/replicate/v1/predictions") ? Predict(request, picture, origin, null)
        : request.Matches("GET", "/replicate/v1/predictions/{id}") ? Look(
            request, 4, job => FakeAnswer.Json(200, Prediction(job, origin)))
        : request.Matches("POST", "/replicate/v1/predictions/{id}/cancel") ? Cancel(request.Path.Split('/')[4])
        : request.Matches("POST", "/wavespeed/api/v3/*") ? TakeWaveSpeed(request, picture, origin)
        : request.Matches("GET", "/wavespeed/api/v3/predictions/{id}/result") ? Look(
            request, 5, job => FakeAnswer.Json(200, WaveSpeed(job, origin)))
        : request.Matches("POST", "/zai-org/api/paas/v4/async/images/generations") ? TakeZai(request, picture)
        : request.Matches("GET", "/zai-org/api/paas/v4/async-result/{id}") ? LookZai(request, origin)
        : null;

    /// <summary>Reads a size such as <c>1024x768</c>.</summary>
    public static DrawSize Size(string text, char times)
    {
        var sides = text.Split(times);
        return new DrawSize(
            int.Parse(sides[0], CultureInfo.InvariantCulture), int.Parse(sides[1], CultureInfo.InvariantCulture));
    }

    private FakeAnswer Predict(ReceivedRequest request, FakePicture picture, string origin, string? model)
    {
        if (FakeStrictness.CheckBody(request, out var body, "input", "version") is { } refused)
        {
            return refused;
        }

        var isKnown = model is not null
            ? hub.Has("replicate", model)
            : body.TryGetProperty("version", out var version) && hub.HasVersion("replicate", version.GetString()!);
        if (!isKnown)
        {
            return FakeAnswer.Error(400, "Model not supported by provider replicate");
        }

        var input = body.GetProperty("input");
        if (FakeStrictness.CheckNames(
            input, "prompt", "negative_prompt", "width", "height", "num_inference_steps", "guidance_scale",
            "seed") is { } unknown)
        {
            return unknown;
        }

        var size = input.TryGetProperty("width", out var width)
            ? new DrawSize(width.GetInt32(), input.GetProperty("height").GetInt32())
            : DrawSize.Default;
        var id = Admit(picture, size);
        // Without it the real one answers at once, and the official clients would give up.
        return request.Header("prefer") == "wait"
            ? FakeAnswer.Json(201, Prediction((id, jobs[id], jobs[id].LooksLeft == 0), origin)) with
            {
                Delay = picture.Delay,
            }
            : FakeAnswer.Json(201, Prediction((id, jobs[id], false), origin));
    }

    private static object Prediction((string Id, Job Job, bool IsOver) at, string origin) => new
    {
        id = at.Id,
        status = at.IsOver ? "succeeded" : "processing",
        output = at.IsOver ? new[] { $"{origin}/files/{at.Id}.{at.Job.Picture.Format ?? "webp"}" } : null,
        error = (string?)null,
        urls = new
        {
            get = $"https://api.replicate.com/v1/predictions/{at.Id}",
            cancel = $"https://api.replicate.com/v1/predictions/{at.Id}/cancel",
        },
    };

    private FakeAnswer TakeWaveSpeed(ReceivedRequest request, FakePicture picture, string origin)
    {
        if (!hub.Has("wavespeed", Uri.UnescapeDataString(request.Path["/wavespeed/api/v3/".Length..])))
        {
            return FakeAnswer.Error(400, "Model not supported by provider wavespeed");
        }

        if (FakeStrictness.CheckBody(
            request, out var body, "prompt", "negative_prompt", "size", "num_inference_steps", "guidance_scale", "seed",
            "loras") is { } refused)
        {
            return refused;
        }

        var id = Admit(picture, Size(body.GetProperty("size").GetString()!, '*'));
        return FakeAnswer.Json(200, WaveSpeed((id, jobs[id], false), origin));
    }

    private static object WaveSpeed((string Id, Job Job, bool IsOver) at, string origin) => new
    {
        code = 200,
        message = "success",
        data = new
        {
            id = at.Id,
            outputs = at.IsOver ? new[] { $"{origin}/files/{at.Id}.{at.Job.Picture.Format ?? "jpeg"}" } : [],
            urls = new { get = $"https://api.wavespeed.ai/api/v3/predictions/{at.Id}/result" },
            has_nsfw_contents = at.IsOver ? new[] { at.Job.Picture.IsBlackedOut } : [],
            status = at.IsOver ? "completed" : "processing",
            error = "",
        },
    };

    private FakeAnswer TakeZai(ReceivedRequest request, FakePicture picture)
    {
        if (FakeStrictness.CheckBody(request, out var body, "model", "prompt", "size") is { } refused)
        {
            return refused;
        }

        return request.Header("x-source-channel") != "hugging_face" ? FakeAnswer.Error(400, "unknown channel")
            : !hub.Has("zai-org", body.GetProperty("model").GetString()!) ? FakeAnswer.Error(
                400, "Model not supported by provider zai-org")
            : FakeAnswer.Json(200, new
            {
                id = Admit(picture, Size(body.GetProperty("size").GetString()!, 'x')),
                task_status = "PROCESSING",
            });
    }

    private FakeAnswer? LookZai(ReceivedRequest request, string origin) => Look(request, 6, at => at.IsOver
        ? FakeAnswer.Json(200, new
        {
            id = at.Id,
            task_status = "SUCCESS",
            image_result = new[] { new { url = $"{origin}/files/{at.Id}.{at.Job.Picture.Format ?? "png"}" } },
        })
        : FakeAnswer.Json(200, new { id = at.Id, task_status = "PROCESSING" }));

    private FakeAnswer? Look(
        ReceivedRequest request, int segment, Func<(string Id, Job Job, bool IsOver), FakeAnswer> answer)
    {
        var id = request.Path.Split('/')[segment];
        if (!jobs.TryGetValue(id, out var job))
        {
            return null;
        }

        lock (job)
        {
            return answer((id, job, job.LooksLeft-- <= 0 && time.GetUtcNow() >= job.ReadyAt));
        }
    }

    private FakeAnswer? Cancel(string id)
    {
        if (!jobs.TryGetValue(id, out var job))
        {
            return null;
        }

        job.IsCancelled = true;
        return FakeAnswer.Json(200, new { id, status = "canceled" });
    }

    private sealed record Job(FakePicture Picture, DrawSize Size, DateTimeOffset ReadyAt)
    {
        public int LooksLeft { get; set; }

        public bool IsCancelled { get; set; }
    }
}
