namespace Visuel.Client.Wire;

/// <summary>Makes an account.</summary>
public sealed record RegisterRequest
{
    /// <summary>E-mail address; unique on the installation.</summary>
    [AsTyped]
    public required string Email { get; init; }

    /// <summary>10 to 128 characters, no other rule.</summary>
    [AsTyped]
    public required string Password { get; init; }

    /// <summary>What to call the person.</summary>
    public string? Name { get; init; }

    /// <summary>The code of the link printed at start, or what <c>SETUP_CODE</c> says; needed by the first account.
    /// </summary>
    public string? SetupCode { get; init; }
}

/// <summary>Signs in.</summary>
public sealed record LoginRequest
{
    /// <summary>E-mail address.</summary>
    [AsTyped]
    public required string Email { get; init; }

    /// <summary>Password.</summary>
    [AsTyped]
    public required string Password { get; init; }
}

/// <summary>Changes a password; other sessions of the account end.</summary>
public sealed record ChangePasswordRequest
{
    /// <summary>The password until now.</summary>
    [AsTyped]
    public required string Current { get; init; }

    /// <summary>The new one: 10 to 128 characters.</summary>
    [AsTyped]
    public required string New { get; init; }
}

/// <summary>Changes what is not null.</summary>
public sealed record UpdateAccountRequest
{
    /// <summary>What to call the person, at most 100 characters; a blank takes the name away.</summary>
    [BlankClears]
    public string? Name { get; init; }

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public string? Locale { get; init; }

    /// <summary>IANA name, such as <c>Europe/Paris</c>.</summary>
    public string? TimeZone { get; init; }
}

/// <summary>Sets another password with a link that an administrator made.</summary>
public sealed record ResetPasswordRequest
{
    /// <summary>What stands behind the # of the link.</summary>
    [AsTyped]
    public required string Token { get; init; }

    /// <summary>The new password, 10 to 128 characters.</summary>
    [AsTyped]
    public required string New { get; init; }
}

/// <summary>Erases the account that is signed in.</summary>
public sealed record EraseAccountRequest
{
    /// <summary>Its password, once more.</summary>
    [AsTyped]
    public required string Password { get; init; }
}

/// <summary>A person who signs in.</summary>
/// <param name="Id">Account id.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Name">What to call the person, or null.</param>
/// <param name="Role"><c>user</c> or <c>admin</c>.</param>
/// <param name="Plan">Plan in force.</param>
/// <param name="WorkspaceId">The workspace it owns.</param>
/// <param name="Locale">Language, or null for the caller's own.</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record AccountAnswer(
    Guid Id, string Email, string? Name, string Role, string Plan, Guid WorkspaceId, string? Locale, string TimeZone);
