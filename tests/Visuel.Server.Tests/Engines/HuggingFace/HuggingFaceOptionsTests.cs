using Microsoft.Extensions.Configuration;
using Visuel.Server.Engines.HuggingFace;
using Visuel.Server.Settings;

namespace Visuel.Server.Tests.Engines.HuggingFace;

/// <summary>The settings of the engine.</summary>
public sealed class HuggingFaceOptionsTests
{
    [Fact]
    public void Nothing_set_means_the_public_addresses_and_no_token()
    {
        var (options, settings) = Read();

        Assert.Null(options.Token);
        Assert.Equal(("router.huggingface.co", "huggingface.co"), (options.Router.Host, options.Hub.Host));
        Assert.Equal(["fal.media",
            "*.fal.media", "*.fal.ai", "replicate.delivery", "*.replicate.delivery", "d1q70pf5vjeyhc.cloudfront.net",
            "*.wavespeed.ai", "mfile.z.ai", "aigc-files.bigmodel.cn"], options.DownloadHosts);
        Assert.False(options.AllowsLoopback);
        Assert.Empty(settings.Faults);
    }

    [Theory]
    [InlineData("hf_a", "hf_b", "hf_a")]
    [InlineData(null, "hf_b", "hf_b")]
    [InlineData(" \"hf_a\" ", null, "hf_a")]
    [InlineData("hf_xxxx", null, null)]
    public void The_token_of_accounts_comes_before_that_of_visitors(string? account, string? visitor, string? token) =>
        Assert.Equal(token, Read(("HF_TOKEN", account), ("DEFAULT_HF_TOKEN", visitor)).Options.Token);

    [Theory]
    [InlineData("HF_TOKEN", "hf_two words")]
    [InlineData("DEFAULT_HF_TOKEN", "hf_été")]
    [InlineData("HF_ROUTER_URL", "https://api-inference.huggingface.co")]
    [InlineData("HF_HUB_URL", "https://API-inference.huggingface.co/models")]
    [InlineData("HF_ROUTER_URL", "router.huggingface.co")]
    [InlineData("HF_ROUTER_URL", "https://router.example/?key=1")]
    [InlineData("HF_HUB_URL", "https://me:secret@hub.example")]
    [InlineData("HF_DOWNLOAD_HOSTS", "https://fal.media")]
    [InlineData("HF_DOWNLOAD_HOSTS", "*")]
    [InlineData("HF_BILL_TO", "acme inc")]
    [InlineData("HF_PROVIDERS", "nobody")]
    public void What_cannot_work_is_refused_by_name_and_without_its_value(string name, string value)
    {
        var fault = Assert.Single(Read((name, value)).Settings.Faults);

        Assert.StartsWith($"{name} must ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("words", fault.Replace("plain", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://abc.eu-west-1.aws.endpoints.huggingface.cloud", null, "hf_a")]
    [InlineData("https://abc.eu-west-1.aws.endpoints.huggingface.cloud", "hf_e", "hf_e")]
    [InlineData("http://abc.eu-west-1.aws.endpoints.huggingface.cloud", null, null)]
    [InlineData("https://evilendpoints.huggingface.cloud.example", null, null)]
    [InlineData("https://draw.example", null, null)]
    [InlineData("https://draw.example", "hf_e", "hf_e")]
    [InlineData("http://127.0.0.1:8080", null, "hf_a")]
    public void The_installations_token_goes_to_Hugging_Faces_endpoints_and_this_machine_only(
        string address, string? own, string? sent)
    {
        var (options, settings) = Read(("HF_TOKEN", "hf_a"), ("HF_ENDPOINT_URL", address), ("HF_ENDPOINT_TOKEN", own));

        Assert.Equal(
            (sent, "stabilityai/stable-diffusion-xl-base-1.0"), (options.Endpoint!.Token, options.Endpoint.ModelId));
        Assert.Equal(sent is null, settings.Notices.Count > 0);
        Assert.DoesNotContain("hf_", options.Endpoint.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_dead_host_is_refused_with_its_successor() =>
        Assert.Contains(
            "router.huggingface.co", Read(("HF_ROUTER_URL", "https://api-inference.huggingface.co")).Settings.Faults[0],
            StringComparison.Ordinal);

    [Theory]
    [InlineData("HF_TOKEN", "fal-key-123")]
    [InlineData("HF_ROUTER_URL", "http://proxy.example")]
    [InlineData("HF_PROVIDERS", "fal-ai, novita")]
    public void What_may_surprise_is_said(string name, string value)
    {
        var (_, settings) = Read((name, value));

        Assert.Empty(settings.Faults);
        Assert.StartsWith(name, Assert.Single(settings.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_do_not_show_when_options_are_printed() =>
        Assert.DoesNotContain(
            "hf_", Read(("HF_TOKEN", "hf_a"), ("DEFAULT_HF_TOKEN", "hf_b")).Options.ToString(),
            StringComparison.Ordinal);

    private static (HuggingFaceOptions Options, SettingsReader Settings) Read(
        params (string Name, string? Value)[] values)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            values.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal)).Build();
        var settings = new SettingsReader(configuration);
        return (HuggingFaceOptions.Read(settings), settings);
    }
}
