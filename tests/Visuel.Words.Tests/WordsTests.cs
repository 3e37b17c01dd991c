namespace Visuel.Words.Tests;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Été", "ete")]
    [InlineData("PLUTÔT", "plutot")]
    [InlineData("cœur", "coeur")]
    [InlineData("Noe\u0308l", "noel")]
    [InlineData("façade", "facade")]
    [InlineData("Größe", "grosse")]
    public void Accents_fold_away_however_they_are_written(string word, string folded) =>
        Assert.Equal(folded, Folding.Fold(word));

    [Theory]
    [InlineData("gateau", "gateaux")]
    [InlineData("journal", "journaux")]
    [InlineData("chaussure", "chaussures")]
    [InlineData("vendeur", "vendeuse")]
    [InlineData("createur", "creatrice")]
    [InlineData("bijou", "bijoux")]
    [InlineData("patissier", "patissiere")]
    [InlineData("employe", "employee")]
    [InlineData("company", "companies")]
    [InlineData("recipe", "recipes")]
    [InlineData("cook", "cooking")]
    [InlineData("meeting", "meetings")]
    public void Forms_of_one_word_share_a_stem(string one, string other) =>
        Assert.Equal(Stemmer.Stem(one), Stemmer.Stem(other));

    [Theory]
    [InlineData("marketing", "market")]
    [InlineData("training", "train")]
    [InlineData("news", "new")]
    [InlineData("poisson", "poison")]
    public void Words_that_only_look_alike_do_not(string one, string other) =>
        Assert.NotEqual(Stemmer.Stem(one), Stemmer.Stem(other));

    [Fact]
    public void The_English_article_is_not_the_French_tea()
    {
        Assert.DoesNotContain(WordSplitter.Split("The best of the city"), word => word.Text is "the");
        Assert.Contains(WordSplitter.Split("Thé vert"), word => word.Text is "the");
    }

    [Fact]
    public void Elisions_and_hyphens_separate_words() =>
        Assert.Equal(
            ["l", "ete", "d", "un", "week", "end"],
            WordSplitter.Split("L’été d'un week-end").Select(word => word.Text));

    [Theory]
    [InlineData("Les tendances du marché", Language.French)]
    [InlineData("How to grow your business", Language.English)]
    [InlineData("Chat", Language.Unsure)]
    public void Little_words_tell_the_language(string title, object language) =>
        Assert.Equal(language, LanguageGuess.Of(title, WordSplitter.Split(title)));
}
