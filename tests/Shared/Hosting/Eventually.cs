namespace Visuel.Testing;

/// <summary>Waits for what happens beside the test.</summary>
internal static class Eventually
{
    private const int PauseMilliseconds = 50;

    /// <summary>Waits until it has happened, a minute unless said otherwise:
    /// only a test that fails waits as long.</summary>
    public static Task HappensAsync(Func<bool> happened, int seconds = 60) =>
        HappensAsync(() => Task.FromResult(happened()), seconds);

    /// <summary>Waits until it has happened, a minute unless said otherwise.</summary>
    public static async Task HappensAsync(Func<Task<bool>> happened, int seconds = 60)
    {
        for (var attempt = 0; attempt < seconds * 1000 / PauseMilliseconds; attempt++)
        {
            if (await happened())
            {
                return;
            }

            await Task.Delay(PauseMilliseconds, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"It did not happen within {seconds} seconds.");
    }
}
