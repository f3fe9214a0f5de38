using System.Globalization;
using Imi.Kernel.Definitions.Forms;

namespace Imi.Kernel.Tests.Forms;

public sealed class NumberTextsTests
{
    [Theory]
    [InlineData("en", "1,000", "1000")]
    [InlineData("en", "1,234,567.5", "1234567.5")]
    [InlineData("en", "1.5", "1.5")]
    [InlineData("de", "1.000", "1000")]
    [InlineData("de", "1.234.567,5", "1234567.5")]
    [InlineData("de", "1,000", "1.000")]
    [InlineData("es", "1.000", "1000")]
    [InlineData("el", "1.000,25", "1000.25")]
    [InlineData("fr", "1 000,5", "1000.5")]
    [InlineData("fr", "1\u202f000", "1000")]
    [InlineData("en", "−12", "-12")]
    [InlineData("en", "1,5", "1,5")]
    [InlineData("en", "10,00", "10,00")]
    [InlineData("de", "1.5", "1.5")]
    [InlineData("en", "a few", "a few")]
    public void A_number_is_parsed_in_the_format_of_its_language(string language, string typed, string kept) =>
        Assert.Equal(kept, NumberTexts.Read(typed, CultureInfo.GetCultureInfo(language)));

    [Theory]
    [InlineData("de", "1234.5", "1234,5")]
    [InlineData("en", "1234.5", "1234.5")]
    [InlineData("fr", "a few", "a few")]
    public void A_stored_number_is_shown_in_an_editable_format(string language, string kept, string shown) =>
        Assert.Equal(shown, NumberTexts.Write(kept, CultureInfo.GetCultureInfo(language)));
}
