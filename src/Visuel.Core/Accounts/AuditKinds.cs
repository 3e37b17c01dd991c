namespace Visuel.Core.Accounts;

/// <summary>What an entry of the trail can tell, as stable codes, and how long each is kept.</summary>
public static class AuditKinds
{
    /// <summary>Somebody signed in.</summary>
    public const string SignedIn = "signed_in";

    /// <summary>A wrong password, for an address with or without an account.</summary>
    public const string SignInFailed = "sign_in_failed";

    /// <summary>Too many wrong passwords: an address or a browser is locked from here on.</summary>
    public const string SignInLocked = "sign_in_locked";

    /// <summary>A limit is reached; its name is the detail.</summary>
    public const string SignInRefused = "sign_in_refused";

    /// <summary>Somebody signed out.</summary>
    public const string SignedOut = "signed_out";

    /// <summary>One session was ended from elsewhere; its id is the detail.</summary>
    public const string SessionEnded = "session_ended";

    /// <summary>All other sessions were ended.</summary>
    public const string OtherSessionsEnded = "other_sessions_ended";

    /// <summary>Another password, by whoever knew the one before.</summary>
    public const string PasswordChanged = "password_changed";

    /// <summary>Another password, with a link of an administrator.</summary>
    public const string PasswordReset = "password_reset";

    /// <summary>An account was made.</summary>
    public const string AccountRegistered = "account_registered";

    /// <summary>An account was erased; the entry is of none.</summary>
    public const string AccountErased = "account_erased";

    /// <summary>An API key was made; its id is the detail.</summary>
    public const string KeyMade = "key_made";

    /// <summary>An API key was revoked; its id is the detail.</summary>
    public const string KeyRevoked = "key_revoked";

    /// <summary>A workspace brought a Hugging Face token of its own.</summary>
    public const string OwnTokenSaved = "own_token_saved";

    /// <summary>That token was removed.</summary>
    public const string OwnTokenRemoved = "own_token_removed";

    /// <summary>So many entries of one kind are kept, so that what strangers cause pushes nothing else out.</summary>
    public const int MostOfEach = 100_000;

    private static readonly string[] ByAdministrators =
    [
        "plan_granted", "plan_withdrawn", "override_set", "override_cleared", "role_changed", "reset_link_made",
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SignedIn, SignInFailed, SignInLocked, SignInRefused, SignedOut, SessionEnded, OtherSessionsEnded,
        PasswordChanged, PasswordReset, AccountRegistered, AccountErased, KeyMade, KeyRevoked, OwnTokenSaved,
        OwnTokenRemoved, .. ByAdministrators,
    ];

    /// <summary>Whether it tells what an administrator changed.</summary>
    public static bool IsByAdministrators(string kind) => ByAdministrators.Contains(kind);

    /// <summary>How long an entry is kept: 400 days what administrators changed, 90 all else.</summary>
    public static TimeSpan LifeOf(string kind) => TimeSpan.FromDays(IsByAdministrators(kind) ? 400 : 90);
}
