namespace Visuel.Server.Tests.Adapters;

/// <summary>Real servers that tests need and this machine may not have.</summary>
internal static class Servers
{
    /// <summary>Keeps from a process that is started every setting of this machine,
    /// and what the tests themselves were given.</summary>
    public static void Hide(IDictionary<string, string?> environment)
    {
        foreach (var name in VisuelHost.SettingNames)
        {
            environment.Remove(name);
        }
    }

    /// <summary>The address in a variable. Without it the test is skipped, or fails where <c>VISUEL_TEST_STORES</c>
    /// says <c>required</c>.</summary>
    public static string Required(string variable)
    {
        var address = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(
            string.IsNullOrEmpty(address) && Environment.GetEnvironmentVariable("VISUEL_TEST_STORES") is not "required",
            $"{variable} names no server to test against; see CONTRIBUTING.md.");
        Assert.False(string.IsNullOrEmpty(address), $"{variable} must name a server: VISUEL_TEST_STORES is required.");
        return address!;
    }
}
