using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Visuel.Core;
using Visuel.Server.Blobs;
using Visuel.Server.Engines;
using Visuel.Server.Callers;
using Visuel.Server.Rounds;
using Visuel.Server.Stores.MongoDb;
using Visuel.Server.Ui;

namespace Visuel.Server.Tests.Rounds;

/// <summary>Every round of the product on ports that throw whatever is called, each in every way.</summary>
public sealed class NoRoundEndsTheServerTests : IAsyncDisposable
{
    // None asks a port while nothing happens.
    private static readonly Type[] Quiet =
        [typeof(ComposerWarmUp), typeof(FolderProbe), typeof(LastUses), typeof(SecurityLog), typeof(WatchWorkspaces)];

    // Made of a database rather than of ports.
    private static readonly Type[] OfADatabase = [typeof(OlderTextsWorker)];

    private static readonly IReadOnlyList<Type> All =
        [.. typeof(Program).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Round)) && !type.IsAbstract)];

    private readonly VisuelHost host = VisuelHost.Start();
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Ways => ["at once", "constraint", "cancelled", "away"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_rhythm_of_the_page_is_a_round_s() => Assert.Equal(Rhythms.All.Count, All.Count);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task No_round_ends_the_server_whatever_it_throws(string way)
    {
        foreach (var type in All.Except(OfADatabase))
        {
            var health = new RoundsHealth(TimeProvider.System);
            using var round = (Round)Make(type, way, health);
            await round.StartAsync(Stop);
            if (!Quiet.Contains(type))
            {
                await Eventually.HappensAsync(() => health.Troubled.Count > 0, seconds: 30);
            }

            Assert.False(round.ExecuteTask!.IsFaulted, $"{type.Name}: {round.ExecuteTask.Exception}");
            await round.StopAsync(Stop);
            Assert.True(round.ExecuteTask is { IsCompleted: true, IsFaulted: false }, type.Name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        folder.Dispose();
    }

    private object Make(Type type, string way, RoundsHealth health)
    {
        if (type == typeof(RoundParts))
        {
            return new RoundParts(health, TimeProvider.System, host.Services.GetRequiredService<ILoggerFactory>());
        }

        if (type == typeof(SpooledBlobs))
        {
            var nowhere = new S3Options("bucket", new Uri("http://127.0.0.1:9"), "us-east-1", "key", "secret");
            var workspace = Directory.CreateDirectory(Path.Combine(folder.Path, $"{Guid.NewGuid()}"));
            File.WriteAllBytes(Path.Combine(workspace.FullName, $"{Guid.NewGuid()}.png"), [1]);
            return new SpooledBlobs(new S3Blobs(nowhere), new DiskBlobs(folder.Path, "0"));
        }

        if (IsPort(type))
        {
            return Broken.Of(type, way);
        }

        if (!UsesPorts(type) && host.Services.GetService(type) is { } known)
        {
            return known;
        }

        var parts = ConstructorOf(type).GetParameters();
        return ConstructorOf(type).Invoke([.. parts.Select(part => Make(part.ParameterType, way, health))]);
    }

    private static bool IsPort(Type type) => type.IsInterface && type.Assembly == typeof(ISecrets).Assembly;

    private static bool UsesPorts(Type type) => type.IsClass && type.Assembly == typeof(Program).Assembly
        && type.GetConstructors().Length == 1
        && ConstructorOf(type).GetParameters().Any(part => IsPort(part.ParameterType) || UsesPorts(part.ParameterType));

    private static ConstructorInfo ConstructorOf(Type type) => type.GetConstructors().Single();

    /// <summary>A port that cannot be used.</summary>
    public class Broken : DispatchProxy
    {
        private string way = "";

        public static object Of(Type port, string way)
        {
            var broken = Create(port, typeof(Broken));
            ((Broken)broken).way = way;
            return broken;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Exception error = way switch
            {
                "constraint" => new SqliteException("A constraint of the store.", 19),
                "cancelled" => new OperationCanceledException("By somebody else."),
                "away" => new StoreUnavailableException("The store is away."),
                _ => new InvalidOperationException("A bug."),
            };
            var answer = targetMethod!.ReturnType;
            if (way == "at once" || !answer.IsAssignableTo(typeof(Task)))
            {
                throw error;
            }

            if (!answer.IsGenericType)
            {
                return Task.FromException(error);
            }

            var failed = typeof(Task).GetMethod(nameof(Task.FromException), 1, [typeof(Exception)])!;
            return failed.MakeGenericMethod(answer.GetGenericArguments()).Invoke(null, [error]);
        }
    }
}
