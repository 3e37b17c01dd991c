using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Visuel.Core.Accounts;

/// <summary>What a secret opens.</summary>
public enum SecretKind
{
    /// <summary>A workspace, to a program.</summary>
    ApiKey,

    /// <summary>An account, to the browser that signed in.</summary>
    Session,
}

/// <summary>The SHA-256 of a secret: the one thing that is kept of it, and what it is found by.</summary>
/// <param name="Kind">What the secret opens.</param>
/// <param name="Value">64 hexadecimal digits.</param>
public readonly record struct SecretHash(SecretKind Kind, string Value);

/// <summary>A secret as its owner holds it: its kind (<c>vsl_live_</c> or <c>vsl_session_</c>), 32 random bytes as 43
/// base62 digits, and 6 digits that check what stands before them, so that what is no secret is refused without a look
/// at the store. Its owner is told it once.</summary>
public sealed class Secret
{
    /// <summary>How many random bytes a secret is made of.</summary>
    public const int RandomBytes = 32;

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int RandomDigits = 43;
    private const int CheckDigits = 6;
    private const int PrefixLength = 12;

    private static readonly SearchValues<char> AllDigits = SearchValues.Create(Digits);

    private static readonly uint[] CrcOfByte = [.. Enumerable.Range(0, 256).Select(value => CrcOf((uint)value))];

    private Secret(SecretKind kind, string text) => (Kind, Text) = (kind, text);

    /// <summary>What it opens.</summary>
    public SecretKind Kind { get; }

    /// <summary>The whole secret: for its owner, once.</summary>
    public string Text { get; }

    /// <summary>Its first characters, by which its owner tells it from others.</summary>
    public string Prefix => Text[..PrefixLength];

    /// <summary>What it is found by. A fast hash is enough for what nobody can guess.</summary>
    public SecretHash Hash
    {
        get
        {
            Span<byte> text = stackalloc byte[Text.Length];
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            Encoding.ASCII.GetBytes(Text, text);
            SHA256.HashData(text, hash);
            return new SecretHash(Kind, Convert.ToHexStringLower(hash));
        }
    }

    /// <summary>The secret of these random bytes.</summary>
    /// <exception cref="ArgumentException">They are not <see cref="RandomBytes"/>.</exception>
    public static Secret Of(SecretKind kind, ReadOnlySpan<byte> random)
    {
        if (random.Length != RandomBytes)
        {
            throw new ArgumentException($"A secret is made of {RandomBytes} bytes.", nameof(random));
        }

        var body = StartOf(kind) + Base62(new BigInteger(random, isUnsigned: true));
        Span<char> check = stackalloc char[CheckDigits];
        WriteCheck(body, check);
        return new Secret(kind, $"{body}{check}");
    }

    /// <summary>The secret that was sent, or null when it cannot be one of this kind: another form, wrong
    /// check.</summary>
    public static Secret? Read(SecretKind kind, ReadOnlySpan<char> text)
    {
        var start = StartOf(kind);
        if (text.Length != start.Length + RandomDigits + CheckDigits
            || !text.StartsWith(start, StringComparison.Ordinal)
            || text[start.Length..].ContainsAnyExcept(AllDigits))
        {
            return null;
        }

        Span<char> check = stackalloc char[CheckDigits];
        WriteCheck(text[..^CheckDigits], check);
        return text.EndsWith(check, StringComparison.Ordinal) ? new Secret(kind, text.ToString()) : null;
    }

    /// <summary>The prefix alone, so that no log line can hold a secret.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}…");

    private static string StartOf(SecretKind kind) => kind is SecretKind.ApiKey ? "vsl_live_" : "vsl_session_";

    private static string Base62(BigInteger number) => string.Create(RandomDigits, number, static (text, rest) =>
    {
        for (var place = text.Length - 1; place >= 0; place--)
        {
            (rest, var digit) = BigInteger.DivRem(rest, Digits.Length);
            text[place] = Digits[(int)digit];
        }
    });

    // The CRC of zip and PNG, in base62.
    private static void WriteCheck(ReadOnlySpan<char> body, Span<char> check)
    {
        var sum = uint.MaxValue;
        foreach (var letter in body)
        {
            sum = CrcOfByte[(byte)(sum ^ letter)] ^ (sum >> 8);
        }

        sum = ~sum;
        for (var place = check.Length - 1; place >= 0; place--)
        {
            (sum, var digit) = Math.DivRem(sum, (uint)Digits.Length);
            check[place] = Digits[(int)digit];
        }
    }

    private static uint CrcOf(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
        }

        return value;
    }
}
