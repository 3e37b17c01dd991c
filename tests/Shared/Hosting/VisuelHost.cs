using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Visuel.Server;
using Visuel.Server.Settings;

namespace Visuel.Testing;

/// <summary>The whole server on real Kestrel and a real SQLite file, with nothing of the machine's own settings. What a
/// test may change: settings and the clock.</summary>
internal sealed class VisuelHost : WebApplicationFactory<Program>
{
    /// <summary>Every setting there is, from the reader that the server uses.</summary>
    public static readonly IReadOnlyCollection<string> SettingNames = ReadNames();

    private readonly PrivateWords said = new();
    private readonly TemporaryFolder folder;
    private readonly bool ownsFolder;
    private readonly Dictionary<string, string> settings;
    private readonly TimeProvider? clock;

    private VisuelHost(IReadOnlyDictionary<string, string>? settings, TimeProvider? clock, TemporaryFolder? folder)
    {
        this.clock = clock;
        this.folder = folder ?? new TemporaryFolder();
        ownsFolder = folder is null;
        this.settings = SettingNames.ToDictionary(name => name, _ => "");
        this.settings["VISUEL_DATA"] = this.folder.Path;
        this.settings["SETUP_CODE"] = Actor.SetupCode;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            this.settings[name] = value;
        }

        UseKestrel(0);
    }

    /// <summary>Where it keeps its data.</summary>
    public string DataFolder => folder.Path;

    /// <summary>Everything it logged.</summary>
    public LogLines Logs { get; } = new();

    /// <summary>Starts a server, on a folder of its own unless it is given one.</summary>
    public static VisuelHost Start(IReadOnlyDictionary<string, string>? settings =
        null, TimeProvider? clock = null, TemporaryFolder? folder = null)
    {
        var host = new VisuelHost(settings, clock, folder);
        try
        {
            host.StartServer();
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"The server did not start: {host.Logs.Text}", error);
        }

        return host;
    }

    /// <summary>Somebody who has not signed in.</summary>
    public Visitor Visitor() => new(ClientOptions.BaseAddress, said);

    /// <summary>Somebody who has an account already.</summary>
    public async Task<Actor> SignInAsync(string name)
    {
        var visitor = Visitor();
        var reply = await visitor.PostAsync(
            "/api/auth/login", new { email = $"{name}@example.com", password = Actor.Password });
        Assert.Equal(200, reply.Status);
        return new Actor(visitor, $"{name}@example.com", reply.Json.GetProperty("id").GetGuid());
    }

    /// <summary>Somebody who registered and is signed in. The first one is the owner of the installation.</summary>
    public async Task<Actor> SignUpAsync(string name)
    {
        var visitor = Visitor();
        var reply = await visitor.RegisterAsync(name);
        Assert.Equal(201, reply.Status);
        return new Actor(visitor, $"{name}@example.com", reply.Json.GetProperty("id").GetGuid());
    }

    /// <summary>The owner, and somebody beside with a plan the owner granted.</summary>
    public async Task<(Actor Owner, Actor User)> SignUpWithPlanAsync(string plan)
    {
        var owner = await SignUpAsync("owner");
        var user = await SignUpAsync("ada");
        Assert.Equal(200, (await owner.PatchAsync($"/api/admin/accounts/{user.Id}", new { plan })).Status);
        return (owner, user);
    }

    private static IReadOnlyCollection<string> ReadNames()
    {
        using var place = new TemporaryFolder();
        var values = new Dictionary<string, string?> { ["VISUEL_DATA"] = place.Path };
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        ServerSettings.Read(reader);
        return reader.Names;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }

        builder.UseEnvironment("Production");
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs).SetMinimumLevel(LogLevel.Debug));
        builder.ConfigureTestServices(services =>
        {
            // Half a second a hash is right for people and wrong for tests.
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1000);
            if (clock is not null)
            {
                services.Replace(ServiceDescriptor.Singleton(clock));
            }
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (ownsFolder)
        {
            folder.Dispose();
        }

        said.AssertNoneIn(Logs.Text);
    }
}
