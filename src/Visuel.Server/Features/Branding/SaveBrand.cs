using Visuel.Composer;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;

namespace Visuel.Server.Features.Branding;

/// <summary>The outcome of saving a brand.</summary>
public abstract record SaveBrandOutcome
{
    private SaveBrandOutcome()
    {
    }

    /// <summary>The brand is kept. Offline illustrations use it from now on.</summary>
    public sealed record Saved(Brand Brand) : SaveBrandOutcome;

    /// <summary>A colour or the logo is not valid; nothing was kept.</summary>
    public sealed record Invalid(IReadOnlyList<FieldProblem> Problems) : SaveBrandOutcome;

    /// <summary>Too many logos are being read already; nothing was kept.</summary>
    public sealed record Busy : SaveBrandOutcome;
}

/// <summary>Keeps the colours and the logo of a workspace. The logo is decoded and written again as a small PNG, so
/// that nothing hidden in the uploaded file is kept.</summary>
public sealed class SaveBrand(IBrands brands, LogoReader logos)
{
    /// <summary>The problem of a file that is no logo.</summary>
    public static readonly FieldProblem NoLogo =
        new("logo", "not_a_logo", BrandLogo.SmallestSide, BrandLogo.LargestSide);

    /// <summary>When to try again where too many are being read.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    /// <summary>Keeps the brand in place of the former one. What is absent is removed.</summary>
    public async Task<SaveBrandOutcome> RunAsync(
        WorkspaceId workspace, string? main, string? accent, ReadOnlyMemory<byte> logo, CancellationToken stop)
    {
        var problems = new List<FieldProblem>();
        var first = Colour("main", main, accent);
        var second = Colour("accent", accent, main);
        var kept = await brands.FindAsync(workspace, stop);
        // A logo that comes back unchanged is not written again.
        var file = logo;
        if (!logo.IsEmpty && (kept is null || !kept.Logo.Span.SequenceEqual(logo.Span)))
        {
            switch (await logos.RunAsync(workspace, logo, stop))
            {
                case ReadLogoOutcome.Read read:
                    file = read.Png;
                    break;
                case ReadLogoOutcome.Busy:
                    return new SaveBrandOutcome.Busy();
                default:
                    problems.Add(NoLogo);
                    break;
            }
        }

        if (problems.Count > 0)
        {
            return new SaveBrandOutcome.Invalid(problems);
        }

        var brand = new Brand(first, second, file);
        if (first is null && file.IsEmpty)
        {
            await brands.RemoveAsync(workspace, stop);
        }
        else
        {
            await brands.SaveAsync(workspace, brand, stop);
        }

        return new SaveBrandOutcome.Saved(brand);

        string? Colour(string field, string? text, string? other)
        {
            var colour = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
            if (colour is null ? !string.IsNullOrWhiteSpace(other) : BrandColours.TryParse(colour, colour) is null)
            {
                problems.Add(new FieldProblem(field, colour is null ? "other_colour_needed" : "not_a_colour"));
            }

            return colour is null ? null : $"#{colour.TrimStart('#').ToUpperInvariant()}";
        }
    }
}
