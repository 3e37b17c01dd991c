using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Accounts;

/// <summary>Sets another password with a link that an administrator made.</summary>
public sealed class ResetPassword(
    IPasswordResets resets, PasswordHashing passwords, KnownCallers callers, TimeProvider clock)
{
    /// <summary>Sets it and ends all sessions of the account. What is wrong, or nothing.</summary>
    public async Task<IReadOnlyList<FieldProblem>> RunAsync(string token, string next, CancellationToken stop)
    {
        if (PasswordRules.Check("new", next).ToList() is { Count: > 0 } problems)
        {
            return problems;
        }

        var hash = await passwords.HashAsync(next, stop);
        var now = clock.GetUtcNow();
        var stamp = Guid.CreateVersion7(now).ToString("N");
        if (await resets.UseAsync(MakeResetLink.HashOf(token.Trim()), hash, stamp, now, stop) is not { } account)
        {
            return [new FieldProblem("token", "reset_link_dead")];
        }

        callers.Forget(account);
        return [];
    }
}
