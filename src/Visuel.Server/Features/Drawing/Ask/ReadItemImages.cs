using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Server.Engines;

namespace Visuel.Server.Features.Drawing.Ask;

/// <summary>Reads what the wand of a content item shows before it is used.</summary>
public sealed class ReadItemImages(ILibrary library, EngineCatalog engines)
{
    private const int Most = 24;

    /// <summary>The images of an item, newest first, 24 at most.</summary>
    public async Task<IReadOnlyList<Image>> ListAsync(
        WorkspaceId workspace, ContentItemId item, CancellationToken stop) =>
        (await library.ListAsync(workspace, new ImageQuery(null, item, null, Most), stop)).Items;

    /// <summary>Whether the composer draws for this workspace when no model is named.</summary>
    public async Task<bool> IsOfflineAsync(WorkspaceId workspace, CancellationToken stop) =>
        (await engines.DefaultForAsync(new Patron(workspace), stop)).Engine.Name == EngineNames.Composer;
}
