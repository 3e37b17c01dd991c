using FsCheck;
using FsCheck.Fluent;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Core.Tests.Generation;

/// <summary>Random histories of two processes and two workspaces, walked through the rules on a store in
/// memory.</summary>
public sealed class HistoryTests
{
    private const int Limit = 2;
    private const int MostAtOnce = 2;

    private static readonly WorkspaceId[] Workspaces = [Given.Ada, new(Given.Number(2))];
    private static readonly Allowance Shared = new(Given.Number(3), 20);

    // What brings trouble happens more often.
    private static readonly Act[] Often =
    [
        .. Enum.GetValues<Act>(), Act.Start, Act.Start, Act.Start, Act.StartShared, Act.StartShared, Act.StartShared,
        Act.Claim, Act.Save, Act.Save, Act.Save, Act.Settle, Act.Settle, Act.Later, Act.Later, Act.Cancel, Act.Cancel,
    ];

    private enum Act
    {
        Start,
        StartShared,
        Claim,
        Report,
        Remember,
        Save,
        Keep,
        Fail,
        Cancel,
        Park,
        Renew,
        Settle,
        Later,
        Tomorrow,
    }

    [Fact]
    public void Whatever_happens_in_whatever_order_the_promises_hold()
    {
        var step =
            from act in Gen.Elements(Often)
            from number in Gen.Choose(0, 7)
            from node in Gen.Choose(0, 1)
            select (act, number, node);
        var history = step.ListOf(150).Select(steps => steps.ToList()).ToArbitrary();
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var walk = Prop.ForAll(history, steps => new History(reached).Walk(steps));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(80), walk);

        // What the promises are about did happen.
        Assert.Equal(["joined", "late", "taken over"], reached.Order());
    }

    private sealed class History(HashSet<string> reached)
    {
        private readonly StoreModel store = new();

        // Eight places, each with the generation that was started there last.
        private readonly GenerationId[] places = [.. Enumerable.Range(100, 8).Select(Given.Id)];

        // What processes drew there and may still bring, however late.
        private readonly Dictionary<int, Image> drawn = [];
        private readonly HashSet<GenerationId> settled = [];
        private DateTimeOffset now = Given.Now;
        private int made = 1000;

        public void Walk(IReadOnlyList<(Act Act, int Number, int Node)> steps)
        {
            foreach (var step in steps)
            {
                var before = store.Generations.Keys.ToDictionary(id => id, id => store.Find(id)!);
                var held = store.Credits.Values.Where(credit => credit.State is CreditState.Held)
                    .Select(credit => credit.Generation).ToList();
                Make(step.Act, step.Number, $"{step.Node}");
                CheckPromises(before, held);
            }
        }

        private void Make(Act act, int number, string node)
        {
            var (id, workspace) = (places[number], Workspaces[number % 2]);
            switch (act)
            {
                case Act.Start or Act.StartShared:
                    Start(number, workspace, act is Act.StartShared ? "same" : null, node);
                    break;
                case Act.Claim:
                    store.Claim(Given.Claim(node, now, MostAtOnce));
                    break;
                case Act.Report:
                    store.Apply(Moves.Report(id, node, new DrawProgress(
                        number % 2 == 0 ? DrawStage.WaitingForModel : DrawStage.Drawing, number, null)));
                    break;
                case Act.Remember:
                    store.Apply(Moves.Remember(id, node, Given.Job with { Deadline = now.AddSeconds(90) }));
                    break;
                case Act.Save:
                    var image = Given.Image(++made, id, workspace);
                    if (store.Apply(Moves.BeginSaving(id, node, image.Id)))
                    {
                        drawn[number] = image;
                    }

                    break;
                case Act.Keep when drawn.Remove(number, out var brought):
                    Keep(brought);
                    break;
                case Act.Fail:
                    store.Fail(id, node, new GenerationFailure("timeout"), now);
                    break;
                case Act.Cancel:
                    Cancel(workspace, id);
                    break;
                case Act.Park:
                    store.Apply(Moves.Park(id, node, now));
                    break;
                case Act.Renew:
                    store.Apply(Moves.Renew(id, now.AddSeconds(60)));
                    break;
                case Act.Settle:
                    store.Settle(node, TimeSpan.FromSeconds(60), now);
                    Note(store.Credits.Values.Any(one => one.Reason is GenerationFailure.Interrupted), "taken over");
                    break;
                case Act.Later:
                    now = now.AddSeconds(number * 20);
                    break;
                case Act.Tomorrow:
                    now = now.AddDays(1);
                    break;
            }
        }

        private void Start(int place, WorkspaceId workspace, string? shareKey, string node)
        {
            if (store.Find(places[place]) is { IsOver: true })
            {
                places[place] = Given.Id(++made);
            }

            var id = places[place].Value;
            var start = Given.Start(0, workspace, shareKey, now, content: 500 + place);
            start = start with { Hold = start.Hold with { Generation = new GenerationId(id), Within = [Shared] } };
            var claim = place % 3 == 0 ? Given.Claim(node, now, MostAtOnce) : null;
            Note(store.Start(start, Limit, claim) is StartOutcome.Joined, "joined");
        }

        // As whoever drew it does: first in time, then under another id though it is late.
        private void Keep(Image image)
        {
            if (store.Keep(image, Limit, evenIfLate: false, now) is KeepOutcome.SettledAsLost)
            {
                image = image with { Id = new ImageId(Given.Number(++made)) };
                Assert.IsType<KeepOutcome.Kept>(store.Keep(image, Limit, evenIfLate: true, now));
                Note(happened: true, "late");
            }

            Assert.True(store.Images.ContainsKey(image.Generation));
            var before = store.Counts.Values.ToList();
            Assert.IsType<KeepOutcome.Kept>(store.Keep(image, Limit, evenIfLate: true, now));
            Assert.Equal(before, store.Counts.Values);
            Assert.All(
                store.Generations.Values.Where(one =>
                    one.DrawnAs == image.Generation && one.IsWaitedFor && one.FinishedAt == now),
                waiting => Assert.Contains((store.Images[image.Generation].Id, waiting.Content!.Value), store.Links));
        }

        private void Note(bool happened, string what)
        {
            if (happened)
            {
                reached.Add(what);
            }
        }

        private void Cancel(WorkspaceId workspace, GenerationId id)
        {
            if (store.Cancel(workspace, id, now) is not CancelOutcome.Cancelled cancelled)
            {
                return;
            }

            var leader = store.Generations[cancelled.Generation.Leader];
            var isWanted = store.Generations.Values.Any(one => one.DrawnAs == leader.Id && one.IsWaitedFor);
            Assert.Equal(store.Find(id), cancelled.Generation);
            Assert.Equal(!isWanted, leader.State is GenerationState.Cancelled);
            Assert.Equal(isWanted ? null : leader.Id, cancelled.Stops);
        }

        private void CheckPromises(Dictionary<GenerationId, Core.Generation.Generation> before, List<GenerationId> held)
        {
            // No credit is oversold, and the counts are what the credits say.
            foreach (var count in store.Counts)
            {
                var counted = store.Credits.Values.Where(credit => credit.Counts.Contains(count.Key)).ToList();
                int Count(CreditState state) => counted.Count(credit => credit.State == state);
                Assert.Equal(new Usage(Count(CreditState.Committed), Count(CreditState.Held)), count.Value);
                Assert.True(count.Key.Key == Shared.Key || count.Value.Used + count.Value.Held <= Limit);
            }

            // A hold ends once, and exactly what is in flight holds a credit.
            var ended = held.Where(id => store.Credits[id].State is not CreditState.Held).ToList();
            Assert.All(ended, id => Assert.True(settled.Add(id)));
            Assert.All(settled, id => Assert.NotEqual(CreditState.Held, store.Credits[id].State));
            foreach (var leader in store.Generations.Values.Where(one => one.Leader is null))
            {
                Assert.Equal(!leader.State.IsFinal(), store.Credits[leader.Id].State is CreditState.Held);
                Assert.Equal(leader.State is GenerationState.Succeeded, store.Images.ContainsKey(leader.Id));
                Assert.Equal(leader.State.IsFinal(), store.Plans[leader.Id] is null);
            }

            // Nobody waits for what is over, and nobody draws more than they may.
            Assert.All(store.Generations.Values.Where(one => one.Leader is not null), one =>
                Assert.True(!store.Generations[one.DrawnAs].State.IsFinal() || store.Find(one.Id)!.IsOver));
            Assert.All(Workspaces, workspace => Assert.InRange(store.ClaimedOf(workspace), 0, MostAtOnce));

            // What a requester sees changes with a greater version.
            foreach (var (id, seen) in before)
            {
                var sees = store.Find(id)!;
                Assert.True(sees == seen || sees.Version > seen.Version);
            }
        }
    }
}
