using Imi.Modules.Contracts;

namespace Imi.Modules.Tests;

/// <summary>How rules of modules find that two forms describe the same person or company.</summary>
public sealed class PartyComparisonTests
{
    [Theory]
    [InlineData("Blue Deep Diving Events Ltd", "BLUE DEEP  Diving-Events Ltd.", true)]
    [InlineData("Ακτή Καταδύσεις ΙΚΕ", "ακτη καταδυσεις ικε", true)]
    [InlineData("Blue Deep Diving Events Ltd", "Blue Deep Ltd", false)]
    [InlineData("", "", false)]
    [InlineData("...", "-", false)]
    public void The_same_name_may_be_written_with_other_letters_accents_and_signs(string one, string other, bool isSame) =>
        Assert.Equal(isSame, IsSame(Form(one), Form(other)));

    [Theory]
    [InlineData("https://bluedeep.example", "http://www.BlueDeep.example/tours?lang=de#prices", true)]
    [InlineData("https://bluedeep.example/tours", "https://bluedeep.example", true)]
    [InlineData("https://social.example/bluedeep", "https://social.example/otherschool", false)]
    [InlineData("https://bluedeep.example", "https://bluedeep.example.org", false)]
    [InlineData("not an address", "not an address", false)]
    public void The_same_site_may_have_another_path_but_a_page_of_a_shared_site_may_not(string one, string other, bool isSame) =>
        Assert.Equal(isSame, IsSame(Form("", one), Form("", other)));

    [Fact]
    public void One_common_address_is_enough_when_the_names_differ() =>
        Assert.True(IsSame(Form("Blue Deep", "https://old.example", "https://bluedeep.example"), Form("Deep Blue", "https://bluedeep.example")));

    [Fact]
    public void A_form_without_name_and_addresses_is_never_about_the_same_party() =>
        Assert.False(IsSame(Answers.None, Form("Blue Deep", "https://bluedeep.example")));

    private static bool IsSame(Answers one, Answers other) => PartyComparison.IsSame(one, other, "name", "addresses");

    private static Answers Form(string name, params string[] addresses) => Answers.None.With("name", name).With("addresses", addresses);
}
