using Microsoft.OpenApi;
using Scalar.AspNetCore;
using Visuel.Server.Callers;

namespace Visuel.Server.Answers;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and the page that shows it at <c>/docs</c>.</summary>
public static class ApiDocs
{
    /// <summary>Describes the API: the summaries of the handlers become its text.</summary>
    public static IServiceCollection AddApiDocs(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Visuel",
                Version = "v1",
                Description =
                    "A content calendar that makes the image for every item on it. Sign in with the cookie `token` " +
                    "(POST /api/auth/login), or send an API key.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                ["key"] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    BearerFormat = "vsl_live_…",
                    Description = "An API key (POST /api/keys).",
                },
                ["cookie"] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.ApiKey,
                    In = ParameterLocation.Cookie,
                    Name = TokenCookie.Name,
                    Description = "What signing in sets.",
                },
            };
            document.Security =
            [
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] },
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("cookie", document)] = [] },
            ];
            // The address differs on every installation.
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, _, _) =>
        {
            schema.Description = OneLine(schema.Description);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            (operation.Summary, operation.Description) = (OneLine(operation.Summary), OneLine(operation.Description));
            // Every error is a problem document with a stable code: docs/api.md lists them.
            operation.Responses ??= [];
            operation.Responses.TryAdd("default", new OpenApiResponse
            {
                Description = "A problem (RFC 9457) with `code`, `error` and `traceId`.",
            });
            return Task.CompletedTask;
        });
    });

    // Where a comment's lines break is a matter of its file, not of the text.
    private static string? OneLine(string? text) =>
        text is null ? null : string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries));

    /// <summary>Maps the document and the page, for everybody.</summary>
    public static void MapApiDocs(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi().AllowAnonymous();
        // What calls the company behind the page is left out: its assistant, its tools, its fonts. The menu shows
        // paths, since our summaries are sentences.
        routes.MapScalarApiReference("/docs", options => options
                .WithTitle("Visuel API").WithOperationTitleSource(OperationTitleSource.Path)
                .DisableAgent().DisableMcp().DisableTelemetry().DisableDefaultFonts()
                .HideDeveloperTools().HideClientButton())
            .AllowAnonymous().WithMetadata(new ApiPage());
    }
}
