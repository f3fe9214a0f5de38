using Imi.Kernel.Definitions.Modules;
using Imi.Testing.Databases;

namespace Imi.Kernel.Tests.Stories;

/// <summary>
/// The module <c>lost-property</c> with four changes: a recipient holds a request back until a day that it names, of which the Commission is informed; a
/// request without a date is due after 30 days; requests that are given up are kept for a week; a warning about a bomb reaches every country.
/// </summary>
internal static class ReadingCommission
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Stories", "modules", "lost-property");

    public static Dictionary<string, string> Files()
    {
        var files = new Dictionary<string, string>(DefinitionReader.FilesOf(Folder), StringComparer.Ordinal)
        {
            ["forms/holding.yaml"] = "form: holding\nsections:\n  - section: holding\n    fields:\n      - { field: until, type: date, required: true }\n",
        };
        Add(
            "procedures/tracing.yaml",
            "  closed:            { phase: closed }\n",
            """
              held-back:         { phase: open, waitsFor: recipient, due: holding.until, then: go-on }
              given-up:          { phase: closed, retention: { block: P7D, delete: P7D } }

            """
        );
        Add(
            "procedures/tracing.yaml",
            "\nactions:\n",
            """
              hold-back: { by: recipient.handler, from: accepted, to: held-back, asks: holding, informs: commission }
              go-on: { by: platform, from: held-back, to: accepted }
              advise: { by: commission.handler, from: [accepted, held-back], asks: comment }
              give-up: { by: sender.handler, from: held-back, to: given-up }

            """
        );
        files["procedures/tracing.yaml"] = files["procedures/tracing.yaml"]
            .Replace("replyBy: { field: replyBy, ", "replyBy: { field: replyBy, default: P30D, ");
        files["forms/tracing-request.yaml"] = files["forms/tracing-request.yaml"]
            .Replace("{ field: replyBy, type: date, min: today, required: true }", "{ field: replyBy, type: date, min: today }", StringComparison.Ordinal);
        Add("procedures/warning.yaml", "recipients: [commission, warned, alsoWarned, linked]\n", "allCountries: { when: { field: item, is: Bomb } }\n");
        foreach (var language in (string[])["en", "es"])
        {
            var text = $"texts/{language}.yaml";
            Add(text, "    states:\n", "      held-back: { name: Held back, next: Go on }\n      given-up: { name: Given up }\n");
            Add(
                text,
                "    actions:\n",
                string.Concat(((string[])["hold-back", "go-on", "advise", "give-up"]).Select(name => $"      {name}: {{ name: {name}, done: {name} }}\n"))
            );
            Add(text, "\nforms:\n", "  holding: { name: Holding, sections: { holding: { title: Holding } }, fields: { until: { label: Until } } }\n");
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
public sealed class ReadingCommissionPlatform : Platform
{
    public ReadingCommissionPlatform()
        : base(new SqliteDatabaseFixture())
    {
        foreach (var (path, content) in ReadingCommission.Files())
        {
            var file = Path.Combine(Modules, "lost-property", path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }
    }

    private protected override string Modules => Path.Combine(Database.DataDirectory, "changed-modules");
}
