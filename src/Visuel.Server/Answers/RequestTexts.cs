using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Visuel.Core.Words;

namespace Visuel.Server.Answers;

/// <summary>Sends every text of a form and of a query through <see cref="TypedText"/>, before a page or an endpoint
/// reads it. Addresses, passwords and tokens stay as they were typed.</summary>
internal sealed class RequestTexts(RequestDelegate next)
{
    /// <summary>The fields of forms that are read as they were typed, by the last part of their names.</summary>
    public static readonly IReadOnlySet<string> AsTyped =
        new HashSet<string>(StringComparer.Ordinal) { "Email", "Password", "Current", "New", "Token" };

    /// <summary>Cleans them, and goes on.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.QueryString.HasValue)
        {
            CleanQuery(http.Request);
        }

        // Null also where the form could not be read: whoever reads it says so.
        if (http.Features.Get<IFormFeature>()?.Form is { } form)
        {
            http.Request.Form = new FormCollection(
                form.ToDictionary(field => field.Key, field => Clean(field.Key, field.Value), StringComparer.Ordinal),
                form.Files);
        }

        return next(http);
    }

    private static void CleanQuery(HttpRequest request)
    {
        var isChanged = false;
        var cleaned = new List<KeyValuePair<string, string?>>();
        foreach (var (name, values) in request.Query)
        {
            foreach (var value in values)
            {
                var clean = TypedText.Line(value) ?? "";
                isChanged |= clean != value;
                cleaned.Add(new(name, clean));
            }
        }

        if (isChanged)
        {
            request.QueryString = QueryString.Create(cleaned);
        }
    }

    private static StringValues Clean(string name, StringValues values) =>
        name is ['_', ..] || AsTyped.Contains(name[(name.LastIndexOf('.') + 1)..])
            ? values
            : new StringValues([.. values.Select(value => TypedText.Lines(value) ?? "")]);
}
