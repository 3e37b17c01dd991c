using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace Visuel.Bench.Load.Floors;

/// <summary>The least that any server could do: fetch the image, answer it as Visuel does;
/// keep nothing, know nobody.</summary>
internal static class BareFloor
{
    /// <summary>The answers; images come from <c>--upstream</c>.</summary>
    public static RequestDelegate Read(Arguments arguments) => Answers(new Uri(arguments.Text("upstream")), keep: null);

    /// <summary>The answers of a floor.</summary>
    /// <param name="upstream">Where images come from.</param>
    /// <param name="keep">What is done with an image before it is answered, or null.</param>
    public static RequestDelegate Answers(Uri upstream, Func<ReadOnlyMemory<byte>, ValueTask>? keep)
    {
        var source = new ImageSource(upstream);
        return async http =>
        {
            if (HttpMethods.IsPost(http.Request.Method))
            {
                using var image = await source.FetchAsync(http.Request, http.RequestAborted);
                if (keep is not null)
                {
                    await keep(image.Bytes);
                }

                await FloorAnswers.WriteImageAsync(http.Response, image.Bytes);
            }
            else
            {
                await FloorAnswers.WriteQuotaAsync(http.Response);
            }
        };
    }
}

/// <summary>Fetches images over one client with pooled connections.</summary>
internal sealed class ImageSource(Uri upstream)
{
    private static readonly HttpClient Client =
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    private readonly Uri address = new(upstream, FakeUpstream.DrawPath);

    /// <summary>Passes the caller's body on and reads the image whole.</summary>
    public async Task<RentedImage> FetchAsync(HttpRequest asked, CancellationToken stop)
    {
        using var request =
            new HttpRequestMessage(HttpMethod.Post, address) { Content = new StreamContent(asked.Body) };
        request.Content.Headers.ContentLength = asked.ContentLength;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", FakeUpstream.Token);
        using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        response.EnsureSuccessStatusCode();
        var image = new RentedImage((int)response.Content.Headers.ContentLength!.Value);
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        await body.ReadExactlyAsync(image.Bytes, stop);
        return image;
    }
}
