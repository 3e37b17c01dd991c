namespace Visuel.Client.Wire;

/// <summary>Brings a Hugging Face token of one's own.</summary>
public sealed record SaveTokenRequest
{
    /// <summary>Starts with <c>hf_</c>; needs the permission <c>inference.serverless.write</c>.</summary>
    [AsTyped]
    public required string Token { get; init; }
}

/// <summary>A token of one's own, without the token.</summary>
/// <param name="User">Its owner's name at Hugging Face.</param>
/// <param name="SavedAt">When it was saved.</param>
/// <param name="OutOfCreditSince">Since when its credit is used up, or null.</param>
public sealed record OwnTokenAnswer(string User, DateTimeOffset SavedAt, DateTimeOffset? OutOfCreditSince);
