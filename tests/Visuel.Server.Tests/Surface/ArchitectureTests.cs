using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Visuel.Server.Tests.Surface;

/// <summary>The walls of ARCHITECTURE.md that the compiler does not guard.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Architecture Code = new ArchLoader()
        .LoadAssemblies(typeof(Program).Assembly, typeof(Core.ISecrets).Assembly, typeof(Client.VisuelJson).Assembly)
        .Build();

    internal static readonly DirectoryInfo Root = FindRoot();

    [Theory]
    [InlineData(typeof(Core.ISecrets))]
    [InlineData(typeof(Words.ClipTokens))]
    public void What_decides_knows_nothing_but_the_base_library(System.Type one) => Assert.All(
        one.Assembly.GetReferencedAssemblies().Where(assembly => assembly.Name is not "Visuel.Words"),
        assembly => Assert.StartsWith("System.", assembly.Name, StringComparison.Ordinal));

    [Theory]
    [InlineData("Microsoft.Data.Sqlite", "Visuel.Server.Stores.Sqlite")]
    [InlineData("SQLitePCL", "Visuel.Server.Stores.Sqlite")]
    [InlineData("MongoDB", "Visuel.Server.Stores.MongoDb")]
    [InlineData("Stripe", "Visuel.Server.Payments")]
    public void A_library_of_one_adapter_stays_in_it(string library, string home)
    {
        var offenders = Code.Types.Where(type => type.Namespace.FullName.StartsWith("Visuel", StringComparison.Ordinal))
            .Where(type => !type.Namespace.FullName.StartsWith(home, StringComparison.Ordinal))
            .Where(type => type.Dependencies.Any(
                dependency => dependency.Target.FullName.StartsWith($"{library}.", StringComparison.Ordinal)));
        Assert.Empty(offenders.Select(type => type.FullName));
    }

    // A page is drawn at its first await: a form without a model then fails, where the store takes a moment.
    [Fact]
    public void A_form_has_its_model_before_anything_is_read()
    {
        var forms = Root.EnumerateFiles("*.razor", SearchOption.AllDirectories)
            .Where(file => file.FullName.Contains($"{Path.DirectorySeparatorChar}src{Path.DirectorySeparatorChar}"))
            .SelectMany(file => Posted().Matches(File.ReadAllText(file.FullName)).Select(found =>
                (File: file, Name: found.Groups["name"].Value)))
            .ToList();
        Assert.True(forms.Count > 8);
        Assert.All(forms, form =>
        {
            var text = File.ReadAllText(form.File.FullName);
            var begins = text.IndexOf("OnInitialized", StringComparison.Ordinal);
            var made = text.IndexOf($"{form.Name} ??= ", StringComparison.Ordinal);
            var read = text.IndexOf("await ", begins, StringComparison.Ordinal);
            Assert.True(made >= 0 && (read < 0 || made < read), $"{form.File.Name}: {form.Name}");
        });
    }

    [GeneratedRegex(@"\[SupplyParameterFromForm[^\]]*\][^;{]*?(?<name>\w+) \{ get", RegexOptions.None, 10_000)]
    private static partial Regex Posted();

    [Fact]
    public void Components_write_through_use_cases_and_only_read_from_ports()
    {
        var ports = typeof(Core.ISecrets).Assembly.GetTypes()
            .Where(type => type.IsInterface).Select(type => type.Name).ToHashSet();
        var calls = SourceFiles("src").Where(file => file.Extension is ".razor").SelectMany(file =>
        {
            var text = File.ReadAllText(file.FullName);
            var injected = Injected.Matches(text).Where(match => ports.Contains(match.Groups["type"].Value))
                .Select(match => match.Groups["name"].Value).ToHashSet();
            return Called.Matches(text).Where(match => injected.Contains(match.Groups["on"].Value))
                .Select(match => $"{file.Name}: {match.Groups["method"].Value}");
        }).ToList();
        Assert.NotEmpty(calls);
        Assert.DoesNotContain(calls, call => !Reading.IsMatch(call));
    }

    [Fact]
    public void Names_say_what_a_thing_is() => Assert.DoesNotContain(
        Code.Types.Where(type => type.Namespace.FullName.StartsWith("Visuel", StringComparison.Ordinal))
            .Select(type => type.Name),
        name => VagueName.IsMatch(name));

    [Fact]
    public void No_file_is_too_long()
    {
        Assert.Empty(
            SourceFiles("src").Where(file => File.ReadLines(file.FullName).Count() > 300).Select(file => file.Name));
        Assert.Empty(
            SourceFiles("tests").Where(file => File.ReadLines(file.FullName).Count() > 500).Select(file => file.Name));
    }

    [Fact]
    public void No_line_is_longer_than_120_columns() => Assert.Empty(
        new[] { "src", "tests", "bench", "tools" }.SelectMany(SourceFiles).SelectMany(TooLong));

    [Fact]
    public void Nothing_is_hidden_in_regions_or_left_for_later() => Assert.Empty(
        SourceFiles("src").Where(file => Leftover.IsMatch(File.ReadAllText(file.FullName))).Select(file => file.Name));

    private static IEnumerable<FileInfo> SourceFiles(string folder) =>
        new DirectoryInfo(Path.Combine(Root.FullName, folder)).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Extension is ".cs" or ".razor");

    // Columns are UTF-16 characters, and no tab stands among them. There are no exceptions:
    // data that fits no line is split, or is a file of its own.
    private static IEnumerable<string> TooLong(FileInfo file) => File.ReadLines(file.FullName).Index()
        .Where(line => line.Item.Length > 120 || line.Item.Contains('\t', StringComparison.Ordinal))
        .Select(line => $"{Path.GetRelativePath(Root.FullName, file.FullName)}:{line.Index + 1}");

    private static DirectoryInfo FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Visuel.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder;
    }

    [GeneratedRegex(@"^@inject (?<type>\w+) (?<name>\w+)\r?$", RegexOptions.Multiline, 60_000)]
    private static partial Regex Injected { get; }

    [GeneratedRegex(@"\b(?<on>\w+)\.(?<method>\w+)\(", RegexOptions.None, 60_000)]
    private static partial Regex Called { get; }

    [GeneratedRegex(": (Find|List|Read|Count|Is)[A-Z]?", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Reading { get; }

    [GeneratedRegex(
        "(Helper|Util|Utils|Utilities|Manager|Service|Common|Base|Impl|Dto)s?$", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex VagueName { get; }

    [GeneratedRegex(@"#region|\bTODO\b|NotImplementedException", RegexOptions.None, 60_000)]
    private static partial Regex Leftover { get; }
}
