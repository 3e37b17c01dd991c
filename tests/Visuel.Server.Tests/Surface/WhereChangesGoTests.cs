using System.Globalization;
using System.Resources;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Composer;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Prompts;
using Visuel.Server.Answers;
using Visuel.Server.Features.Calendar;
using Visuel.Server.Ui;

namespace Visuel.Server.Tests.Surface;

/// <summary>Rows of <c>Where each change goes</c> in ARCHITECTURE.md that no other test holds. Each test is red while a
/// piece is missing.</summary>
public sealed class WhereChangesGoTests
{
    public static TheoryData<ContentType> ContentTypes => [.. Enum.GetValues<ContentType>()];

    public static TheoryData<string> SpokenLanguages => [.. Languages.All];

    [Theory]
    [MemberData(nameof(ContentTypes))]
    public void A_content_type_has_a_recipe_an_icon_and_the_composers_habits(ContentType type)
    {
        Assert.NotEmpty(PromptRecipe.For(type).Composition);
        var icon = ChannelIcon.Of(new ContentFields(
            type, "Soldes d'été", Description: null, ScheduledAt: null, "Europe/Paris", AllDay: false, Channel: null,
            ContentStatus.Draft, Cover: null));
        Assert.Contains(
            $"<symbol id=\"{icon}\"", Read("src/Visuel.Server/wwwroot/icons.svg"), StringComparison.Ordinal);
        Assert.Contains(WireName.Of(type), Illustrator.ContentTypes);
    }

    [Theory]
    [MemberData(nameof(ContentTypes))]
    public void A_content_type_stands_in_the_descriptions_of_the_fields_that_take_it(ContentType type)
    {
        var schemas = JsonDocument.Parse(Read("tests/Visuel.Server.Tests/Surface/openapi.approved.json")).RootElement
            .GetProperty("components").GetProperty("schemas");
        foreach (var (schema, field) in ((string, string)[])
            [("ContentRequest", "type"), ("GenerateImageRequest", "contentType")])
        {
            Assert.Contains(
                $"`{WireName.Of(type)}`",
                schemas.GetProperty(schema).GetProperty("properties").GetProperty(field).GetProperty("description")
                    .GetString()!,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_composer_knows_no_content_type_that_is_not_one() => Assert.Equal(
        Enum.GetValues<ContentType>().Select(WireName.Of).Order(), Illustrator.ContentTypes.Order());

    [Fact]
    public void An_engine_is_registered_named_and_has_a_model()
    {
        using var host = VisuelHost.Start();
        var names = host.Services.GetServices<IImageEngine>().Select(engine => engine.Name);
        Assert.Equal(EngineNames.All.Order(), names.Order());
        Assert.All(EngineNames.All, name => Assert.Contains(ImageModels.All, model => model.Engine == name));
    }

    [Theory]
    [MemberData(nameof(SpokenLanguages))]
    public void A_language_has_its_texts(string language)
    {
        // Texts.resx is English: the language of the code.
        var culture = language == "en" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language);
        Assert.NotNull(new ResourceManager(typeof(Texts)).GetResourceSet(culture, true, tryParents: false));
    }

    [Fact]
    public void Texts_are_there_for_no_language_that_is_not_offered()
    {
        var files = ArchitectureTests.Root.GetFiles("src/Visuel.Server/Ui/Texts*.resx")
            .Select(file => file.Name.Split('.') is [_, var language, _] ? language : "en");
        Assert.Equal(Languages.All.Order(), files.Order());
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(ArchitectureTests.Root.FullName, path));

    [Fact]
    public void A_plan_is_one_entry_with_a_name_of_its_own()
    {
        Assert.Equal(Plans.All.Count, Plans.All.Select(plan => plan.Name).Distinct().Count());
        Assert.Equal(Plans.All, Plans.Offers.SelectMany(offer => offer));
    }
}
