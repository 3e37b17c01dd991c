namespace Visuel.Composer.Pictograms;

/// <summary>The groups of emojibase, with its numbers; 2 (components) and 9 (flags) are not shipped.</summary>
internal enum PictogramGroup
{
    Faces = 0,
    People = 1,
    Nature = 3,
    Food = 4,
    Places = 5,
    Activities = 6,
    Objects = 7,
    Symbols = 8,
}
