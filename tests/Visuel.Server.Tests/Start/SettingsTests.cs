using Microsoft.Extensions.Configuration;
using Visuel.Server.Settings;

namespace Visuel.Server.Tests.Start;

public sealed class SettingsTests
{
    [Fact]
    public void With_nothing_set_everything_has_its_default()
    {
        var settings = Read();
        Assert.Equal((true, "fr"), (settings.Accounts.RegistrationOpen, settings.Accounts.DefaultLocale));
        Assert.Equal(("free", 60d), (settings.Quota.DefaultPlan.Name, settings.Quota.HoldLease.TotalSeconds));
        Assert.Equal(("auto", "stabilityai/stable-diffusion-xl-base-1.0"), (
            settings.Engines.Preferred, settings.Engines.Model.Id));
        Assert.Equal(Path.GetFullPath("data"), settings.Store.DataFolder);
    }

    [Fact]
    public void What_is_pasted_into_a_setting_is_cleaned_and_the_name_of_a_folder_stays()
    {
        var settings = Read(("REGISTRATION", "\ufeffclosed\u200b"), ("VISUEL_DATA", "donne\u0301es"));
        Assert.False(settings.Accounts.RegistrationOpen);
        Assert.Equal(Path.GetFullPath("donne\u0301es"), settings.Store.DataFolder);
    }

    [Fact]
    public void All_wrong_settings_are_named_at_once()
    {
        var wrong = Assert.Throws<SettingsException>(() => Read(
            ("REGISTRATION", "maybe"), ("SETUP_CODE", "short"), ("DEFAULT_PLAN", "gold"), ("DEFAULT_LOCALE", "xx"),
            ("CRON_SECRET", "x"),
            ("HOLD_LEASE_SECONDS", "1"), ("IMAGE_ENGINE", "dalle"), ("IMAGE_MODEL", "sdxl"),
            ("PUBLIC_URL", "visuel.example"), ("TRUSTED_PROXIES", "10.0.0.1, proxy"),
            ("MONGODB_URI", "localhost:27017"), ("S3_BUCKET", "images"), ("S3_ENDPOINT", "storage.example")));
        string[] names =
        [
            "CRON_SECRET", "DEFAULT_LOCALE", "DEFAULT_PLAN", "HOLD_LEASE_SECONDS", "IMAGE_ENGINE", "IMAGE_MODEL",
            "MONGODB_URI", "PUBLIC_URL", "REGISTRATION", "S3_ACCESS_KEY_ID", "S3_ENDPOINT", "S3_SECRET_ACCESS_KEY",
            "SETUP_CODE", "TRUSTED_PROXIES",
        ];
        Assert.Equal(names, wrong.Faults.Select(fault => fault.Split(' ')[0]).Order());
        Assert.DoesNotContain("short", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1/32")]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1/32")]
    [InlineData("::ffff:10.0.0.0/104", "10.0.0.0/8")]
    [InlineData("fd00::/8", "fd00::/8")]
    public void A_proxy_written_either_way_is_the_same_proxy(string written, string meant) =>
        Assert.Equal(meant, Assert.Single(Read(("TRUSTED_PROXIES", written)).Address.Proxies).ToString());

    [Theory]
    [InlineData("https://visuel.example", true)]
    [InlineData("https://visuel.example/", true)]
    [InlineData("https://visuel.example:8443", true)]
    [InlineData("https://exemple.fr/visuel", false)]
    [InlineData("https://exemple.fr/visuel/", false)]
    [InlineData("https://exemple.fr?x=1", false)]
    [InlineData("https://exemple.fr#x", false)]
    [InlineData("https://me:secret@exemple.fr", false)]
    public void An_address_under_a_path_is_refused_by_name(string address, bool isTaken)
    {
        if (isTaken)
        {
            Read(("PUBLIC_URL", address));
            return;
        }

        var wrong = Assert.Throws<SettingsException>(() => Read(("PUBLIC_URL", address)));
        Assert.StartsWith("PUBLIC_URL", Assert.Single(wrong.Faults), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_wrong_settings_of_payments_are_named_at_once()
    {
        var wrong = Assert.Throws<SettingsException>(() => Read(
            ("STRIPE_SECRET_KEY", "pk_live_key"), ("STRIPE_WEBHOOK_SECRET", "whsec_one,two"),
            ("STRIPE_API_BASE", "https://api.example.com"), ("STRIPE_AUTOMATIC_TAX", "yes"),
            ("BILLING_GRACE_DAYS", "99"), ("SALES_CONTACT", "the boss"), ("TERMS_URL", "terms"),
            ("PROVIDER_PRICES", "fal-ai"), ("USD_EUR", "0"), ("PUBLIC_URL", "http://visuel.example")));
        string[] names =
        [
            "BILLING_GRACE_DAYS", "PROVIDER_PRICES", "PUBLIC_URL", "SALES_CONTACT", "STRIPE_API_BASE",
            "STRIPE_AUTOMATIC_TAX", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "TERMS_URL", "USD_EUR",
        ];
        Assert.Equal(names, wrong.Faults.Select(fault => fault.Split(' ')[0]).Order());
        Assert.DoesNotContain("pk_live_key", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("STRIPE_SECRET_KEY", "sk_test_key", "STRIPE_WEBHOOK_SECRET")]
    [InlineData("STRIPE_WEBHOOK_SECRET", "whsec_secret", "STRIPE_SECRET_KEY")]
    public void Of_the_two_secrets_of_payments_the_missing_one_is_named(string name, string value, string missing) =>
        Assert.StartsWith(
            missing, Assert.Single(Assert.Throws<SettingsException>(() => Read((name, value))).Faults),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("mongodb://localhost", true)]
    [InlineData("mongodb://a.example:27017,b.example:27017/visuel?replicaSet=rs0", true)]
    [InlineData("mongodb+srv://cluster.example/visuel", true)]
    [InlineData("localhost:27017", false)]
    [InlineData("postgres://localhost", false)]
    [InlineData("mongodb://", false)]
    public void An_address_of_a_database_is_known_by_its_form(string uri, bool isAddress) =>
        Assert.Equal(isAddress, Stores.MongoDb.MongoStore.IsAddress(uri));

    [Fact]
    public void A_CDN_needs_a_bucket_behind_it() => Assert.StartsWith(
        "CDN_BASE_URL", Assert.Single(Assert.Throws<SettingsException>(
            () => Read(("CDN_BASE_URL", "https://images.example.com"))).Faults), StringComparison.Ordinal);

    [Theory]
    [InlineData("short")]
    [InlineData("a secret of more than thirty-two bytes")]
    public void A_key_that_signed_the_sessions_of_older_versions_is_told_to_be_of_no_use(string secret)
    {
        var notice = Assert.Single(
            Read(("JWT_SECRET", secret)).Notices, notice => notice.StartsWith("JWT_SECRET", StringComparison.Ordinal));
        Assert.DoesNotContain(secret, notice, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Read(("JWT_SECRET", " ")).Notices, other => other.StartsWith("JWT_SECRET", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("hf_xxxxxxxxxxxxxxxxxxxx", null)]
    [InlineData("whsec_xxxxxxxxxxxx", null)]
    [InlineData("sk_test_xxxxxxxxxxxx", null)]
    [InlineData("mongodb+srv://...", null)]
    [InlineData("", null)]
    [InlineData("   ", null)]
    [InlineData(" \"hf_realToken\" ", "hf_realToken")]
    [InlineData("hf_axxxb", "hf_axxxb")]
    public void A_value_that_is_still_the_sample_counts_as_absent(string value, string? read)
    {
        var reader = new SettingsReader(Configuration(("NAME", value)));
        Assert.Equal(read, reader.Text("NAME"));
        Assert.Equal(read is null && value.Trim().Length > 0, reader.Notices.Count == 1);
    }

    [Fact]
    public void A_dot_env_file_is_read_as_people_write_it() => Assert.Equal(
        [("A", "1"), ("B", "two words"), ("C", "x#y"), ("D", "e=f"), ("E", "kept # inside"), ("F", "")],
        new[]
            {
                "# comment", "A=1", " export B='two words' # why",
                "C=x#y", "D=e=f # tail", "E=\"kept # inside\"", "F=", "=none", "no sign", "",
            }
            .Select(DotEnv.Parse).OfType<KeyValuePair<string, string?>>().Select(pair => (pair.Key, pair.Value!)));

    [Fact]
    public void The_environment_wins_over_the_local_file_and_that_over_the_other()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, ".env"), "A=env\nB=env\nC=env");
        File.WriteAllText(Path.Combine(folder.Path, ".env.local"), "A=local\nB=local");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["A"] = "environment" });
        configuration.AddDotEnv(folder.Path);
        var read = configuration.Build();
        Assert.Equal(("environment", "local", "env"), (read["A"], read["B"], read["C"]));
    }

    [Fact]
    public void An_international_domain_is_written_as_browsers_write_it()
    {
        var settings = Read(
            ("PUBLIC_URL", "https://bücher.example:8443"), ("CDN_BASE_URL", "https://images.bücher.example/v"),
            ("S3_BUCKET", "b"), ("S3_ACCESS_KEY_ID", "k"), ("S3_SECRET_ACCESS_KEY", "s"));
        var request = new Microsoft.AspNetCore.Http.DefaultHttpContext().Request;
        Assert.True(settings.Address.IsOwn("https://xn--bcher-kva.example:8443", request));
        Assert.False(settings.Address.IsOwn("https://xn--bcher-kva.example", request));
        Assert.Equal("https://images.xn--bcher-kva.example/v", settings.Publishing.Cdn);
        Assert.Equal("https://[::1]:8443/", Read(("PUBLIC_URL", "https://[::1]:8443")).Address.Url!.AbsoluteUri);
    }

    [Fact]
    public void What_does_nothing_in_the_local_file_is_named_at_start()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            Path.Combine(folder.Path, ".env.local"),
            "# notes\nREGISTRATOIN=closed\n\nthis is nonsense\nREGISTRATION=closed\nLogging:LogLevel:Default=Debug");
        File.WriteAllText(Path.Combine(folder.Path, ".env"), "OF_ANOTHER_PROGRAM=1");
        var configuration = new ConfigurationBuilder();
        configuration.AddDotEnv(folder.Path);
        Assert.Equal(
            [
                "REGISTRATOIN in .env.local is no setting of Visuel and does nothing.",
                "Line 4 of .env.local sets nothing: write NAME=value.",
            ],
            ServerSettings.Read(configuration.Build()).Notices.Where(
                notice => notice.Contains(".env.local", StringComparison.Ordinal)));
    }

    private static ServerSettings Read(params (string Name, string Value)[] values) =>
        ServerSettings.Read(Configuration(values));

    private static IConfiguration Configuration(params (string Name, string Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                values.Select(value => KeyValuePair.Create<string, string?>(value.Name, value.Value))).Build();
}
