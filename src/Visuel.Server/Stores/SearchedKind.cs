namespace Visuel.Server.Stores;

/// <summary>A kind of record that is searched by its texts, which are folded and kept beside it.</summary>
/// <param name="Name">The name of its table and of its collection.</param>
/// <param name="Fields">The fields that a search looks into: the names of columns and of documents' fields.</param>
internal sealed record SearchedKind(string Name, params string[] Fields)
{
    public static readonly SearchedKind Contents = new("contents", "title", "description");

    public static readonly SearchedKind Images = new("images", "title", "brief", "prompt");

    public static readonly SearchedKind Accounts = new("accounts", "email", "name");

    public static IReadOnlyList<SearchedKind> All { get; } = [Contents, Images, Accounts];
}
