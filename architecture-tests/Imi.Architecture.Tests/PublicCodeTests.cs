using System.Text.RegularExpressions;

namespace Imi.Architecture.Tests;

/// <summary>Checks what another administration reads before it adopts the platform: description, licences, changelog.</summary>
public partial class PublicCodeTests
{
    private const string ExampleOfChanges = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- More\n\n## [1.0.0] - 2027-01-15\n\n### Fixed\n";

    private const string Example = """
        publiccodeYmlVersion: "0.5"
        name: Planted
        url: https://example.org/planted.git
        platforms: [web]
        categories: [collaboration]
        developmentStatus: beta
        softwareType: standalone/web
        intendedAudience:
          scope: [society]
        description:
          en:
            shortDescription: Short
            longDescription: A platform that is described here in no fewer than one hundred and fifty characters, because the standard
              wants at least so many of them, so that readers learn something.
            features: [Exchanges]
            screenshots: [docs/pictures/inbox.png]
        legal:
          license: MIT
        maintenance:
          type: community
          contacts:
            - name: Jane Doe
        localisation:
          localisationReady: true
          availableLanguages: [en, it]
        """;

    private static string Description { get; } = File.ReadAllText(House.Folder("publiccode.yml"));

    private static string Changes { get; } = File.ReadAllText(House.Folder("CHANGELOG.md"));

    private static string Licences { get; } = File.ReadAllText(House.Folder("REUSE.toml"));

    [Fact]
    public void The_description_for_catalogues_meets_its_standard() => Assert.Empty(PublicCode.Faults(Description));

    [Fact]
    public void The_example_description_is_valid() => Assert.Empty(PublicCode.Faults(Example));

    [Theory]
    [InlineData("name: Planted", "", "name is missing")]
    [InlineData("publiccodeYmlVersion: \"0.5\"", "publiccodeYmlVersion: \"5\"", "publiccodeYmlVersion: 5")]
    [InlineData("url: https://", "url: ", "url: example.org/planted.git")]
    [InlineData("developmentStatus: beta", "developmentStatus: nearly", "developmentStatus: nearly")]
    [InlineData("softwareType: standalone/web", "softwareType: standalone", "softwareType: standalone")]
    [InlineData("platforms: [web]", "platforms: []", "platforms is empty")]
    [InlineData("[collaboration]", "[cooperation]", "categories: cooperation")]
    [InlineData("[society]", "[trade]", "intendedAudience/scope: trade")]
    [InlineData("license: MIT", "licence: MIT", "legal/license is missing")]
    [InlineData("type: community", "type: voluntary", "maintenance/type: voluntary")]
    [InlineData("type: community", "type: contract", "maintenance/contractors is empty")]
    [InlineData("- name: Jane", "- person: Jane", "maintenance/contacts/name is missing")]
    [InlineData("localisationReady: true", "localisationReady: often", "localisation/localisationReady: often")]
    [InlineData("[en, it]", "[en, x]", "localisation/availableLanguages: x")]
    [InlineData("platforms: [web]", "platforms: [web]\nreleaseDate: 1 May 2026", "releaseDate: 1 May 2026")]
    [InlineData("platforms: [web]", "platforms: [web]\nlandingUrl: https://example.org", "landingUrl is no key of the standard")]
    [InlineData("inbox.png", "inbox.jpg", "description/en/screenshots: docs/pictures/inbox.jpg is not there")]
    [InlineData(
        "shortDescription: Short",
        "shortDescription: Long and long and long and long and long and long and long and long and long and long and long "
            + "and long and long and long and long and long and long and long and long",
        "description/en/shortDescription has"
    )]
    [InlineData("shortDescription: Short", "", "description/en/shortDescription has 0 characters")]
    [InlineData("longDescription: A platform", "remarks: A platform", "description/en/longDescription has 0 characters")]
    [InlineData("features:", "properties:", "description/en/features is empty")]
    [InlineData("  en:\n", "  english:\n", "description: english")]
    public void A_planted_fault_in_a_description_is_found(string written, string planted, string found) =>
        Assert.Contains(PublicCode.Faults(Replaced(Example, written, planted)), fault => fault.StartsWith(found, StringComparison.Ordinal));

    [Fact]
    public void The_description_names_the_licence_of_the_repository() =>
        Assert.Equal(LicenceNamed(File.ReadAllText(House.Folder("LICENSE"))), PublicCode.Licence(Description));

    [Fact]
    public void A_planted_licence_differs_from_that_of_the_repository() =>
        Assert.NotEqual(LicenceNamed(File.ReadAllText(House.Folder("LICENSE"))), PublicCode.Licence(Example));

    [Fact]
    public void The_description_names_the_languages_of_the_text_catalogue() => Assert.Equal(LanguagesOfTexts(), PublicCode.Languages(Description));

    [Fact]
    public void Planted_languages_differ_from_those_of_the_text_catalogue() => Assert.NotEqual(LanguagesOfTexts(), PublicCode.Languages(Example));

    [Fact]
    public void The_changelog_follows_Keep_a_Changelog() => Assert.Empty(FaultsOfChanges(Changes));

    [Fact]
    public void The_example_changelog_is_valid() => Assert.Empty(FaultsOfChanges(ExampleOfChanges));

    [Theory]
    [InlineData("# Changelog", "# News", "the first heading is '# News'")]
    [InlineData("## [Unreleased]", "## Next", "there is no section [Unreleased] at the top")]
    [InlineData("## [Unreleased]\n", "", "there is no section [Unreleased] at the top")]
    [InlineData(" - 2027-01-15", "", "'## [1.0.0]' is no version with a date")]
    [InlineData("### Added", "### Improved", "'### Improved' is no kind of change")]
    public void A_planted_fault_in_a_changelog_is_found(string written, string planted, string found) =>
        Assert.Contains(found, FaultsOfChanges(Replaced(ExampleOfChanges, written, planted)));

    [Fact]
    public void Every_file_has_a_copyright_holder_and_a_licence() =>
        Assert.Empty(Reuse.Faults(Reuse.Read(Licences), Reuse.CoveredFiles(), Reuse.LicenceTexts()));

    [Theory]
    [InlineData("src/Imi.Web/wwwroot/fonts/Planted.woff2")]
    [InlineData("src/Imi.Web/wwwroot/js/planted.js")]
    [InlineData("docs/pictures/planted.png")]
    [InlineData("planted/README.md")]
    [InlineData("PLANTED.md")]
    public void A_planted_file_without_licence_information_is_found(string planted) =>
        Assert.Equal([$"{planted} has no licence information"], Reuse.Faults(Reuse.Read(Licences), [.. Reuse.CoveredFiles(), planted], Reuse.LicenceTexts()));

    [Theory]
    [InlineData("version = 1", "version = 2")]
    [InlineData("SPDX-License-Identifier = \"EUPL-1.2\"", "License = \"EUPL-1.2\"")]
    public void Malformed_licence_information_is_refused(string written, string planted) =>
        Assert.Throws<FormatException>(() => Reuse.Read(Replaced(Licences, written, planted)));

    [Theory]
    [InlineData("\"README.md\",", "\"README.md\", \"PLANTED.md\",", "PLANTED.md covers no file")]
    [InlineData("SPDX-License-Identifier = \"EUPL-1.2\"", "SPDX-License-Identifier = \"MIT\"", "LICENSES has no text of MIT")]
    [InlineData("SPDX-License-Identifier = \"EUPL-1.2\"", "SPDX-License-Identifier = \"MIT\"", "no file has the licence EUPL-1.2")]
    [InlineData("SPDX-License-Identifier = \"EUPL-1.2\"", "", "README.md has no licence information")]
    [InlineData("SPDX-FileCopyrightText = \"The contributors to Imi.Platform\"", "", "README.md has no licence information")]
    public void A_planted_fault_in_the_licence_information_is_found(string written, string planted, string found) =>
        Assert.Contains(found, Reuse.Faults(Reuse.Read(Replaced(Licences, written, planted)), Reuse.CoveredFiles(), Reuse.LicenceTexts()));

    [Fact]
    public void The_last_table_that_covers_a_file_applies()
    {
        var table = "\n[[annotations]]\npath = \"docs/**.png\"\nSPDX-FileCopyrightText = \"Planted\"\nSPDX-License-Identifier = \"OFL-1.1\"\n";
        Assert.Equal(["LICENSES has no text of OFL-1.1"], Reuse.Faults(Reuse.Read(Licences + table), Reuse.CoveredFiles(), Reuse.LicenceTexts()));
    }

    [Theory]
    [InlineData("docs/*.md", "docs/api.md", true)]
    [InlineData("docs/*.md", "docs/decisions/0001.md", false)]
    [InlineData("docs/**.md", "docs/decisions/0001.md", true)]
    [InlineData("docs/**.md", "other/docs/api.md", false)]
    [InlineData("docs/api.md", "docs/apiXmd", false)]
    [InlineData(@"docs/\*.md", "docs/*.md", true)]
    [InlineData(@"docs/\*.md", "docs/api.md", false)]
    public void Paths_cover_files_as_specified(string path, string file, bool isCovered) => Assert.Equal(isCovered, Reuse.Covers(path, file));

    [Fact]
    public void Build_output_needs_no_licence_information()
    {
        var files = Reuse.CoveredFiles();
        Assert.Contains("seed-data/data/countries.yaml", files);
        Assert.DoesNotContain(files, file => file.Split('/').Any(part => part is "bin" or "obj" or ".git" or "artifacts" or "LICENSES"));
    }

    private static string Replaced(string text, string written, string planted)
    {
        Assert.Contains(written, text, StringComparison.Ordinal);
        return text.Replace(written, planted, StringComparison.Ordinal);
    }

    private static string LicenceNamed(string file) => Identifier().Match(file).Groups["id"].Value;

    private static IEnumerable<string> LanguagesOfTexts() =>
        House
            .Sources("src", ".yaml")
            .Where(file => file.Path.Contains("/Texts/catalogue/", StringComparison.Ordinal))
            .Select(file => file.Path.Split('/')[^2])
            .Distinct()
            .Order(StringComparer.Ordinal);

    private static List<string> FaultsOfChanges(string text)
    {
        var headings = text.Split('\n').Where(line => line.StartsWith('#')).ToList();
        List<string> faults = [];
        if (headings[0] != "# Changelog")
            faults.Add($"the first heading is '{headings[0]}'");
        if (headings.Find(line => line.StartsWith("## ", StringComparison.Ordinal)) != "## [Unreleased]")
            faults.Add("there is no section [Unreleased] at the top");
        faults.AddRange(
            headings
                .Where(line => line.StartsWith("## ", StringComparison.Ordinal) && line != "## [Unreleased]" && !Version().IsMatch(line))
                .Select(line => $"'{line}' is no version with a date")
        );
        faults.AddRange(
            headings.Where(line => line.StartsWith("###", StringComparison.Ordinal) && !Kind().IsMatch(line)).Select(line => $"'{line}' is no kind of change")
        );
        return faults;
    }

    [GeneratedRegex(@"^SPDX-License-Identifier: (?<id>\S+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^## \[\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?\] - \d{4}-\d{2}-\d{2}( \[YANKED\])?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Version();

    [GeneratedRegex("^### (Added|Changed|Deprecated|Removed|Fixed|Security)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Kind();
}
