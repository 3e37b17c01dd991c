using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Prompts;
using Visuel.Core.Words;
using Visuel.Server.Answers;
using Visuel.Words;

namespace Visuel.Cli;

/// <summary><c>words TITLE</c> explains what is read from one title; <c>prompts FILE</c> prints what would be sent for
/// each title of a file, as a table or as a page. They need no installation.</summary>
internal static class PromptsCommand
{
    /// <summary>The commands.</summary>
    public static IEnumerable<Command> Create() => [Words(), Prompts()];

    private static Command Words()
    {
        var title = new Argument<string>("TITLE") { Description = "A title, French or English." };
        var description = new Option<string?>("--description") { Description = "More about it." };
        var (type, style, model) = (Type(), Style(), Model());
        var command = new Command("words", "Explains what is read from a title, and what would be sent for it.")
        {
            title, description, type, style, model,
        };
        command.SetAction(parsed => Explain(new PromptRequest(
            new Brief(
                Words: null, TypedText.Line(parsed.GetRequiredValue(title)),
                TypedText.Line(parsed.GetValue(description)), TypeOf(parsed.GetValue(type)!)),
            ImageModels.FromHub(parsed.GetValue(model)!))
        {
            Style = parsed.GetValue(style),
        }));
        return command;
    }

    private static Command Prompts()
    {
        var file = new Argument<FileInfo>("FILE")
        {
            Description = "A file of titles, one a line: TYPE ; TITLE, or TITLE alone.",
        };
        var (type, style, model) = (Type(), Style(), Model());
        var page = new Option<FileInfo?>("--html") { Description = "A page to write instead of a table." };
        var command = new Command("prompts", "Prints what would be sent for each title of a file.")
        {
            file, type, style, model, page,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(file), parsed.GetValue(page), parsed.GetValue(type)!,
            brief => new PromptRequest(brief, ImageModels.FromHub(parsed.GetValue(model)!))
            {
                Style = parsed.GetValue(style),
            }));
        return command;
    }

    private static Option<string> Type()
    {
        var type = new Option<string>("--type")
        {
            Description = "What the image is for.",
            DefaultValueFactory = _ => WireName.Of(ContentType.Article),
        };
        type.AcceptOnlyFromAmong([.. Enum.GetValues<ContentType>().Select(value => WireName.Of(value))]);
        return type;
    }

    private static Option<string?> Style()
    {
        var style = new Option<string?>("--style") { Description = "A style by name." };
        style.AcceptOnlyFromAmong([.. PromptStyles.Names]);
        return style;
    }

    private static Option<string> Model() => new("--model")
    {
        Description = "The model that would read it.",
        DefaultValueFactory = _ => ImageModels.StableDiffusionXl.Id,
    };

    private static ContentType TypeOf(string name) =>
        Enum.GetValues<ContentType>().First(type => WireName.Of(type) == name);

    private static int Explain(PromptRequest wish)
    {
        if (wish.Brief.Title is null)
        {
            Console.Error.WriteLine("The title has no visible sign.");
            return 1;
        }

        var prompt = PromptBuilder.Build(wish);
        var subject = prompt.Subject!;
        Line("subject", subject.Subject);
        Line("beside it", subject.Companion);
        Line("place", subject.Place);
        Line("denied", [.. subject.Denied]);
        Line("or", [.. PromptBuilder.Suggest(wish, subject)]);
        Console.WriteLine($"confidence  {WireName.Of(subject.Confidence)}");
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"tokens      {prompt.Tokens} of {wish.Model.PromptTokens}"));
        Console.WriteLine($"prompt      {prompt.Positive}");
        Console.WriteLine($"avoid       {prompt.Negative}");
        if (prompt.Dropped.Count > 0)
        {
            Console.WriteLine($"left out    {string.Join(" · ", prompt.Dropped)}");
        }

        return 0;

        static void Line(string name, params ReadOnlySpan<Shown?> all)
        {
            foreach (var shown in all)
            {
                if (shown is not null)
                {
                    var french = shown.French is null ? "" : $"  ({shown.French})";
                    Console.WriteLine($"{name,-12}{shown.English}{french}");
                }
            }
        }
    }

    private static int Run(FileInfo file, FileInfo? page, string type, Func<Brief, PromptRequest> wishFor)
    {
        try
        {
            var rows = File.ReadLines(file.FullName).Select(line => Read(line, type)).OfType<Brief>()
                .Select(brief => (brief, PromptBuilder.Build(wishFor(brief)))).ToList();
            if (page is null)
            {
                Console.Write(Table(rows));
            }
            else
            {
                File.WriteAllText(page.FullName, Page(rows));
            }

            return 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }

    private static Brief? Read(string line, string type)
    {
        var parts = line.Split(';', 2, StringSplitOptions.TrimEntries);
        var isTyped = parts.Length == 2
            && Enum.GetValues<ContentType>().Any(value => WireName.Of(value) == parts[0]);
        var title = TypedText.Line(isTyped ? parts[1] : line);
        return title is null or ['#', ..]
            ? null
            : new Brief(Words: null, title, Description: null, TypeOf(isTyped ? parts[0] : type));
    }

    private static string Table(IReadOnlyList<(Brief Brief, Prompt Prompt)> rows)
    {
        var text = new StringBuilder();
        foreach (var (brief, prompt) in rows)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{WireName.Of(prompt.Subject!.Confidence),-7} {prompt.Tokens,3}  {brief.Title}\n");
            text.Append(CultureInfo.InvariantCulture, $"             {prompt.Positive}\n");
        }

        return text.ToString();
    }

    private static string Page(IReadOnlyList<(Brief Brief, Prompt Prompt)> rows)
    {
        var text = new StringBuilder(
            "<!doctype html><meta charset=utf-8><title>Prompts</title>"
            + "<style>body{font:15px/1.5 system-ui;margin:2rem}td,th{padding:.4rem .8rem;text-align:left;"
            + "vertical-align:top;border-bottom:1px solid #ddd}.unsure{background:#fff3d6}</style>"
            + "<table><tr><th>Title<th>Shown<th>Confidence<th>Tokens<th>Prompt<th>Avoid");
        foreach (var (brief, prompt) in rows)
        {
            var subject = prompt.Subject!;
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n<tr class={WireName.Of(subject.Confidence)}><td>{Html(brief.Title)}");
            text.Append(CultureInfo.InvariantCulture, $"<td>{Html(subject.Subject?.French)}");
            text.Append(
                CultureInfo.InvariantCulture, $"<td>{WireName.Of(subject.Confidence)}<td>{prompt.Tokens}");
            text.Append(CultureInfo.InvariantCulture, $"<td>{Html(prompt.Positive)}<td>{Html(prompt.Negative)}");
        }

        return text.Append("\n</table>\n").ToString();
    }

    private static string Html(string? text) => WebUtility.HtmlEncode(text ?? "");
}
