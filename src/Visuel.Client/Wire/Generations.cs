namespace Visuel.Client.Wire;

/// <summary>A request to draw, and how far it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State"><c>queued</c>, <c>drawing</c>, <c>waiting_for_model</c>, <c>saving</c>, <c>succeeded</c>,
/// <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Progress">0 to 1, or null when nobody can tell.</param>
/// <param name="QueuePosition">Orders in front of it, or null when unknown.</param>
/// <param name="WaitSeconds">The provider's estimate in seconds, or null.</param>
/// <param name="Image">The image, once it succeeded.</param>
/// <param name="Error">Why there is none, once it failed.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="FinishedAt">When it ended, or null.</param>
/// <param name="Version">Grows with each change.</param>
public sealed record GenerationAnswer(
    Guid Id, string State, double? Progress, int? QueuePosition, int? WaitSeconds, GeneratedImageAnswer? Image,
    GenerationErrorAnswer? Error, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, int Version);

/// <summary>The image of a generation.</summary>
/// <param name="Id">Image id.</param>
/// <param name="Url">Where the file is.</param>
public sealed record GeneratedImageAnswer(Guid Id, string Url);

/// <summary>Why a generation failed, as a call that waited for it would have been told.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Error">A sentence in the caller's language.</param>
public sealed record GenerationErrorAnswer(string Code, string Error);
