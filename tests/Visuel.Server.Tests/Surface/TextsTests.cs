using System.Globalization;
using System.Resources;
using System.Text;
using System.Text.RegularExpressions;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Calendar;
using Visuel.Core.Quota;
using Visuel.Server.Answers;
using Visuel.Server.Rounds;
using Visuel.Server.Ui;

namespace Visuel.Server.Tests.Surface;

public sealed partial class TextsTests
{
    private static readonly ResourceManager Resources = new("Visuel.Server.Ui.Texts", typeof(Texts).Assembly);

    public static TheoryData<string> Spoken => [.. Languages.All];

    [Theory]
    [MemberData(nameof(Spoken))]
    public void Every_sentence_is_there_in_every_language_with_the_same_values(string language)
    {
        var (english, other) = (Keys("en"), Keys(language));
        Assert.Equal(english.Keys.Order(), other.Keys.Order());
        Assert.All(english, pair =>
        {
            Assert.NotEmpty(other[pair.Key]);
            Assert.True(ValuesOf(pair.Value).SetEquals(ValuesOf(other[pair.Key])), pair.Key);
        });
    }

    [Fact]
    public void Every_code_every_plan_every_round_and_every_scene_has_its_words()
    {
        var keys = Keys("fr");
        Assert.All(Problem.All, problem => Assert.Contains($"Problem_{problem.Code}", keys));
        Assert.All(Plans.All, plan => Assert.Contains($"Plan_{plan.Name}", keys));
        Assert.All(Rhythms.All, rhythm => Assert.Contains($"Round_{rhythm.Name}", keys));
        Assert.All(RoundState.Reasons, reason => Assert.Contains($"RoundReason_{reason}", keys));
        Assert.All(Thing.Kinds, kind => Assert.Contains($"Thing_{kind}", keys));
        Assert.All(Composer.Illustrator.Scenes, scene => Assert.Contains($"Scene_{scene}", keys));
        Assert.All(Enum.GetValues<ContentType>(), type => Assert.Contains($"Type_{WireName.Of(type)}", keys));
        Assert.All(Enum.GetValues<Channel>(), channel => Assert.Contains($"Channel_{WireName.Of(channel)}", keys));
        Assert.All(Enum.GetValues<ContentStatus>(), status => Assert.Contains($"Status_{WireName.Of(status)}", keys));
        Assert.All(Enum.GetValues<CreditState>(), state => Assert.Contains($"Credit_{WireName.Of(state)}", keys));
    }

    [Theory]
    [MemberData(nameof(Spoken))]
    public void Every_time_in_a_sentence_is_written_as_its_reader_writes_it(string language)
    {
        var at = WrittenTime.Of(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc);
        Assert.All(
            Keys(language).SelectMany(pair => Format.Matches(pair.Value)).Select(match => match.Groups["format"].Value),
            format => Assert.NotEmpty(at.ToString(format, null)));
    }

    [Fact]
    public void Every_sentence_that_the_code_names_is_there()
    {
        var keys = Keys("fr");
        var named = ArchitectureTests.Root.GetDirectories("src").Single()
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Extension is ".cs" or ".razor")
            .SelectMany(file => NamedKey.Matches(File.ReadAllText(file.FullName)))
            .Select(match => match.Groups["key"].Value).ToHashSet();
        Assert.True(named.Count > 200, $"{named.Count} keys");
        Assert.All(named, key => Assert.Contains(key, keys));
    }

    [Fact]
    public void The_sentences_of_errors_are_approved()
    {
        var (english, french) = (Keys("en"), Keys("fr"));
        var text = new StringBuilder();
        foreach (var problem in Problem.All)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{problem.Status} {problem.Code}\n  {french[$"Problem_{problem.Code}"]}\n  " +
                $"{english[$"Problem_{problem.Code}"]}\n");
        }

        Approved.Matches(text.ToString(), "problems");
    }

    private static Dictionary<string, string> Keys(string culture) => Resources
        .GetResourceSet(
            culture == "en" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(culture),
            createIfNotExists: true, tryParents: false)!
        .Cast<System.Collections.DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static HashSet<string> ValuesOf(string sentence) =>
        [.. Value.Matches(sentence).Select(match => match.Value)];

    [GeneratedRegex(@"\{\d+:(?<format>[^}]+)\}", RegexOptions.None, 60_000)]
    private static partial Regex Format { get; }

    [GeneratedRegex("""\bL\["(?<key>\w+)["]""", RegexOptions.None, 60_000)]
    private static partial Regex NamedKey { get; }

    [GeneratedRegex(@"\{\d", RegexOptions.None, 100)]
    private static partial Regex Value { get; }
}
