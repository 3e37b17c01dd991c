using System.Security.Cryptography;
using System.Text;

namespace Visuel.Core.Accounts;

/// <summary>How a house looks: what its offline illustrations are drawn in.</summary>
/// <param name="Main">The colour it is known by, <c>#RRGGBB</c>, or null where it chose no colours.</param>
/// <param name="Accent">The colour that stands out against it; null exactly when <paramref name="Main"/> is.</param>
/// <param name="Logo">A PNG, JPEG or WebP file, or empty.</param>
public sealed record Brand(string? Main, string? Accent, ReadOnlyMemory<byte> Logo)
{
    /// <summary>The same for the same looks, and for no others.</summary>
    public string Fingerprint
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.UTF8.GetBytes($"{Main}|{Accent}|"));
            hash.AppendData(Logo.Span);
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }
}

/// <summary>Keeps how workspaces look, one each.</summary>
public interface IBrands
{
    /// <summary>How a workspace looks, or null where it has not said.</summary>
    Task<Brand?> FindAsync(WorkspaceId workspace, CancellationToken stop);

    /// <summary>Keeps it in place of what was before.</summary>
    Task SaveAsync(WorkspaceId workspace, Brand brand, CancellationToken stop);

    /// <summary>Forgets it. False when there was none.</summary>
    Task<bool> RemoveAsync(WorkspaceId workspace, CancellationToken stop);
}
