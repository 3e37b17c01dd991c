using Microsoft.AspNetCore.Connections;

namespace Visuel.Server.Answers;

/// <summary>Ends the request of a client that hung up while it sent its body. That is the client's right, and no
/// warning: only the debug log has it.</summary>
internal sealed partial class HangUps(RequestDelegate next, ILogger<HangUps> logger)
{
    /// <summary>Reads a page's form before anything else does, since what reads it later takes a broken connection for
    /// a missing token; then goes on. The API takes no forms.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Request.HasFormContentType && !ProblemAnswers.IsApi(http) && !await TryReadFormAsync(http))
        {
            return;
        }

        try
        {
            await next(http);
        }
        catch (ConnectionResetException error)
        {
            End(http, error);
        }
    }

    private async Task<bool> TryReadFormAsync(HttpContext http)
    {
        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
            return true;
        }
        catch (InvalidDataException error)
        {
            // More of it than a form may have, or bytes that are no text.
            Log.Malformed(logger, http.Request.Path, error);
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return false;
        }
        catch (NotSupportedException error)
        {
            // A charset that .NET knows and refuses to read, such as UTF-7.
            Log.Malformed(logger, http.Request.Path, error);
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return false;
        }
        catch (BadHttpRequestException error) when (error.StatusCode is StatusCodes.Status400BadRequest)
        {
            // It may still listen; what it sends next could not be told from the rest of its body.
            Log.HungUp(logger, http.Request.Path, error);
            http.Response.StatusCode = error.StatusCode;
            http.Response.Headers.Connection = "close";
            await http.Response.CompleteAsync();
            return false;
        }
        catch (ConnectionResetException error)
        {
            End(http, error);
            return false;
        }
        catch (IOException error) when (error is not BadHttpRequestException)
        {
            // All of it arrived, and it ends before its last boundary.
            Log.Malformed(logger, http.Request.Path, error);
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return false;
        }
        catch (OperationCanceledException error) when (http.RequestAborted.IsCancellationRequested)
        {
            End(http, error);
            return false;
        }
    }

    private void End(HttpContext http, Exception error)
    {
        Log.HungUp(logger, http.Request.Path, error);
        http.Abort();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The client of {Path} hung up before it had sent everything")]
        public static partial void HungUp(ILogger logger, PathString path, Exception error);

        [LoggerMessage(LogLevel.Debug, "The form sent to {Path} is no form")]
        public static partial void Malformed(ILogger logger, PathString path, Exception error);
    }
}
