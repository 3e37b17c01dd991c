namespace Visuel.Server.Ui;

/// <summary>Tells the parts of one open page that something in the workspace changed.</summary>
public sealed class WorkspaceNews
{
    /// <summary>Raised after an item, an image or the quota changed.</summary>
    public event Action? Changed;

    /// <summary>Says that something changed.</summary>
    public void Tell() => Changed?.Invoke();
}
