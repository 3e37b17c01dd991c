using Visuel.Composer;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;

namespace Visuel.Server.Features.Branding;

/// <summary>What became of a wish to look like something.</summary>
public abstract record SaveBrandOutcome
{
    private SaveBrandOutcome()
    {
    }

    /// <summary>It is kept, and drawn in from now on.</summary>
    public sealed record Saved(Brand Brand) : SaveBrandOutcome;

    /// <summary>Something of it is no colour, or no logo; nothing was kept.</summary>
    public sealed record Invalid(IReadOnlyList<FieldProblem> Problems) : SaveBrandOutcome;
}

/// <summary>Keeps how a workspace looks. A logo is drawn anew, small, so that nothing of the file that came is kept but what can be seen of it.</summary>
public sealed class SaveBrand(IBrands brands) : IDisposable
{
    /// <summary>What is wrong with a file that is no logo.</summary>
    public static readonly FieldProblem NoLogo = new("logo", "not_a_logo", BrandLogo.SmallestSide, BrandLogo.LargestSide);

    // A file of 1 MB may hold a picture of 64 MB: one at a time.
    private readonly SemaphoreSlim reading = new(1);

    /// <summary>Keeps it in place of what was before; what is absent is taken away.</summary>
    public async Task<SaveBrandOutcome> RunAsync(WorkspaceId workspace, string? main, string? accent, ReadOnlyMemory<byte> logo, CancellationToken stop)
    {
        var problems = new List<FieldProblem>();
        var first = Colour("main", main, accent);
        var second = Colour("accent", accent, main);
        var kept = await brands.FindAsync(workspace, stop);
        // As it was given back, it stays as it is.
        var file = kept is not null && kept.Logo.Span.SequenceEqual(logo.Span) ? kept.Logo : await RedrawAsync(logo, stop);
        if (file is null)
        {
            problems.Add(NoLogo);
        }

        if (problems.Count > 0)
        {
            return new SaveBrandOutcome.Invalid(problems);
        }

        var brand = new Brand(first, second, file!.Value);
        if (first is null && file.Value.IsEmpty)
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

    public void Dispose() => reading.Dispose();

    private async Task<ReadOnlyMemory<byte>?> RedrawAsync(ReadOnlyMemory<byte> logo, CancellationToken stop)
    {
        if (logo.IsEmpty)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        await reading.WaitAsync(stop);
        try
        {
            return await Task.Run(() => BrandLogo.TryRead(logo.Span)?.ToPng(), stop);
        }
        finally
        {
            reading.Release();
        }
    }
}
