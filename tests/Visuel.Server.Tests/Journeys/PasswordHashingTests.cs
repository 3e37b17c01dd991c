using System.Buffers.Binary;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Visuel.Server.Features.Accounts;

namespace Visuel.Server.Tests.Journeys;

public sealed class PasswordHashingTests
{
    [Fact]
    public async Task A_password_for_no_account_is_checked_as_long_as_one_for_an_account()
    {
        await using var host = VisuelHost.Start();
        var hashing = host.Services.GetRequiredService<PasswordHashing>();
        var own = await hashing.HashAsync(Actor.Password, "127.0.0.1", TestContext.Current.CancellationToken);
        var rounds = host.Services.GetRequiredService<IOptions<PasswordHasherOptions>>().Value.IterationCount;
        Assert.Equal((rounds, rounds), (RoundsOf(own!), RoundsOf(hashing.OfNobody)));
    }

    // Identity's third format: a mark, the function, then the rounds.
    private static int RoundsOf(string hash) =>
        BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(hash).AsSpan(5, 4));
}
