using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Visuel.Core.Generation;

namespace Visuel.Bench.Load.Floors;

/// <summary>Plays Hugging Face as far as drawing needs it: the Hub names one provider for any model, and that provider
/// answers with the same PNG each time, after a delay. tests/Visuel.Server.Tests/Fakes holds the strict one;
/// this one only has to be quick.</summary>
internal static class FakeUpstream
{
    /// <summary>The token it accepts.</summary>
    public const string Token = "hf_tokenOfTheBenchUpstream";

    /// <summary>Where a floor asks for the image.</summary>
    public static readonly string DrawPath = $"{Drawings}{ImageModels.StableDiffusionXl.Id}";

    private const string Drawings = "/hf-inference/models/";
    private const string Models = "/api/models/";

    /// <summary>The answers, with <c>--delay</c> in milliseconds before an image.</summary>
    public static RequestDelegate Read(Arguments arguments)
    {
        var delay = TimeSpan.FromMilliseconds(arguments.Number("delay"));
        var png = NoisePng.Make();
        return async http =>
        {
            var path = http.Request.Path.Value ?? "";
            if (path.StartsWith(Models, StringComparison.Ordinal))
            {
                await DescribeAsync(http, Uri.UnescapeDataString(path[Models.Length..]));
            }
            else if (HttpMethods.IsPost(http.Request.Method) && path.StartsWith(Drawings, StringComparison.Ordinal))
            {
                await DrawAsync(http, png, delay);
            }
            else
            {
                http.Response.StatusCode = path == "/" ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound;
            }
        };
    }

    private static async Task DrawAsync(HttpContext http, byte[] png, TimeSpan delay)
    {
        if (http.Request.Headers.Authorization != $"Bearer {Token}")
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, http.RequestAborted);
        }

        http.Response.ContentType = "image/png";
        http.Response.ContentLength = png.Length;
        await http.Response.Body.WriteAsync(png, http.RequestAborted);
    }

    private static async Task DescribeAsync(HttpContext http, string model)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(
            http.Response.Body,
            new
            {
                id = model,
                inferenceProviderMapping = new[]
                {
                    new
                    {
                        provider = "hf-inference",
                        providerId = model,
                        hfModelId = model,
                        status = "live",
                        task = "text-to-image",
                    },
                },
            },
            JsonSerializerOptions.Default,
            http.RequestAborted);
    }
}
