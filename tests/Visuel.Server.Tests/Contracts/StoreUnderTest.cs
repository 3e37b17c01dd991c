using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Server.Tests.Contracts;

/// <summary>A store with all its ports, opened on nothing, that can be closed and opened again as
/// after a crash.</summary>
public abstract class StoreUnderTest : IAsyncDisposable
{
    public abstract IAccounts Accounts { get; }

    public abstract ISessions Sessions { get; }

    public abstract IApiKeys ApiKeys { get; }

    public abstract IContents Contents { get; }

    public abstract ILibrary Library { get; }

    public abstract IQuotaLedger Quota { get; }

    public abstract IGenerations Generations { get; }

    public abstract IPeriodArchive Archive { get; }

    public abstract IAuditTrail Audit { get; }

    public abstract IPasswordResets Resets { get; }

    public abstract IWorkspaceMarks Marks { get; }

    public abstract IVisitors Visitors { get; }

    public abstract IOwnTokens OwnTokens { get; }

    public abstract IBrands Brands { get; }

    public abstract IPublicCopies PublicCopies { get; }

    public abstract ICustomers Customers { get; }

    public abstract IPaymentEvents PaymentEvents { get; }

    public abstract ISecrets Secrets { get; }

    public abstract Task ReopenAsync();

    /// <summary>Makes all records such as a program wrote them that folded no texts.</summary>
    public abstract Task LeaveTextsAsAnOlderProgramAsync();

    /// <summary>Has those texts folded, as after a start of this program.</summary>
    public abstract Task FoldOlderTextsAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>Adds an account and gives its workspace.</summary>
    public async Task<WorkspaceId> AddWorkspaceAsync(string name = "ada")
    {
        var (account, workspace) = Some.Account(name);
        await Accounts.RegisterAsync(account, workspace, "enterprise", mayOwn: true, CancellationToken.None);
        return workspace.Id;
    }

    /// <summary>Adds a content item.</summary>
    public async Task<ContentItem> AddContentAsync(
        WorkspaceId workspace, string title = "A title", DateTimeOffset? at = null)
    {
        var item = Some.Content(workspace, title, at);
        await Contents.AddAsync(item, CancellationToken.None);
        return item;
    }

    /// <summary>Holds a credit and keeps an image with it.</summary>
    public async Task<Image> KeepImageAsync(
        WorkspaceId workspace, ContentItemId? content = null, string prompt = "a cat", string key = "key")
    {
        var image = Some.Image(workspace, await StartDrawingAsync(workspace, content), prompt, key);
        Assert.Equal(CreditState.Committed, await KeepAsync(image, null));
        return image;
    }

    /// <summary>Keeps an image as whoever drew it does: begins to save it, then keeps it; late, when its generation
    /// was settled meanwhile.</summary>
    /// <returns>How the credit stands then.</returns>
    public async Task<CreditState> KeepAsync(Image image, int? limit, DateTimeOffset? now = null, string node = "0")
    {
        var isInTime = await Generations.BeginSavingAsync(image.Generation, node, image.Id, CancellationToken.None);
        var kept = await Library.KeepAsync(
            image, limit, evenIfLate: !isInTime, now ?? Some.Now, CancellationToken.None);
        return Assert.IsType<KeepOutcome.Kept>(kept).Credit;
    }

    /// <summary>Holds a credit and spends it on an image.</summary>
    public async Task SpendAsync(CreditHold hold, int? limit = null) =>
        Assert.Equal(CreditState.Committed, await KeepAsync(Some.Image(hold.Workspace, await DrawAsync(hold)), limit));

    /// <summary>Starts a generation that node 0 draws at once.</summary>
    public Task<GenerationId> StartDrawingAsync(
        WorkspaceId workspace, ContentItemId? content = null, string? sharedKey = null) =>
        DrawAsync(Some.Start(Some.Hold(workspace), content, sharedKey));

    /// <summary>Starts a generation with this credit, which node 0 draws at once.</summary>
    public Task<GenerationId> DrawAsync(CreditHold hold, int? limit = null) => DrawAsync(Some.Start(hold), limit);

    private async Task<GenerationId> DrawAsync(NewGeneration start, int? limit = null)
    {
        // Its lease is its hold's.
        var claim = new DrawingClaim("0", start.Hold.Now, start.Hold.LeaseUntil, 10_000);
        var started = Assert.IsType<StartOutcome.Started>(
            await Generations.StartAsync(start, limit, claim, CancellationToken.None));
        Assert.Equal(started.Generation.Id, started.Claimed?.Id);
        return started.Generation.Id;
    }

    /// <summary>Holds a credit by starting a generation that nobody draws.</summary>
    public async Task<HoldOutcome> HoldAsync(CreditHold hold, int? limit) =>
        await Generations.StartAsync(Some.Start(hold), limit, null, CancellationToken.None) switch
        {
            StartOutcome.Started started => new HoldOutcome.Held(started.Usage),
            StartOutcome.NotEnough empty => new HoldOutcome.NotEnough(empty.Usage),
            StartOutcome.Repeated => new HoldOutcome.Repeat(),
            var other => throw new InvalidOperationException($"{other}"),
        };
}

/// <summary>What became of a hold.</summary>
public abstract record HoldOutcome
{
    public sealed record Held(Usage Usage) : HoldOutcome;

    public sealed record NotEnough(Usage Usage) : HoldOutcome;

    public sealed record Repeat : HoldOutcome;
}

/// <summary>Plausible records.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    private static int made;

    /// <summary>An id later than all before it: ids of one millisecond have no order among themselves.</summary>
    public static Guid NextId() => Guid.CreateVersion7(Now.AddMilliseconds(Interlocked.Increment(ref made)));

    public static (Account Account, Workspace Workspace) Account(string name)
    {
        var workspace = new Workspace(new WorkspaceId(NextId()), null, null, null, Now);
        var email = $"{name}@example.com";
        return (
            new Account(
                new AccountId(NextId()), email, email.ToUpperInvariant(), name, AccountRole.User, workspace.Id, null,
                "Europe/Paris", "hash", "stamp", Now),
            workspace);
    }

    public static Session Session(AccountId account) => Core.Accounts.Session.Begin(
        new SessionId(NextId()), account, new SignInOrigin(new Device("Firefox", "Linux"), "203.0.113.0/24"), Now);

    public static SecretHash Hash(string of, SecretKind kind = SecretKind.Session) => new(kind, of.PadLeft(64, '0'));

    public static ContentItem Content(WorkspaceId workspace, string title, DateTimeOffset? at) => new(
        new ContentItemId(NextId()), workspace,
        new ContentFields(
            ContentType.Article, title, null, at, "Europe/Paris", false, Channel.Blog, ContentStatus.Draft,
            null), [], 1, Now, Now);

    public static CreditHold Hold(WorkspaceId workspace, DateTimeOffset? now = null) => new(
        new GenerationId(NextId()), workspace, now ?? Now, (now ?? Now).AddSeconds(60));

    public static DrawingClaim Claim(string node, DateTimeOffset? now = null, int most = 64) =>
        new(node, now ?? Now, (now ?? Now).AddSeconds(60), most);

    /// <summary>A generation that shares its drawing with nobody, unless it is given a key to share.</summary>
    public static NewGeneration Start(CreditHold hold, ContentItemId? content = null, string? sharedKey = null) => new(
        hold, new GenerationPlan(
            new GenerateRequest { Prompt = "a cat", ContentId = content }, "composer", "model", "a cat", "text", 7,
            sharedKey ?? "", null))
    {
        Shares = sharedKey is not null,
    };

    public static Image Image(WorkspaceId workspace, GenerationId generation, string prompt =
        "a cat", string key = "key") => new(
        new ImageId(NextId()), workspace, generation,
        new ImageRecipe("A title", null, prompt, "text", null, "model", "composer", null, 7)
        {
            Illustration = new Illustration("orbit", "seafoam", ["cat", "coffee"], ["🐈", "☕"]),
        },
        new ImageFile(1024, 1024, 1000, "00"), key, null, false, [], Now);
}
