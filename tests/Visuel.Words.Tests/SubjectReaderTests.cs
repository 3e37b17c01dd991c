using System.Globalization;
using System.Text;

namespace Visuel.Words.Tests;

public sealed class SubjectReaderTests
{
    private static readonly SubjectReader Reader = SubjectReader.Shared;

    [Fact]
    public void The_scores_of_all_lists_are_approved()
    {
        var text = new StringBuilder();
        foreach (var (name, titles) in Titles.Lists)
        {
            var read = titles.Select(title => (Title: title, Subject: Read(title))).ToList();
            var right = read.Where(pair => IsRight(pair.Title, pair.Subject)).ToList();
            var sure = read.Where(pair => pair.Subject.Confidence is Confidence.Sure).ToList();
            text.Append(
                CultureInfo.InvariantCulture,
                $"list {name}: of {read.Count} right {right.Count}, nothing {read.Count(IsNothing)}; ");
            text.Append(
                CultureInfo.InvariantCulture,
                $"of {sure.Count} sure ones right {sure.Count(pair => IsRight(pair.Title, pair.Subject))}\n");
        }

        Approved.Matches(text.ToString(), "scores");

        static bool IsNothing((ListedTitle Title, PictureSubject Subject) pair) => pair.Subject.Subject is null;
    }

    // From the lists' misses: what goes wrong where an accent, a sense or a form is taken for another.
    [Theory]
    [InlineData("Quel avocat pour un divorce à l'amiable", "lawyer")]
    [InlineData("Tartine d'avocat et œuf poché", "avocado")]
    [InlineData("Comment nettoyer un four très sale", "oven")]
    [InlineData("Fraude à la carte bancaire : les réflexes", "card")]
    [InlineData("Location de grue de chantier", "construction crane")]
    [InlineData("Poêle à bois à prix cassé", "stove")]
    [InlineData("Quelle poêle pour cuire sans matière grasse", "frying pan")]
    [InlineData("Le vin rosé du domaine", "wine")]
    [InlineData("Un pécheur au bord du lac", "lake")]
    [InlineData("Mais pourquoi changer de banque ?", "bank")]
    [InlineData("Offre d'emploi : soudeur à Nantes", "welder")]
    [InlineData("Bienvenue à Rose, notre nouvelle boulangère", "baker")]
    [InlineData("Une souffleuse de verre à Biot", "glass blower")]
    [InlineData("Bijoux faits main pour la Saint-Valentin", "ring")]
    [InlineData("Un nouveau toit pour l'église Saint-Martin", "roof")]
    [InlineData("Meet Rosie, our therapy dog", "dog")]
    [InlineData("Never miss a delivery again", "courier")]
    public void The_title_names_it(string title, string words) =>
        Assert.Contains(words, Reader.Read(title, null, isLiteral: false).Subject!.English, StringComparison.Ordinal);

    [Theory]
    [InlineData("Vivre sans voiture en ville", "car")]
    [InlineData("Sugar-free cookies", "sugar")]
    [InlineData("Le train plutôt que l'avion", "airplane")]
    public void What_a_title_denies_is_not_shown(string title, string denied)
    {
        var read = Reader.Read(title, null, isLiteral: false);
        Assert.Contains(read.Denied, shown => shown.English.Contains(denied, StringComparison.Ordinal));
        Assert.DoesNotContain(denied, read.Subject?.English ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rendez-vous chez Gustave et Caramel")]
    [InlineData("Une journée avec Marguerite")]
    [InlineData("Résidence Les Tilleuls")]
    public void A_name_is_never_taken_for_a_thing(string title) => Assert.DoesNotMatch(
        "caramel|daisies|linden", Reader.Read(title, null, isLiteral: false).Subject?.English ?? "");

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("!!! ???")]
    [InlineData("日本の猫")]
    [InlineData("2026")]
    public void Of_nothing_nothing_is_read(string title)
    {
        var read = Reader.Read(title, null, isLiteral: false);
        Assert.Equal((null, Confidence.Unsure), (read.Subject, read.Confidence));
    }

    [Fact]
    public void What_is_said_in_French_goes_with_what_is_said_in_English()
    {
        var read = Reader.Read("Un potager sur le balcon", null, isLiteral: false);
        Assert.Equal(new Shown("vegetable garden", "potager"), read.Subject);
        Assert.Equal("balcon", read.Place!.French);
        Assert.StartsWith(
            "orchidée", Reader.Read("Entretenir ses orchidées", null, isLiteral: false).Subject!.French,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_description_tells_meanings_apart_and_names_the_subject_where_the_title_names_none()
    {
        Assert.Contains(
            "lawyer", Reader.Read("Choisir son avocat", "Divorce, droit du travail", isLiteral: false).Subject!.English,
            StringComparison.Ordinal);
        var read = Reader.Read("Comment bien choisir", "Un vélo électrique pour la ville", isLiteral: false);
        Assert.Contains("bicycle", read.Subject!.English, StringComparison.Ordinal);
        Assert.NotEqual(Confidence.Sure, read.Confidence);
    }

    [Fact]
    public void A_long_text_is_read_in_a_moment()
    {
        var text = string.Join(' ', Titles.All.Take(200));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.NotNull(Reader.Read(text, text, isLiteral: true));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
    }

    private static PictureSubject Read(ListedTitle title) => Reader.Read(title.Title, null, title.Type is "image");

    private static bool IsRight(ListedTitle title, PictureSubject subject) =>
        title.IsNamedBy(subject.Subject) || title.IsNamedBy(subject.Companion) || title.IsNamedBy(subject.Place);
}
