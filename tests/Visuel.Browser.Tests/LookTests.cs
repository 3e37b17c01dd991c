using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Browser.Tests;

/// <summary>Every page in both sizes and themes: axe finds nothing, the browser complains about nothing, and a picture
/// is kept when wanted.</summary>
public sealed class LookTests(Browser browser)
{
    private static readonly (string Title, string Type, string Channel, string Status, int Day, bool Drawn)[] Plan =
    [
        ("Les meilleures pratiques du télétravail en 2024", "article", "blog", "published", 3, true),
        ("Soldes d'hiver : jusqu'à -30 %", "ad", "instagram", "scheduled", 5, true),
        ("Recette de la semaine : tarte aux pommes", "social", "instagram", "draft", 6, true),
        ("Marché de Noël : nos idées cadeaux", "social", "facebook", "scheduled", 9, true),
        ("5 conseils pour économiser l'énergie", "article", "newsletter", "scheduled", 11, true),
        ("Notre équipe recrute", "social", "linkedin", "draft", 12, true),
        ("Coulisses de l'atelier", "social", "tiktok", "idea", 12, false),
        ("Yoga au bureau : 10 minutes par jour", "article", "blog", "draft", 16, true),
        ("Lancement de la nouvelle application", "ad", "facebook", "scheduled", 18, true),
        ("Randonnée : préparer son sac", "article", "blog", "published", 20, true),
        ("Black Friday : -40 % sur tout le site", "ad", "instagram", "scheduled", 24, true),
        ("Témoignage client : un jardin en ville", "social", "linkedin", "draft", 25, true),
        ("Bilan du mois", "article", "newsletter", "idea", 27, false),
    ];

    [Theory]
    [MemberData(nameof(Looks.Most), MemberType = typeof(Looks))]
    public async Task Every_page_passes_axe_and_the_content_security_policy(
        int width, int height, ColorScheme scheme, string locale)
    {
        await using var host = VisuelHost.Start();
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress, width, height, scheme, locale);
        var page = window.Page;
        var suffix = string.Create(CultureInfo.InvariantCulture, $"{width}-{scheme}-{locale[..2]}").ToLowerInvariant();

        await LookAsync("/register", "register");
        using var owner = await host.SignUpAsync("owner");
        await LookAsync("/login", "login");
        await page.Context.AddCookiesAsync(
            [new Cookie { Name = "token", Value = owner.Token!, Url = host.ClientOptions.BaseAddress.ToString() }]);
        await LookAsync("/", "empty");
        await FillAsync(owner);
        await LookAsync("/", "calendar");
        await ArchiveMonthsAsync(host, owner);
        await LookAsync("/plans", "plans");
        await LookAsync("/account", "account");
        await LookAsync("/nothing", "not-found");

        await window.GoAsync("/");
        await page.Locator(".chip:has(img)").First.ClickAsync();
        await page.GetByTestId("image").WaitForAsync();
        await window.ComesToRestAsync();
        await LookHereAsync("drawer");
        await page.GetByTestId("image").ScrollIntoViewIfNeededAsync();
        await window.KeepPictureAsync($"drawer-image-{suffix}");
        await page.GetByTestId("why").Locator("summary").ClickAsync();
        await page.GetByTestId("another").ScrollIntoViewIfNeededAsync();
        await LookHereAsync("why");
        Assert.DoesNotContain(window.Complaints, complaint => !complaint.Contains("404", StringComparison.Ordinal));

        async Task LookAsync(string path, string name)
        {
            await window.GoAsync(path);
            await LookHereAsync(name);
        }

        async Task LookHereAsync(string name)
        {
            await window.KeepPictureAsync($"{name}-{suffix}");
            var found = await window.AuditAsync();
            Assert.True(found.Count == 0, $"{name}: {string.Join('\n', found)}");
            Assert.True(
                await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"),
                $"{name} scrolls sideways.");
        }
    }

    private static async Task ArchiveMonthsAsync(VisuelHost host, Actor owner)
    {
        var workspace = new WorkspaceId(
            (await owner.GetAsync("/api/auth/me")).Json.GetProperty("workspaceId").GetGuid());
        var (generations, library) = (
            host.Services.GetRequiredService<IGenerations>(), host.Services.GetRequiredService<ILibrary>());
        var archive = host.Services.GetRequiredService<IPeriodArchive>();
        var plan = new GenerationPlan(
            new GenerateRequest { Prompt = "un chat" }, EngineNames.Composer, ImageModels.Composer.Id,
            "un chat", null, 1, "", null);
        for (var (count, month) =
            (12, Period.Of(DateTimeOffset.UtcNow).Previous); count > 0; count -= 5, month = month.Previous)
        {
            for (var number = 0; number < count; number++)
            {
                var hold = new CreditHold(
                    new GenerationId(Guid.CreateVersion7()), workspace, month.StartsAt, month.StartsAt);
                var start = new NewGeneration(hold, plan) { Shares = false };
                // By a process elsewhere, so that nothing is drawn here.
                var claim = new DrawingClaim("elsewhere", month.StartsAt, month.StartsAt, 64);
                var image = new Image(
                    new ImageId(Guid.CreateVersion7()), workspace, hold.Generation,
                    new ImageRecipe(null, "un chat", "un chat", null, null, plan.Model, plan.Engine, null, 1),
                        new ImageFile(1024, 1024, 1000, "00"),
                    "", null, false, [], month.StartsAt);
                await generations.StartAsync(start, null, claim, CancellationToken.None);
                await generations.BeginSavingAsync(hold.Generation, claim.Node, image.Id, CancellationToken.None);
                await library.KeepAsync(image, null, evenIfLate: false, month.StartsAt, CancellationToken.None);
                // The months show what was drawn; the library is to show what is filled in later.
                await library.DeleteAsync(workspace, image.Id, CancellationToken.None);
            }
        }

        await archive.ArchiveAsync(Period.Of(DateTimeOffset.UtcNow), 10, DateTimeOffset.UtcNow, CancellationToken.None);
    }

    private static async Task FillAsync(Actor owner)
    {
        var today = DateTimeOffset.UtcNow;
        foreach (var (title, type, channel, status, day, drawn) in Plan)
        {
            var at = new DateTimeOffset(today.Year, today.Month, day, 8 + (day % 9), 0, 0, TimeSpan.Zero);
            var made = await owner.PostAsync("/api/contents", new { title, type, channel, status, scheduledAt = at });
            Assert.Equal(201, made.Status);
            if (drawn)
            {
                var image = await owner.PostAsync(
                    "/api/images/generate",
                    new { contentId = made.Json.GetProperty("id").GetGuid(), width = 1024, height = 1024 });
                Assert.Equal(200, image.Status);
            }
        }

        await owner.PostAsync(
            "/api/contents", new { title = "Idée : portrait d'un client", type = "article", status = "idea" });
    }
}
