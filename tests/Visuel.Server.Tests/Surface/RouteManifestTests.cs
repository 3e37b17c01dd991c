using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Visuel.Server.Tests.Surface;

public sealed class RouteManifestTests
{
    [Fact]
    public async Task Every_route_and_who_may_call_it_is_approved()
    {
        await using var host = VisuelHost.Start();
        var lines = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => !IsAsset(endpoint))
            .SelectMany(endpoint => MethodsOf(endpoint).Select(
                method => $"{method,-6} {"/" + endpoint.RoutePattern.RawText!.Trim('/'),-40} {WhoMayCall(endpoint)}"))
            .Distinct().Order(StringComparer.Ordinal);
        Approved.Matches(string.Join('\n', lines), "routes");
    }

    [Fact]
    public async Task An_api_key_reaches_the_whole_api_but_accounts_keys_administration_and_billing()
    {
        await using var host = VisuelHost.Start();
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => !IsAsset(endpoint))
            .SelectMany(endpoint => MethodsOf(endpoint).Select(method =>
                (Call: $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}", Who: WhoMayCall(endpoint)))).ToList();
        string[] forPeople = ["/api/auth", "/api/keys", "/api/admin", "/api/billing"];

        var api = routes.Where(route => route.Call.Contains(" /api/", StringComparison.Ordinal)).ToLookup(
            route => route.Call != "GET /api/auth/me"
                && forPeople.Any(folder => route.Call.Contains($" {folder}", StringComparison.Ordinal)));

        Assert.NotEmpty(api[true]);
        Assert.All(
            api[true], route => Assert.Matches("^(signed in|administrators|everybody but keys)(,|$)", route.Who));
        Assert.All(api[false], route => Assert.Matches("^(keys too|visitors too|everybody)(,|$)", route.Who));
        Assert.DoesNotContain(routes, route => !route.Call.Contains(" /api/", StringComparison.Ordinal)
            && route.Who.StartsWith("keys too", StringComparison.Ordinal));
    }

    private static IEnumerable<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"];

    private static string WhoMayCall(RouteEndpoint endpoint)
    {
        var policy = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ? "everybody"
            : endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy ?? "signed in";
        return endpoint.Metadata.GetMetadata<EnableRateLimitingAttribute>() is { PolicyName: { } limit }
            ? $"{policy}, limited: {limit}"
            : policy;
    }

    // Files of the pages: their names change with every build.
    private static bool IsAsset(RouteEndpoint endpoint) =>
        endpoint.Metadata.Any(item => item.GetType().Name is "StaticAssetDescriptor")
            || endpoint.RoutePattern.RawText!.StartsWith("_framework", StringComparison.Ordinal);
}
