using Visuel.Core.Accounts;
using Visuel.Core.Library;

namespace Visuel.Core.Generation;

/// <summary>Everything needed to draw a generation, also by another process after a crash.</summary>
/// <param name="Request">What was wanted, completed from its content item.</param>
/// <param name="Engine">The engine by name.</param>
/// <param name="Model">The model by id.</param>
/// <param name="Prompt">The words to send.</param>
/// <param name="NegativePrompt">What to avoid, or null.</param>
/// <param name="Seed">The seed.</param>
/// <param name="CacheKey">The prompt cache's key.</param>
/// <param name="Address">For a visitor, the name of their address; see <see cref="Patron"/>.</param>
public sealed record GenerationPlan(
    GenerateRequest Request, string Engine, string Model, string Prompt, string? NegativePrompt, long Seed,
    string CacheKey, Guid? Address);

/// <summary>An order that a provider works on by itself and that can be asked for again by name,
/// also after this process died.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Model">What the provider calls the model.</param>
/// <param name="Name">What the provider calls the order: an id or a path.</param>
/// <param name="Deadline">When nobody waits for it any longer.</param>
public sealed record RemoteJob(string Provider, string Model, string Name, DateTimeOffset Deadline);

/// <summary>A generation as whoever draws it sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Workspace">Whose it is.</param>
/// <param name="State">How far it is.</param>
/// <param name="Plan">What to draw; null once it is over.</param>
/// <param name="Job">The order a provider may be working on, or null.</param>
/// <param name="Image">The id its image will have, from the move to <see cref="GenerationState.Saving"/> on.</param>
public sealed record GenerationWork(
    GenerationId Id, WorkspaceId Workspace, GenerationState State, GenerationPlan? Plan,
    RemoteJob? Job, ImageId? Image);
