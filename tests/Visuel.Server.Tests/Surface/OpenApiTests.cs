
namespace Visuel.Server.Tests.Surface;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_document_is_approved()
    {
        await using var host = VisuelHost.Start();
        using var visitor = host.Visitor();
        var reply = await visitor.GetAsync("/openapi/v1.json");
        Assert.Equal(200, reply.Status);
        Approved.Matches(reply.Text, "openapi", "json");
    }

    [Fact]
    public async Task Every_operation_says_what_it_is_for()
    {
        await using var host = VisuelHost.Start();
        using var visitor = host.Visitor();
        var paths = (await visitor.GetAsync("/openapi/v1.json")).Json.GetProperty("paths").EnumerateObject();
        foreach (var operation in paths.SelectMany(
            path => path.Value.EnumerateObject().Select(operation => (path.Name, operation))))
        {
            Assert.True(
                operation.operation.Value.TryGetProperty("summary", out _),
                $"{operation.operation.Name} {operation.Name} has no summary");
        }
    }

    [Fact]
    public async Task The_page_that_shows_it_opens()
    {
        await using var host = VisuelHost.Start();
        using var visitor = host.Visitor();
        var reply = await visitor.GetAsync("/docs/");
        Assert.Equal(200, reply.Status);
        Assert.Contains("openapi/v1.json", reply.Text, StringComparison.Ordinal);
    }
}
