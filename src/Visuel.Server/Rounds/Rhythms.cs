namespace Visuel.Server.Rounds;

/// <summary>Everything the server does beside requests, on one page. A round that can be woken need not wait for its
/// pause.</summary>
public static class Rhythms
{
    /// <summary>The longest wait of a round that failed.</summary>
    internal static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Loads the composer's data, so that the first image does not wait for it.</summary>
    public static Rhythm LoadComposer { get; } = new("load-composer", "Loading the composer", Every: null);

    /// <summary>Settles holds that nobody renews; at start those of this node's last process.</summary>
    public static Rhythm SettleHolds { get; } =
        new("settle-holds", "Settling expired holds", 15 * Second) { IsBeforeServing = true };

    /// <summary>Draws what is queued; woken by each request to draw.</summary>
    public static Rhythm Draw { get; } = new("draw", "Drawing what is queued", Second);

    /// <summary>Stops drawings of this process that were cancelled or taken over elsewhere.</summary>
    public static Rhythm StopLostDrawings { get; } = new("stop-lost-drawings", "Stopping cancelled drawings", Second);

    /// <summary>Erases what accounts that are gone left behind; woken by each erasure.</summary>
    public static Rhythm EraseAccounts { get; } = new("erase-accounts", "Erasing accounts", 10 * Minute);

    /// <summary>Removes visitors whose day is over, with their images.</summary>
    public static Rhythm RemoveVisitors { get; } = new("remove-visitors", "Removing visitors", 10 * Minute);

    /// <summary>Forgets generations, idempotency keys and audit entries that are old.</summary>
    public static Rhythm ForgetOldRecords { get; } = new("forget-old-records", "Forgetting old records", Minute);

    /// <summary>Moves images from the data folder to the bucket.</summary>
    public static Rhythm MoveToBucket { get; } = new("move-to-bucket", "Moving images to the bucket", 15 * Second);

    /// <summary>Looks whether the folder of images can be written to.</summary>
    public static Rhythm WriteToFolder { get; } =
        new("write-to-folder", "Writing to the folder of images", 15 * Second);

    /// <summary>Makes and removes public copies. The store keeps when a copy is tried again, for all nodes.</summary>
    public static Rhythm PublishCopies { get; } =
        new("publish-copies", "Publishing copies", 2 * Second) { SetAside = new(2 * Second, 10 * Minute) };

    /// <summary>Looks into what Stripe told; woken by each webhook.</summary>
    public static Rhythm ReadPayments { get; } = new("read-payments", "Reading payments", 5 * Second);

    /// <summary>Sums up the months that are over; also at the turn of a month.</summary>
    public static Rhythm SumUpMonths { get; } =
        new("sum-up-months", "The monthly reset", 15 * Minute) { Failing = new(Minute, Minute) };

    /// <summary>Writes down when keys and sessions were used last; woken by their use.</summary>
    public static Rhythm NoteLastUses { get; } =
        new("note-last-uses", "Noting last uses of keys and sessions", Minute);

    /// <summary>Writes down who signed in and who was refused; woken by each.</summary>
    public static Rhythm WriteSecurityLog { get; } = new("write-security-log", "Writing the security log", Minute);

    /// <summary>Tells open pages what other processes wrote to their workspaces.</summary>
    public static Rhythm WatchWorkspaces { get; } = new("watch-workspaces", "Watching workspaces", Second);

    /// <summary>Has texts of an older version folded for search, where the store does not do it when it is
    /// opened.</summary>
    public static Rhythm FoldOlderTexts { get; } = new("fold-older-texts", "Preparing older texts for search", Minute);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rhythm> All { get; } =
    [
        LoadComposer, SettleHolds, Draw, StopLostDrawings, EraseAccounts, RemoveVisitors, ForgetOldRecords,
        MoveToBucket, PublishCopies, ReadPayments, SumUpMonths, NoteLastUses, WriteSecurityLog, WatchWorkspaces,
        FoldOlderTexts, WriteToFolder,
    ];
}
