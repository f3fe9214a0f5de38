using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Tests.Registry;

/// <summary>Which countries forms and the guide offer.</summary>
public class OfferedCountryTests
{
    private static readonly DateOnly Last = new(2020, 12, 31);

    [Fact]
    public void A_country_is_offered_until_its_last_day() => Assert.True(new Country("UK", ["en"], Last).IsOfferedOn(Last));

    [Fact]
    public void A_former_member_is_not_offered() => Assert.False(new Country("UK", ["en"], Last).IsOfferedOn(Last.AddDays(1)));

    [Fact]
    public void The_code_of_the_Commission_is_never_offered() => Assert.False(new Country(Country.Union, ["en"]).IsOfferedOn(Last));
}
