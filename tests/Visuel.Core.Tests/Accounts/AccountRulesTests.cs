using Visuel.Core.Accounts;

namespace Visuel.Core.Tests.Accounts;

public sealed class AccountRulesTests
{
    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void A_password_is_long_enough_and_no_longer_than_is_hashed(int length, bool isTaken)
    {
        var password = string.Concat(Enumerable.Range(0, length).Select(number => (char)('a' + (number * 7 % 26))));
        Assert.Equal(isTaken ? null : "password_length", ProblemOf(password));
    }

    [Theory]
    [InlineData("1234567890")]
    [InlineData("password12")]
    [InlineData("Password123")]
    [InlineData("PASSWORD123")]
    [InlineData(" password123 ")]
    [InlineData("qwertyuiop")]
    [InlineData("azertyuiop")]
    [InlineData("motdepasse")]
    [InlineData("0000000000")]
    [InlineData("xxxxxxxxxx")]
    public void A_password_that_everybody_has_is_refused(string password) =>
        Assert.Equal("password_common", ProblemOf(password));

    [Theory]
    [InlineData("1234567890\u200b")]
    [InlineData("p\u200bassword12")]
    [InlineData("pass\u00adword12\u2060")]
    [InlineData("password12\0")]
    [InlineData("password12\u0007")]
    [InlineData("１２３４５６７８９０")]
    [InlineData("ｐａｓｓｗｏｒｄ１２")]
    [InlineData("𝐩𝐚𝐬𝐬𝐰𝐨𝐫𝐝12")]
    [InlineData("\u3000password12\u3000")]
    [InlineData("motdepasse１")]
    public void A_common_password_with_signs_that_nobody_sees_is_refused(string password) =>
        Assert.Equal("password_common", ProblemOf(password));

    [Theory]
    [InlineData("abc\u200b\u200b\u200b\u200b\u200b\u200b\u200b")]
    [InlineData("passwor\u200b\u200bd1")]
    public void Signs_that_nobody_sees_make_no_password_longer(string password) =>
        Assert.Equal("password_length", ProblemOf(password));

    [Theory]
    [InlineData("motdepasse1")]
    [InlineData("MotDePasse123!")]
    [InlineData("motdepasse2026")]
    [InlineData("jetaime123")]
    [InlineData("jetaimejetaime")]
    [InlineData("azertyuiop1")]
    [InlineData("azerty1234567890")]
    [InlineData("AzertyAzerty12")]
    [InlineData("marseille13")]
    [InlineData("doudoudoudou")]
    public void A_password_that_every_French_speaker_has_is_refused(string password) =>
        Assert.Equal("password_common", ProblemOf(password));

    [Theory]
    [InlineData("          ")]
    [InlineData("\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0")]
    [InlineData("\t\t\t\t\t\t\t\t\t\t")]
    [InlineData("\u3000 \u3000 \u3000 \u3000 \u3000 \u2800")]
    public void A_password_of_blanks_is_refused(string password) => Assert.Equal("password_blank", ProblemOf(password));

    [Theory]
    [InlineData("marie.dupont@exemple.fr")]
    [InlineData("Marie.Dupont@Exemple.FR")]
    [InlineData("marie.dupont")]
    [InlineData("mariedupont")]
    [InlineData("Marie-Hélène Dupont")]
    [InlineData("mariehelenedupont")]
    [InlineData("exemple.fr")]
    public void A_password_that_is_ones_own_address_or_name_is_refused(string password) =>
        Assert.Equal("password_own", ProblemOf(password, "marie.dupont@exemple.fr", "Marie-Hélène Dupont"));

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("étésàÉvian99")]
    [InlineData("la buche au chocolat")]
    [InlineData("!!!!!!!!!!?")]
    [InlineData("soleil et bonjour")]
    [InlineData("doudou-84713")]
    [InlineData("marseille84713")]
    [InlineData("明日は晴れるといいですね")]
    public void Any_other_password_is_taken(string password) =>
        Assert.Null(ProblemOf(password, "marie.dupont@exemple.fr", null));

    [Fact]
    public void A_name_may_be_left_out_but_not_be_a_letter()
    {
        Assert.Empty(ProfileRules.CheckName(null));
        Assert.Empty(ProfileRules.CheckName(new string('x', ProfileRules.LongestName)));
        var tooLong = new string('x', ProfileRules.LongestName + 1);
        Assert.Equal("too_long", Assert.Single(ProfileRules.CheckName(tooLong)).Problem);
        Assert.Equal("Ada", ProfileRules.CleanName("  Ada "));
        Assert.Null(ProfileRules.CleanName(" "));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("fr", true)]
    [InlineData("xx", false)]
    public void Only_a_language_that_the_product_speaks_is_taken(string? locale, bool isTaken) =>
        Assert.Equal(isTaken, !ProfileRules.CheckLocale(locale).Any());

    [Theory]
    [InlineData(null, true)]
    [InlineData("Europe/Paris", true)]
    [InlineData("Romance Standard Time", false)]
    [InlineData("Europe/Nowhere", false)]
    public void A_time_zone_is_an_iana_name(string? zone, bool isTaken) =>
        Assert.Equal(isTaken, !ProfileRules.CheckTimeZone("timeZone", zone).Any());

    private static string? ProblemOf(string password, string? email = null, string? name = null)
    {
        var problem = PasswordRules.Check("new", password, email, name).SingleOrDefault();
        Assert.True(problem?.Field is null or "new");
        return problem?.Problem;
    }
}
