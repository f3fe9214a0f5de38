using Imi.Kernel.Definitions.Modules;
using Imi.Testing.Databases;

namespace Imi.Kernel.Tests.Stories;

/// <summary>The module <c>lost-property</c> with what it can say about machine translation.</summary>
internal static class TranslatedModules
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Stories", "modules", Story.Module);

    /// <summary>The form has two confidential texts; engines of the Union may translate the second.</summary>
    public static Dictionary<string, string> WithConfidentialTexts() =>
        Changed(
            ("forms/tracing-request.yaml", "      - { field: notes, type: longtext }\n", "      - { field: secret, type: longtext, confidential: true }\n"),
            (
                "forms/tracing-request.yaml",
                "      - { field: notes, type: longtext }\n",
                "      - { field: hint, type: longtext, confidential: true, translation: union }\n"
            ),
            ("texts/en.yaml", "      notes: { label: Notes }\n", "      secret: { label: Secret }\n      hint: { label: Hint }\n"),
            ("texts/es.yaml", "      notes: { label: Notas }\n", "      secret: { label: Secreto }\n      hint: { label: Indicio }\n")
        );

    /// <summary>Only engines of the Union translate.</summary>
    public static Dictionary<string, string> ForEnginesOfTheUnion() => Changed(("module.yaml", "languages: [en, es]\n", "translation: union\n"));

    /// <summary>The module has a term of its own in both languages.</summary>
    public static Dictionary<string, string> WithGlossary()
    {
        var files = Changed();
        files["texts/en.yaml"] += "\nglossary:\n  found-item: found item\n";
        files["texts/es.yaml"] += "\nglossary:\n  found-item: objeto hallado\n";
        return files;
    }

    /// <summary>Returns the module's files with lines added after others.</summary>
    public static Dictionary<string, string> Changed(params (string File, string After, string Added)[] changes)
    {
        var files = new Dictionary<string, string>(DefinitionReader.FilesOf(Folder), StringComparer.Ordinal);
        foreach (var (file, after, added) in changes)
        {
            Assert.Contains(after, files[file], StringComparison.Ordinal);
            files[file] = files[file].Replace(after, after + added, StringComparison.Ordinal);
        }

        return files;
    }
}

/// <summary>The platform with a changed module.</summary>
public abstract class ChangedPlatform : Platform
{
    private readonly string _modules;

    private protected ChangedPlatform(DatabaseFixture database, Dictionary<string, string> files)
        : base(database)
    {
        _modules = Path.Combine(database.DataDirectory, "changed-modules");
        foreach (var (path, content) in files)
        {
            var file = Path.Combine(_modules, Story.Module, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }
    }

    private protected override string Modules => _modules;
}
