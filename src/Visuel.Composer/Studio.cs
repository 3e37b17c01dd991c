using Visuel.Composer.Lettering;
using Visuel.Composer.Lexicons;
using Visuel.Composer.Pictograms;
using Visuel.Composer.Understanding;
using Visuel.Words;

namespace Visuel.Composer;

/// <summary>The data of the composer. It is read once, in about a quarter of a second, takes 60 MB and never
/// changes.</summary>
internal sealed class Studio
{
    public Studio()
    {
        var stopWords = new StopWords();
        Library = new PictogramLibrary();
        Lexicon = new Lexicon();
        var titles = new TitleReader(Lexicon, new KeywordIndex(Library, stopWords), stopWords);
        Reader = new BriefReader(titles, new Casting(Library));
    }

    public PictogramLibrary Library { get; }

    public TitleFont Font { get; } = new();

    public Lexicon Lexicon { get; }

    public BriefReader Reader { get; }
}
