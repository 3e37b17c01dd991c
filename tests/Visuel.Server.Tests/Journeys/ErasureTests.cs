using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Core.Accounts;
using Visuel.Core.Quota;
using Visuel.Server.Tests.Fakes;
using Visuel.Server.Tests.Pages;

namespace Visuel.Server.Tests.Journeys;

/// <summary>Somebody takes back everything they gave.</summary>
public sealed class ErasureTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_the_password_everything_goes_and_only_a_ledger_without_a_name_stays()
    {
        await using var host = VisuelHost.Start();
        var (_, ada) = await host.SignUpWithPlanAsync("creator");
        var workspace = await WorkspaceOfAsync(ada);
        var item = await ada.AddContentAsync("Soldes d'été");
        var drawn = (await ada.PostAsync("/api/images/generate", new { prompt = "a cat", contentId = item })).Json;
        await ada.GetAsync($"{drawn.GetProperty("url").GetString()}?w=320");
        using var program = host.Visitor();
        var key = (await ada.PostAsync("/api/keys", new { name = "a program" })).Json.GetProperty("key").GetString()!;
        program.Http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        Assert.Equal(403, (await EraseAsync(program, Actor.Password)).Status);

        Assert.Equal((401, "invalid_credentials"), await EraseAsync(ada, "a wrong password") is var wrong
            ? (wrong.Status, wrong.Code)
            : default);
        Assert.Equal(204, (await EraseAsync(ada, Actor.Password)).Status);
        Assert.Null(ada.Token);
        Assert.Equal(401, (await ada.GetAsync("/api/auth/me")).Status);
        Assert.Equal(401, (await program.GetAsync("/api/images")).Status);
        await Eventually.HappensAsync(async () => await host.Services.GetRequiredService<IAccounts>()
            .FindWorkspaceAsync(workspace, Stop) is null);
        Assert.Empty(FilesOf(host.DataFolder, workspace));
        Assert.Equal(1, (await host.Services.GetRequiredService<IQuotaLedger>()
            .ReadAsync(workspace, Period.Of(DateTimeOffset.UtcNow), Stop)).Used);
        using var again = await host.SignUpAsync("ada");
        Assert.Equal(0, (await again.GetAsync("/api/images")).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_last_administrator_is_told_to_appoint_another_and_guessing_locks()
    {
        await using var host = VisuelHost.Start();
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        Assert.Equal((409, "last_administrator"), await EraseAsync(owner, Actor.Password) is var refused
            ? (refused.Status, refused.Code)
            : default);
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Equal(401, (await EraseAsync(ada, $"a wrong guess {guess}")).Status);
        }

        var locked = await EraseAsync(ada, Actor.Password);
        Assert.Equal((401, "invalid_credentials"), (locked.Status, locked.Code));
        Assert.NotNull(locked.Message.Headers.RetryAfter);
        Assert.Equal(200, (await ada.GetAsync("/api/auth/me")).Status);
    }

    [Fact]
    public async Task An_account_that_is_erased_on_its_page_takes_nothing_else_along()
    {
        await using var host = VisuelHost.Start();
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        var erased = await PageForm.SubmitAsync(
            ada, "/account", ("_handler", "erase"), ("Typed.Password", Actor.Password));
        Assert.Equal((302, "login?erased=true"), (erased.Status, erased.Message.Headers.Location!.ToString()
            .Split('/')[^1]));
        Assert.Equal(401, (await ada.GetAsync("/api/auth/me")).Status);
        Assert.Equal(200, (await owner.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task What_is_being_drawn_meanwhile_leaves_no_file_and_no_hold()
    {
        var clock = new HurriedTime(20, DateTimeOffset.Parse("2026-11-10T10:00:00Z", null));
        await using var hf = await FakeHuggingFace.StartAsync(clock);
        hf.Draws(new FakePicture { Delay = TimeSpan.FromSeconds(30) });
        await using var host = VisuelHost.Start(hf.Settings, clock);
        var (_, ada) = await host.SignUpWithPlanAsync("creator");
        var workspace = await WorkspaceOfAsync(ada);
        await ada.PostAsync("/api/images/generate", new { prompt = "a cat" }, ("Prefer", "respond-async"));
        await Eventually.HappensAsync(() => Task.FromResult(hf.Count("POST", "/fal-ai/*") == 1));
        Assert.Equal(204, (await EraseAsync(ada, Actor.Password)).Status);
        var ledger = host.Services.GetRequiredService<IQuotaLedger>();
        await Eventually.HappensAsync(
            async () => (await ledger.ReadAsync(workspace, Period.Of(clock.GetUtcNow()), Stop)).Held == 0);
        Assert.Equal(0, (await ledger.ReadAsync(workspace, Period.Of(clock.GetUtcNow()), Stop)).Used);
        Assert.Null(await host.Services.GetRequiredService<IAccounts>().FindWorkspaceAsync(workspace, Stop));
        Assert.Empty(FilesOf(host.DataFolder, workspace));
    }

    [Fact]
    public async Task What_a_server_did_not_finish_erasing_the_next_one_does()
    {
        using var folder = new TemporaryFolder();
        WorkspaceId workspace;
        await using (var before = VisuelHost.Start(folder: folder))
        {
            var (_, ada) = await before.SignUpWithPlanAsync("creator");
            workspace = await WorkspaceOfAsync(ada);
            await ada.PostAsync("/api/images/generate", new { prompt = "a cat" });
            // As it stands when the process dies right after the account went.
            Assert.Equal(RemoveOutcome.Removed, await before.Services.GetRequiredService<IAccounts>()
                .RemoveAsync(new AccountId(ada.Id), DateTimeOffset.UtcNow, Stop));
        }

        Assert.NotEmpty(FilesOf(folder.Path, workspace));
        await using var after = VisuelHost.Start(folder: folder);
        await Eventually.HappensAsync(async () => await after.Services.GetRequiredService<IAccounts>()
            .FindWorkspaceAsync(workspace, Stop) is null);
        Assert.Empty(FilesOf(folder.Path, workspace));
    }

    private static Task<Reply> EraseAsync(Visitor visitor, string password) =>
        visitor.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/auth/me")
        {
            Content = JsonContent.Create(new { password }),
        });

    private static async Task<WorkspaceId> WorkspaceOfAsync(Actor actor) =>
        new((await actor.GetAsync("/api/auth/me")).Json.GetProperty("workspaceId").GetGuid());

    private static IEnumerable<string> FilesOf(string data, WorkspaceId workspace) =>
        Directory.Exists(Path.Combine(data, "images", workspace.ToString()))
            ? Directory.EnumerateFiles(Path.Combine(data, "images", workspace.ToString()))
            : [];
}
