using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Accounts;

/// <summary>Sets another password with a link that an administrator made.</summary>
public sealed class ResetPassword(
    IPasswordResets resets,
    IAccounts accounts,
    PasswordHashing passwords,
    KnownCallers callers,
    TimeProvider clock)
{
    /// <summary>Sets it and ends all sessions of the account. What is wrong, or nothing.</summary>
    public async Task<IReadOnlyList<FieldProblem>> RunAsync(string token, string next, CancellationToken stop)
    {
        var link = MakeResetLink.HashOf(token.Trim());
        var now = clock.GetUtcNow();
        if (await resets.FindAsync(link, now, stop) is not { } id
            || await accounts.FindAsync(id, stop) is not { } account)
        {
            return [new FieldProblem("token", "reset_link_dead")];
        }

        if (PasswordRules.Check("new", next, account.Email, account.Name).ToList() is { Count: > 0 } problems)
        {
            return problems;
        }

        var hash = await passwords.HashAsync(next, stop);
        var stamp = Guid.CreateVersion7(now).ToString("N");
        if (await resets.UseAsync(link, hash, stamp, now, stop) is null)
        {
            return [new FieldProblem("token", "reset_link_dead")];
        }

        callers.Forget(id);
        return [];
    }
}
