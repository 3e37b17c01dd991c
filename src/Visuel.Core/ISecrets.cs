namespace Visuel.Core;

/// <summary>Keeps the installation's own secrets, which nobody has to invent.</summary>
public interface ISecrets
{
    /// <summary>The secret of this name; where there is none, <paramref name="candidate"/> becomes it.
    /// Callers at once all get the same one.</summary>
    Task<ReadOnlyMemory<byte>> GetOrAddAsync(string name, ReadOnlyMemory<byte> candidate, CancellationToken stop);
}
