using System.Text;

namespace Visuel.Composer.Chance;

/// <summary>FNV-1a, 64 bits (draft-eastlake-fnv): the same number in every process,
/// which string.GetHashCode is not.</summary>
internal static class Fingerprint
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(string text)
    {
        var hash = OffsetBasis;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ octet) * Prime);
        }

        return hash;
    }
}
