using Microsoft.Extensions.DependencyInjection;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Quota;
using Visuel.Server.Stores;
using Visuel.Server.Tests.Contracts;

namespace Visuel.Server.Tests.Start;

public sealed class RestartTests
{
    [Fact]
    public async Task After_a_restart_everything_is_still_there_and_people_are_still_signed_in()
    {
        using var folder = new TemporaryFolder();
        string token;
        Guid item;
        await using (var before = VisuelHost.Start(folder: folder))
        {
            using var owner = await before.SignUpAsync("owner");
            item = await owner.AddContentAsync("Les meilleures pratiques du télétravail en 2024");
            Assert.Equal(200, (await owner.PostAsync("/api/images/generate", new { contentId = item })).Status);
            token = owner.Token!;
        }

        await using var after = VisuelHost.Start(folder: folder);
        using var visitor = after.Visitor();
        visitor.Http.DefaultRequestHeaders.Add("Cookie", $"token={token}");
        var image = (await visitor.GetAsync($"/api/contents/{item}")).Json.GetProperty("coverImageId").GetGuid();
        Assert.Equal(1024, new Png((await visitor.GetAsync($"/api/images/{image}/file")).Bytes).Width);
    }

    [Fact]
    public async Task What_a_process_held_when_it_died_is_given_back_when_it_starts_again()
    {
        using var folder = new TemporaryFolder();
        await using (var before = VisuelHost.Start(folder: folder))
        {
            var (_, ada) = await before.SignUpWithPlanAsync("creator");
            var workspace = new WorkspaceId(
                (await ada.GetAsync("/api/auth/me")).Json.GetProperty("workspaceId").GetGuid());
            var now = DateTimeOffset.UtcNow;
            var hold = new CreditHold(new(Guid.CreateVersion7()), workspace, now, now.AddHours(1));
            var claim = new DrawingClaim(before.Services.GetRequiredService<NodeSlot>().Name, now, now.AddHours(1), 64);
            await before.Services.GetRequiredService<IGenerations>()
                .StartAsync(Some.Start(hold), 50, claim, TestContext.Current.CancellationToken);
            Assert.Equal(1, (await ada.QuotaAsync()).Held);
        }

        await using var after = VisuelHost.Start(folder: folder);
        using var again = await after.SignInAsync("ada");
        Assert.Equal((0, 50, 50, 0), await again.QuotaAsync());
    }

    [Fact]
    public void Processes_on_one_folder_have_different_names_and_a_new_one_takes_the_name_that_is_free()
    {
        using var folder = new TemporaryFolder();
        using var first = new NodeSlot(folder.Path);
        var second = new NodeSlot(folder.Path);
        Assert.Equal(("0", "1"), (first.Name, second.Name));
        second.Dispose();
        using var third = new NodeSlot(folder.Path);
        Assert.Equal("1", third.Name);
    }
}
