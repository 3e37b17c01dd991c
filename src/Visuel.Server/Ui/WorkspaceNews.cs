using Visuel.Core.Accounts;

namespace Visuel.Server.Ui;

/// <summary>Tells the open pages of a workspace that something in it changed. Use cases tell it for this process;
/// <see cref="WatchWorkspaces"/> finds what other processes wrote.</summary>
public sealed class WorkspaceNews
{
    private readonly Lock access = new();
    private readonly Dictionary<WorkspaceId, List<Action>> listeners = [];

    /// <summary>The workspaces that have open pages here.</summary>
    public IReadOnlyCollection<WorkspaceId> Listening
    {
        get
        {
            lock (access)
            {
                return [.. listeners.Keys];
            }
        }
    }

    /// <summary>Calls back after each change of a workspace, until the result is disposed of.</summary>
    /// <param name="workspace">Whose changes.</param>
    /// <param name="changed">What to do; it returns at once.</param>
    public IDisposable Listen(WorkspaceId workspace, Action changed)
    {
        lock (access)
        {
            if (!listeners.TryGetValue(workspace, out var those))
            {
                listeners.Add(workspace, those = []);
            }

            those.Add(changed);
        }

        return new Listener(this, workspace, changed);
    }

    /// <summary>Says that an item, an image or a credit of a workspace changed.</summary>
    public void Tell(WorkspaceId workspace)
    {
        Action[] those;
        lock (access)
        {
            those = [.. listeners.GetValueOrDefault(workspace) ?? []];
        }

        Array.ForEach(those, changed => changed());
    }

    private void Leave(WorkspaceId workspace, Action changed)
    {
        lock (access)
        {
            if (listeners.TryGetValue(workspace, out var those) && those.Remove(changed) && those.Count == 0)
            {
                listeners.Remove(workspace);
            }
        }
    }

    private sealed class Listener(WorkspaceNews news, WorkspaceId workspace, Action changed) : IDisposable
    {
        public void Dispose() => news.Leave(workspace, changed);
    }
}
