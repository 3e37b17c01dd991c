using Microsoft.Data.Sqlite;

namespace Visuel.Server.Tests.Journeys;

public sealed class OutageTests
{
    [Fact]
    public async Task While_the_database_is_locked_writes_are_put_off_plainly_and_go_on_afterwards()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        await using (var other = new SqliteConnection(
            $"Data Source={Path.Combine(host.DataFolder, "visuel.db")};Pooling=False"))
        {
            other.Open();
            using var hold = other.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            hold.ExecuteNonQuery();
            var reply = await owner.PostAsync(
                "/api/images/generate", new { prompt = "a cat", width = 256, height = 256 });
            Assert.Equal((503, "store_unavailable"), (reply.Status, reply.Code));
            Assert.NotNull(reply.Message.Headers.RetryAfter);
            Assert.Contains(reply.Json.GetProperty("traceId").GetString()!, host.Logs.Text, StringComparison.Ordinal);
            Assert.Equal("Le stockage ne répond pas. Réessayez dans 5 s.", reply.Json.GetProperty("error").GetString());
            // Readers go on.
            Assert.Equal((0, 0), await owner.QuotaAsync() is var quota ? (quota.Used, quota.Held) : default);
        }

        Assert.Equal(200, (await owner.PostAsync(
            "/api/images/generate", new { prompt = "a cat", width = 256, height = 256 })).Status);
    }
}
