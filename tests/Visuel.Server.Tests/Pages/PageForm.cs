using System.Net;
using System.Text.RegularExpressions;

namespace Visuel.Server.Tests.Pages;

/// <summary>A form of a page, as a browser without scripts sends it.</summary>
internal static partial class PageForm
{
    /// <summary>Opens the page, types into its form and sends it with what else stands in its fields.</summary>
    public static async Task<Reply> SubmitAsync(
        Visitor visitor, string page, params (string Name, string Value)[] typed)
    {
        var fields = Input.Matches((await visitor.GetAsync(page)).Text)
            .Select(input => (Name: Of(input.Value, Name), Value: Of(input.Value, Value)))
            .Where(field => field.Name.Length > 0)
            .DistinctBy(field => field.Name)
            .ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
        foreach (var (name, value) in typed)
        {
            fields[name] = value;
        }

        return await visitor.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, page) { Content = new FormUrlEncodedContent(fields) });
    }

    private static string Of(string input, Regex attribute) =>
        WebUtility.HtmlDecode(attribute.Match(input).Groups["text"].Value);

    [GeneratedRegex("<input[^>]*>", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Input { get; }

    [GeneratedRegex(" name=\"(?<text>[^\"]*)\"", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Name { get; }

    [GeneratedRegex(" value=\"(?<text>[^\"]*)\"", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Value { get; }
}
