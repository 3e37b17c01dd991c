namespace Visuel.Server.Tests.Fakes;

/// <summary>A clock on which time passes so many times faster, so that waits of minutes are tested in moments, and in
/// their right proportions.</summary>
/// <param name="factor">How many times faster.</param>
/// <param name="startedAt">What it shows when it is made.</param>
internal sealed class HurriedTime(double factor, DateTimeOffset startedAt) : TimeProvider
{
    private readonly long started = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => startedAt + (System.GetElapsedTime(started) * factor);

    public override long GetTimestamp() => started + (long)((System.GetTimestamp() - started) * factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new HurriedTimer(System.CreateTimer(callback, state, Hurry(dueTime), Hurry(period)), this);

    private TimeSpan Hurry(TimeSpan wait) => wait > TimeSpan.Zero ? wait / factor : wait;

    private sealed class HurriedTimer(ITimer timer, HurriedTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Hurry(dueTime), time.Hurry(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
