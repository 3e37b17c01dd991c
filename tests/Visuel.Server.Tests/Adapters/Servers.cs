namespace Visuel.Server.Tests.Adapters;

/// <summary>Real servers that tests need and this machine may not have.</summary>
internal static class Servers
{
    private static readonly string[] Names = ["MONGODB_URI", "S3_BUCKET", "S3_ENDPOINT", "S3_REGION", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY", "CDN_BASE_URL"];

    /// <summary>Keeps from a process that is started what the tests themselves were given.</summary>
    public static void Hide(IDictionary<string, string?> environment)
    {
        foreach (var name in Names)
        {
            environment.Remove(name);
        }
    }

    /// <summary>The address in a variable. Without it the test is skipped, or fails where <c>VISUEL_TEST_STORES</c> says <c>required</c>.</summary>
    public static string Required(string variable)
    {
        var address = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(
            string.IsNullOrEmpty(address) && Environment.GetEnvironmentVariable("VISUEL_TEST_STORES") is not "required",
            $"{variable} names no server to test against; see docs/operations.md.");
        Assert.False(string.IsNullOrEmpty(address), $"{variable} must name a server: VISUEL_TEST_STORES is required.");
        return address!;
    }
}
