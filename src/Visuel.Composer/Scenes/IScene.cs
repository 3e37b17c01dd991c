using Visuel.Composer.Painting;
using Visuel.Composer.Pictograms;

namespace Visuel.Composer.Scenes;

/// <summary>One family of pictures: fixed places for the hero and its companions,
/// and what is drawn around them.</summary>
internal interface IScene
{
    /// <summary>The name the lexicon uses.</summary>
    string Name { get; }

    /// <summary>False where the scene would look silly: a person on a plate.</summary>
    bool Suits(Pictogram hero);

    void Paint(Easel easel);
}
