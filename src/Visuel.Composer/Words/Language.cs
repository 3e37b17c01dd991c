namespace Visuel.Composer.Words;

internal enum Language
{
    Unsure,
    French,
    English,
}
