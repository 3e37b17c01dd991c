using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Visuel.Browser.Tests;

/// <summary>A window of the browser, and what a person does in it.</summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly List<string> complaints = [];

    public Window(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.Contains("favicon", StringComparison.Ordinal))
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
    }

    public IPage Page { get; }

    /// <summary>Errors and violated policies that the browser told so far.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>Opens a path and waits until the page listens.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await ReadyAsync();
    }

    /// <summary>Waits until the circuit has drawn the page: before that, clicks go nowhere.</summary>
    public async Task ReadyAsync()
    {
        await Page.HasLoadedAsync();
        if (await Page.Locator(".calendar").CountAsync() > 0)
        {
            await Page.Locator(".calendar[data-ready]").WaitForAsync();
        }
    }

    /// <summary>Waits until nothing moves any more, but for what turns for ever.</summary>
    public Task ComesToRestAsync() => Page.EvaluateAsync("""
        () => Promise.allSettled(document.getAnimations()
          .filter(one => one.effect.getComputedTiming().iterations !== Infinity)
          .map(one => one.finished)).then(() => true)
        """);

    /// <summary>Registers and arrives at the calendar.</summary>
    public async Task RegisterAsync(string name = "Camille Martin")
    {
        await GoAsync($"/register?setupCode={Actor.SetupCode}");
        await Page.GetByLabel("Votre nom").FillAsync(name);
        await Page.GetByLabel("Adresse e-mail").FillAsync($"{name.Split(' ')[0]}@example.com");
        await Page.GetByLabel("Mot de passe").FillAsync(Actor.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Créer mon compte" }).ClickAsync();
        await Page.ArrivesAtAsync("**/");
        await ReadyAsync();
    }

    /// <summary>Signs in on the page and arrives at the calendar.</summary>
    public async Task SignInAsync(string email)
    {
        await GoAsync("/login");
        await Page.GetByLabel("Adresse e-mail").FillAsync(email);
        await Page.GetByLabel("Mot de passe").FillAsync(Actor.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await Page.ArrivesAtAsync("**/");
        await ReadyAsync();
    }

    /// <summary>Presses keys one after the other.</summary>
    public async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            await Page.Keyboard.PressAsync(key);
        }
    }

    /// <summary>Tabs until the element has the focus.</summary>
    public async Task TabToAsync(ILocator element, int most = 40)
    {
        for (var tab = 0; tab < most; tab++)
        {
            if (await element.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }

            await Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"The focus does not reach {element} within {most} tabs.");
    }

    /// <summary>What axe finds wrong with the page, seen whole: in a lower window the bar at the bottom lies over
    /// whatever is scrolled under it. And sentences that no space parts.</summary>
    public async Task<IReadOnlyList<string>> AuditAsync()
    {
        var size = Page.ViewportSize!;
        await Page.SetViewportSizeAsync(
            size.Width, Math.Max(size.Height, await Page.EvaluateAsync<int>("document.documentElement.scrollHeight")));
        var result = await Page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions
            {
                Type = "tag",
                Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            },
        });
        await Page.SetViewportSizeAsync(size.Width, size.Height);
        var glued = await Page.EvaluateAsync<string[]>(
            @"() => document.body.innerText.match(/.{0,30}[\p{Ll}\d][.!?]\p{Lu}.{0,30}/gu) ?? []");
        return [.. result.Violations.SelectMany(
            violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}")), .. glued];
    }

    /// <summary>Keeps a picture of the window, when pictures are wanted.</summary>
    public async Task KeepPictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("VISUEL_SCREENSHOTS") is { Length: > 0 })
        {
            await Page.WaitForTimeoutAsync(700);
            await Page.ScreenshotAsync(
                new PageScreenshotOptions { Path = Path.Combine(Screenshots.Folder, $"{name}.png") });
        }
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}

/// <summary>Where pictures are kept.</summary>
internal static class Screenshots
{
    public static string Folder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Visuel.slnx")))
            {
                folder = folder.Parent!;
            }

            return Directory.CreateDirectory(Path.Combine(folder.FullName, "artifacts", "screenshots")).FullName;
        }
    }
}
