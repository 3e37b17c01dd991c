namespace Visuel.Core.Generation;

/// <summary>Names one request to draw, and the credit held for it.</summary>
public readonly record struct GenerationId(Guid Value)
{
    /// <summary>The canonical 36-character form, as on the wire.</summary>
    public override string ToString() => Value.ToString();
}
