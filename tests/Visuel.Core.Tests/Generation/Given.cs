using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Core.Tests.Generation;

/// <summary>Plausible records for the rules. Ids are numbers, so that tests can tell them apart.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    public static readonly WorkspaceId Ada = new(Number(1));

    public static readonly RemoteJob Job = new("fal-ai", "fal-ai/fast-sdxl", "/requests/1", Now.AddMinutes(2));

    public static Guid Number(int number) => new(number, 0, 0, new byte[8]);

    public static GenerationId Id(int number) => new(Number(number));

    public static ContentItemId Item(int number) => new(Number(number));

    public static DrawingClaim Claim(string node = "0", DateTimeOffset? now = null, int most = 64) =>
        new(node, now ?? Now, (now ?? Now).AddSeconds(60), most);

    public static NewGeneration Start(
        int number, WorkspaceId? workspace = null, string? shareKey = null, DateTimeOffset? now = null,
        int? content = null) =>
        new(
            new CreditHold(Id(number), workspace ?? Ada, now ?? Now, (now ?? Now).AddSeconds(60)),
            new GenerationPlan(
                new GenerateRequest { Prompt = "a cat", ContentId = content is { } item ? Item(item) : null },
                "composer", "model", "a cat", null, 7, shareKey ?? "", null))
        {
            Shares = shareKey is not null,
        };

    public static StoredGeneration Stored(
        int number, GenerationState state = GenerationState.Queued, int? leader = null) =>
        new(Id(number), Ada, Now)
        {
            State = state,
            Leader = leader is { } joined ? Id(joined) : null,
            StartedAt = state is GenerationState.Queued ? null : Now,
        };

    public static Credit Credit(int number, CreditState state = CreditState.Held, string node = "0") =>
        new(Id(number), Ada, Period.Of(Now), state, Now.AddSeconds(60), null, Now, null) { Node = node };

    public static Image Image(int number, GenerationId generation, WorkspaceId? workspace = null) => new(
        new ImageId(Number(number)), workspace ?? Ada, generation,
        new ImageRecipe(null, "a cat", "a cat", null, null, "model", "composer", null, 7),
        new ImageFile(1024, 1024, 1000, "00"), "key", null, false, [], Now);
}
