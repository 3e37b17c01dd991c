namespace Visuel.Server.Answers;

/// <summary>Reads the body of a request as it came.</summary>
internal static class RequestBytes
{
    /// <summary>All of it, or null when it is longer than so many bytes.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, long longest)
    {
        if (request.ContentLength > longest)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        var buffer = new byte[8 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (bytes.Length + read > longest)
            {
                return null;
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }
}
