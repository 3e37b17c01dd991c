using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Visuel.Core.Accounts;

/// <summary>An API key as its owner holds it: <c>vsl_live_</c>, 32 random bytes as 43 base62 digits, and 6 digits that check what stands before them, so that
/// a slip of the keyboard is refused without a look at the store. It is shown once; what is kept of it is a hash and the first characters.</summary>
public sealed class ApiKeySecret
{
    /// <summary>How many random bytes a key is made of.</summary>
    public const int RandomBytes = 32;

    private const string Start = "vsl_live_";
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int RandomDigits = 43;
    private const int CheckDigits = 6;
    private const int PrefixLength = 12;

    private static readonly SearchValues<char> AllDigits = SearchValues.Create(Digits);

    private ApiKeySecret(string text) => Text = text;

    /// <summary>The whole key: for its owner's eyes, once.</summary>
    public string Text { get; }

    /// <summary>Its first characters, by which its owner tells it from others.</summary>
    public string Prefix => Text[..PrefixLength];

    /// <summary>What it is found by. A fast hash is enough for what nobody can guess.</summary>
    public ApiKeyHash Hash => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Text))));

    /// <summary>The key of these random bytes.</summary>
    public static ApiKeySecret Of(ReadOnlySpan<byte> random)
    {
        if (random.Length != RandomBytes)
        {
            throw new ArgumentException($"A key is made of {RandomBytes} bytes.", nameof(random));
        }

        var body = Start + Base62(new BigInteger(random, isUnsigned: true), RandomDigits);
        return new ApiKeySecret(body + CheckOf(body));
    }

    /// <summary>The key that was sent, or null when it cannot be one: another form, or a wrong check.</summary>
    public static ApiKeySecret? Read(string text) =>
        text.Length == Start.Length + RandomDigits + CheckDigits && text.StartsWith(Start, StringComparison.Ordinal)
        && !text.AsSpan(Start.Length).ContainsAnyExcept(AllDigits) && text.EndsWith(CheckOf(text[..^CheckDigits]), StringComparison.Ordinal)
            ? new ApiKeySecret(text)
            : null;

    /// <summary>The prefix alone, so that no log line can hold a key.</summary>
    public override string ToString() => $"{Prefix}…";

    private static string CheckOf(string body) => Base62(Crc32(Encoding.ASCII.GetBytes(body)), CheckDigits);

    private static string Base62(BigInteger number, int length) => string.Create(length, number, static (text, rest) =>
    {
        for (var place = text.Length - 1; place >= 0; place--)
        {
            (rest, var digit) = BigInteger.DivRem(rest, Digits.Length);
            text[place] = Digits[(int)digit];
        }
    });

    // The CRC of zip and PNG.
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
            }
        }

        return ~sum;
    }
}
