using Microsoft.AspNetCore.Components;
using Visuel.Core.Accounts;
using Visuel.Server.Answers;

namespace Visuel.Server.Ui;

/// <summary>A component that reads from the store or writes to it. What it reads is given up when it leaves the page.
/// An outage becomes a sentence. While the page is open it reads again after each change of its workspace.</summary>
public abstract class PagePart : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private readonly CancellationToken left;
    private IDisposable? listening;
    private bool isReading;
    private bool isStale;

    /// <summary>On the page from here on.</summary>
    protected PagePart() => left = leaving.Token;

    /// <summary>Stops reading: the component has left the page, or the request that the page answers was given up.
    /// Not for writing, which goes on.</summary>
    protected CancellationToken Left => Request?.RequestAborted ?? left;

    // Null once the page is open: there is no request any more.
    [CascadingParameter] private HttpContext? Request { get; set; }

    [Inject] private Problems Sentences { get; set; } = null!;

    [Inject] private WorkspaceNews News { get; set; } = null!;

    /// <summary>Gives up what is still read.</summary>
    public async ValueTask DisposeAsync()
    {
        listening?.Dispose();
        await leaving.CancelAsync();
        leaving.Dispose();
        await LeaveAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Does something with the store.</summary>
    /// <returns>The sentence that <paramref name="work"/> gives;
    /// that of the outage when the store is away or full.</returns>
    protected async Task<string?> TryAsync(Func<Task<string?>> work)
    {
        try
        {
            return await work();
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception error) when (Outages.Of(error) is not null)
        {
            return Sentences.Sentence(error);
        }
    }

    /// <inheritdoc cref="TryAsync(Func{Task{string}})"/>
    protected Task<string?> TryAsync(Func<Task> work) => TryAsync(async () =>
    {
        await work();
        return null;
    });

    /// <summary>Reads again after each change of a workspace, until the component leaves.
    /// Called again, it does nothing.</summary>
    protected void ReadOnNews(WorkspaceId workspace, Func<Task> read)
    {
        // Who tells has a language of its own: it is this page's in which the page is drawn again.
        if (Request is null && listening is null && ExecutionContext.Capture() is { } here)
        {
            listening = News.Listen(
                workspace,
                () => ThreadPool.UnsafeQueueUserWorkItem(
                    _ => ExecutionContext.Run(here, _ => _ = InvokeAsync(() => ReadAgainAsync(read)), null), null));
        }
    }

    /// <summary>What is to be done when the component leaves.</summary>
    protected virtual ValueTask LeaveAsync() => ValueTask.CompletedTask;

    // One reading at a time: changes that come while it reads are read together after it.
    private async Task ReadAgainAsync(Func<Task> read)
    {
        isStale = true;
        if (isReading)
        {
            return;
        }

        isReading = true;
        try
        {
            while (isStale && !left.IsCancellationRequested)
            {
                isStale = false;
                // Where the store is away the page stays as it is; once the store is back it is told again.
                await TryAsync(read);
                StateHasChanged();
            }
        }
        finally
        {
            isReading = false;
        }
    }
}
