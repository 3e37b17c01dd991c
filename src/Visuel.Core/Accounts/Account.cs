namespace Visuel.Core.Accounts;

/// <summary>Names an account.</summary>
public readonly record struct AccountId(Guid Value)
{
    /// <summary>The canonical 36-character form, as on the wire.</summary>
    public override string ToString() => Value.ToString();
}

/// <summary>What an account may do: a <see cref="User"/> works in its workspace,
/// an <see cref="Admin"/> also runs the installation.</summary>
public enum AccountRole
{
    User,
    Admin,
}

/// <summary>A person who signs in.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Email">The address as it was typed; shown to its owner and to administrators only.</param>
/// <param name="NormalizedEmail">The address as it is compared: unique on the installation.</param>
/// <param name="Name">What the person is called, or null.</param>
/// <param name="Role">What the account may do.</param>
/// <param name="Workspace">The workspace made with the account.</param>
/// <param name="Locale">Two-letter language of pages and messages (<c>fr</c>, <c>en</c>),
/// or null for the caller's own.</param>
/// <param name="TimeZone">IANA name; the wall clock of the calendar.</param>
/// <param name="PasswordHash">ASP.NET Core Identity's self-describing hash.</param>
/// <param name="SecurityStamp">Changes with the password; a reset link of an older stamp is dead.</param>
/// <param name="CreatedAt">When it registered.</param>
public sealed record Account(
    AccountId Id,
    string Email,
    string NormalizedEmail,
    string? Name,
    AccountRole Role,
    WorkspaceId Workspace,
    string? Locale,
    string TimeZone,
    string PasswordHash,
    string SecurityStamp,
    DateTimeOffset CreatedAt)
{
    /// <summary>The time zone of an account that never chose one.</summary>
    public const string DefaultTimeZone = "Europe/Paris";
}
