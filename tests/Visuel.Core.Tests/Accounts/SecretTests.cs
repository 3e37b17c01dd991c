using Visuel.Core.Accounts;

namespace Visuel.Core.Tests.Accounts;

public sealed class SecretTests
{
    private const string Known = "vsl_live_7NUg80V82zhpOJzCktNvQChgC6CAxRM6U8CUhTn1IIq4aAix9";

    public static TheoryData<byte[], string> KnownKeys => new()
    {
        // Made by another program, with its own arithmetic and zlib's CRC-32.
        { new byte[32], "vsl_live_00000000000000000000000000000000000000000004B67OA" },
        { [.. Enumerable.Repeat((byte)255, 32)], "vsl_live_yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp11SXP4I" },
        { [.. Enumerable.Range(0, 32).Select(value => (byte)value)], Known },
    };

    [Theory]
    [MemberData(nameof(KnownKeys))]
    public void Its_text_is_the_prefix_43_digits_and_6_to_check_them(byte[] random, string text)
    {
        var key = Secret.Of(SecretKind.ApiKey, random);

        Assert.Equal(text, key.Text);
        Assert.Equal(58, key.Text.Length);
        Assert.Equal(text, Secret.Read(SecretKind.ApiKey, text)?.Text);
    }

    [Fact]
    public void A_session_has_the_same_shape_under_another_name()
    {
        var secret = Secret.Of(SecretKind.Session, new byte[32]);

        Assert.Equal("vsl_session_0000000000000000000000000000000000000000000", secret.Text[..^6]);
        Assert.Equal(61, secret.Text.Length);
        Assert.Equal(secret.Hash, Secret.Read(SecretKind.Session, secret.Text)?.Hash);
        Assert.Null(Secret.Read(SecretKind.ApiKey, secret.Text));
        Assert.Null(Secret.Read(SecretKind.Session, Known));
    }

    [Fact]
    public void It_is_kept_by_its_first_12_characters_and_its_sha256()
    {
        var key = Secret.Read(SecretKind.ApiKey, Known)!;

        Assert.Equal("vsl_live_7NU", key.Prefix);
        Assert.Equal("4e2007adc7206f15ab42291e5811e07e138d81c61981e6245ad9cd5c7f1361cb", key.Hash.Value);
        Assert.Equal("vsl_live_7NU…", key.ToString());
    }

    [Fact]
    public void A_slip_in_any_place_is_noticed()
    {
        for (var place = 0; place < Known.Length; place++)
        {
            var wrong = Known.ToCharArray();
            wrong[place] = wrong[place] == 'x' ? 'y' : 'x';
            Assert.Null(Secret.Read(SecretKind.ApiKey, new string(wrong)));
        }

        for (var place = 9; place < Known.Length - 1; place++)
        {
            var swapped = Known.ToCharArray();
            (swapped[place], swapped[place + 1]) = (swapped[place + 1], swapped[place]);
            Assert.Equal(new string(swapped) == Known, Secret.Read(SecretKind.ApiKey, new string(swapped)) is not null);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("vsl_live_")]
    [InlineData("vsl_live_nothing")]
    [InlineData("vsl_live_7NUg80V82zhpOJzCktNvQChgC6CAxRM6U8CUhTn1IIq4aAix")]
    [InlineData("vsl_live_7NUg80V82zhpOJzCktNvQChgC6CAxRM6U8CUhTn1IIq4aAix99")]
    [InlineData(" vsl_live_7NUg80V82zhpOJzCktNvQChgC6CAxRM6U8CUhTn1IIq4aAix")]
    [InlineData("vsl_live_éNUg80V82zhpOJzCktNvQChgC6CAxRM6U8CUhTn1IIq4aAix9")]
    [InlineData("VSL_LIVE_7NUg80V82zhpOJzCktNvQChgC6CAxRM6U8CUhTn1IIq4aAix9")]
    public void What_has_another_form_is_none(string text) => Assert.Null(Secret.Read(SecretKind.ApiKey, text));

    [Fact]
    public void It_is_made_of_32_bytes_and_no_others() =>
        Assert.Throws<ArgumentException>(() => Secret.Of(SecretKind.ApiKey, new byte[31]));
}
