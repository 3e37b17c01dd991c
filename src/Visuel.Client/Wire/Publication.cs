namespace Visuel.Client.Wire;

/// <summary>Decides whether images are public.</summary>
public sealed record SavePublicationRequest
{
    /// <summary>True: images that are kept from now on get an address that whoever knows it may load.
    /// False: all such copies are removed.</summary>
    public bool? Public { get; init; }
}

/// <summary>Whether images are public.</summary>
/// <param name="Available">Whether this installation has a CDN.</param>
/// <param name="Public">Whether images that are kept from now on get a public copy.</param>
public sealed record PublicationAnswer(bool Available, bool Public);
