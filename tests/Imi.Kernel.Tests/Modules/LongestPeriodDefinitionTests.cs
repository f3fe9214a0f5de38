using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Tests.Stories;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imi.Kernel.Tests.Modules;

/// <summary>The word for the longest period for which an exchange is kept without formal closure, and informing all countries.</summary>
public sealed class LongestPeriodDefinitionTests
{
    [Theory]
    [InlineData("module.yaml", "open: P2Y", "open: 10 working days", "module.yaml(4,45)", "not for working days")]
    [InlineData("module.yaml", "open: P2Y", "open: two years", "module.yaml(4,45)", "'two years' is not a valid period")]
    [InlineData("texts/es.yaml", "  open: \"Directive 0000/0/EU, Article 3\"\n", "", "texts/es.yaml(1,1)", "The text module.open is missing")]
    [InlineData("module.yaml", ", open: P2Y", "", "texts/en.yaml(2,3)", "Nothing in the module is called")]
    public void Nonsense_is_reported_with_its_place(string file, string right, string wrong, string place, string problem)
    {
        var files = InformedCountries.Files();
        Assert.Contains(right, files[file], StringComparison.Ordinal);
        files[file] = files[file].Replace(right, wrong, StringComparison.Ordinal);

        Assert.Contains(
            DefinitionReader.Read(files).Problems.Select(one => one.ToString()),
            one => one.StartsWith(place, StringComparison.Ordinal) && one.Contains(problem, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_broadcast_to_all_countries_informs_no_other_ones()
    {
        var files = InformedCountries.Files();
        files["procedures/warning.yaml"] = files["procedures/warning.yaml"]
            .Replace("recipients: [commission, warned, alsoWarned, linked]", "recipients: [commission, all]", StringComparison.Ordinal)
            .Replace("    does: amend", "    does: amend\n    informs: countries", StringComparison.Ordinal);

        Assert.Contains(
            DefinitionReader.Read(files).Problems,
            one => one.ToString().Contains("All countries are recipients already", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_change_is_described()
    {
        var changed = InformedCountries.Files();
        changed["module.yaml"] = changed["module.yaml"].Replace("open: P2Y", "open: P3Y", StringComparison.Ordinal);
        var texts = new PlatformTexts(NullLogger<PlatformTexts>.Instance);

        var described = new ModuleDifference(texts, new DefinitionWords(texts)).Between(
            DefinitionReader.Read(InformedCountries.Files()).Module!,
            DefinitionReader.Read(changed).Module!,
            "en"
        );

        Assert.Contains(
            described.Sentences,
            one => one.Contains("the platform ends open exchanges after: from “2 years” to “3 years”", StringComparison.Ordinal)
        );
    }
}
