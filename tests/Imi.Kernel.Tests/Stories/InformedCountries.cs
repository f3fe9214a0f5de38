using Imi.Testing.Databases;

namespace Imi.Kernel.Tests.Stories;

/// <summary>
/// The module of <see cref="ReadingCommission"/> with two more changes: the recipient's report informs the Commission and the other countries, and an exchange
/// without formal closure is kept for at most two years.
/// </summary>
internal static class InformedCountries
{
    public const string Provision = "Directive 0000/0/EU, Article 3";

    public static Dictionary<string, string> Files()
    {
        var files = ReadingCommission.Files();
        files["forms/report.yaml"] = """
            form: report
            sections:
              - section: report
                fields:
                  - { field: summary, type: text, required: true }
                  - { field: finder, type: text, personal: true }
                  - { field: shelf, type: text, personal: true }
                  - { field: hint, type: text, confidential: true }
            """;
        Add(
            "procedures/tracing.yaml",
            "\nactions:\n",
            "  report: { by: recipient.handler, from: accepted, asks: report, informs: [commission, countries], shows: [owner, shelf] }\n"
        );
        files["module.yaml"] = files["module.yaml"].Replace("delete: P1Y }", "delete: P1Y, open: P2Y }", StringComparison.Ordinal);
        foreach (var language in (string[])["en", "es"])
        {
            var text = $"texts/{language}.yaml";
            Add(text, "module:\n", $"  open: \"{Provision}\"\n");
            Add(text, "    actions:\n", "      report: { name: Report, done: Reported }\n");
            Add(
                text,
                "\nforms:\n",
                "  report: { name: Report, sections: { report: { title: Report } }, fields: { summary: { label: Summary }, finder: { label: Finder }, "
                    + "shelf: { label: Shelf }, hint: { label: Hint } } }\n"
            );
        }

        return files;

        void Add(string file, string after, string words)
        {
            var at = files[file].IndexOf(after, StringComparison.Ordinal);
            Assert.True(at >= 0, $"{file} does not hold {after}");
            files[file] = files[file].Insert(at + after.Length, words);
        }
    }
}

/// <summary>The platform with the changed module.</summary>
public sealed class InformedCountriesPlatform : Platform
{
    public InformedCountriesPlatform()
        : base(new SqliteDatabaseFixture())
    {
        foreach (var (path, content) in InformedCountries.Files())
        {
            var file = Path.Combine(Modules, "lost-property", path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }
    }

    private protected override string Modules => Path.Combine(Database.DataDirectory, "changed-modules");
}
