using Visuel.Core.Generation;

namespace Visuel.Core.Quota;

/// <summary>Why a credit ended as it did: stable codes. One that was given back after a failure has the failure's
/// code; see <see cref="GenerationFailure"/>.</summary>
public static class CreditReason
{
    /// <summary>Spent: its image was kept.</summary>
    public const string ImageKept = "image_kept";

    /// <summary>Free of charge: its image was kept after the credit had been given back, and none was left.</summary>
    public const string KeptAfterRelease = "kept_after_release";

    /// <summary>Given back: nobody waited for the drawing any more.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Spent without an image: the order was already sent, and too many such orders were cancelled that
    /// day.</summary>
    public const string CancelledTooOften = "cancelled_too_often";
}
