using Visuel.Core.Accounts;

namespace Visuel.Server.Features.Accounts;

/// <summary>An account in the hands of ASP.NET Core Identity, which changes its users in place before
/// it stores them.</summary>
public sealed class AccountUser(Account account)
{
    /// <summary>The account as it stands.</summary>
    public Account Account { get; set; } = account;
}
