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
        var problems = PasswordRules.Check("new", new string('x', length)).ToList();
        Assert.Equal(isTaken, problems.Count == 0);
        Assert.All(problems, problem => Assert.Equal(("new", "password_length"), (problem.Field, problem.Problem)));
    }

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
}
