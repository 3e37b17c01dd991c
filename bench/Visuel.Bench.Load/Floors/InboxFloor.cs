using Microsoft.AspNetCore.Http;

namespace Visuel.Bench.Load.Floors;

/// <summary>The least that a server which promises to keep an event could do: read it, write it to the end of a file,
/// flush that, answer.</summary>
internal static class InboxFloor
{
    private static readonly byte[] Answer = """{"received":true}"""u8.ToArray();

    /// <summary>The answers; events go to <c>--folder</c>.</summary>
    public static RequestDelegate Read(Arguments arguments)
    {
        var folder = Directory.CreateDirectory(arguments.Text("folder"));
        var file = new FileStream(
            Path.Combine(folder.FullName, "inbox"), FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var turn = new SemaphoreSlim(1, 1);
        return async http =>
        {
            if (HttpMethods.IsPost(http.Request.Method))
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body, http.RequestAborted);
                await turn.WaitAsync(http.RequestAborted);
                try
                {
                    await file.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), http.RequestAborted);
                    file.Flush(flushToDisk: true);
                }
                finally
                {
                    turn.Release();
                }
            }

            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = Answer.Length;
            await http.Response.BodyWriter.WriteAsync(Answer, http.RequestAborted);
        };
    }
}
