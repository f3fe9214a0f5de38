using Imi.Kernel.Texts;

namespace Imi.Kernel.Modules;

/// <summary>Reads a module's definitions and checks them whole: the same from a folder, an archive or the database.</summary>
public static class DefinitionReader
{
    /// <summary>Reads a folder.</summary>
    public static DefinitionResult ReadFolder(string folder) => Read(FilesOf(folder));

    /// <summary>The definition files of a folder: path with forward slashes to content.</summary>
    public static IReadOnlyDictionary<string, string> FilesOf(string folder)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (relative is "module.yaml" or GuideDefinitions.File or KeywordDefinitions.File || relative.Split('/')[0] is "procedures" or "forms" or "texts")
                files[relative] = File.ReadAllText(path);
        }

        return files;
    }

    /// <summary>Reads files: path with forward slashes to content.</summary>
    public static DefinitionResult Read(IReadOnlyDictionary<string, string> contents)
    {
        var problems = new List<DefinitionProblem>();
        var files = new DefinitionFiles(contents, problems);
        if (files.Root("module.yaml") is not { } root)
            return new DefinitionResult(null, problems);
        var name = root.NeedText("module");
        if (name.Length > 0 && !FormDefinitions.IsName(name))
            root.Find("module")!.Wrong($"'{name}' is no name of a module: names are lower case with hyphens.");
        var legalBasis = ReadLegalBasis(root.Need("legalBasis"));
        var pilot = root.Find("pilot") is { } pilotNode ? ReadPilot(pilotNode) : null;
        var retention = RetentionDefinitions.Read(root.Need("retention"));
        var special = SpecialDefinitions.Read(root.Find("special"));
        var languages = ReadLanguages(root.Need("languages"));
        var procedureNames = root.Need("procedures")?.Texts() ?? [];
        root.NothingElse();
        var formReader = new FormDefinitions(files, special);
        var forms = formReader.ReadAll();
        var reader = new ProcedureDefinitions(files, forms, formReader.Conditions);
        var procedures = procedureNames.Where(procedure => procedure.Length > 0).Select(procedure => reader.Read(name, procedure)).OfType<Procedure>().ToList();
        foreach (var path in files.Below("procedures/").Where(path => !procedureNames.Contains(FormDefinitions.NameOf(path))))
            files.Root(path)?.Wrong("module.yaml does not name this procedure.");
        var used = procedures.SelectMany(procedure => procedure.Actions.Select(action => action.Asks?.Name).Append(procedure.Form.Name)).ToHashSet();
        foreach (var form in forms.Keys.Where(form => !used.Contains(form) && problems.Count == 0))
            files.Root($"forms/{form}.yaml")?.Wrong("No procedure and no action uses this form.");

        var held = forms.Values.SelectMany(form => form.Elements.Values).OfType<Field>().Select(field => field.Special).ToHashSet();
        foreach (var unused in special.Where(one => !held.Contains(one.Category) && problems.Count == 0))
            root.Find("special")!.Find(unused.Category)!.Wrong($"No field is marked special: {unused.Category}.");

        var guide = GuideDefinitions.Read(files, name, procedures);
        var keywords = KeywordDefinitions.Read(files);

        // Texts are looked at once the definitions are right: one misspelt word would else make every text below it a mistake.
        var texts = problems.Count == 0 ? new TextDefinitions(contents, problems).Read(languages, procedures, forms.Values, guide, keywords) : TextCatalogue.Empty;
        if (problems.Count > 0)
        {
            return new DefinitionResult(
                null, [.. problems.Distinct().OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line).ThenBy(problem => problem.Column)]);
        }

        return new DefinitionResult(
            new PolicyModule
            {
                Name = name, LegalBasis = legalBasis, Pilot = pilot, Retention = retention, Special = special, Languages = languages, Procedures = procedures, Guide = guide,
                Keywords = keywords, Forms = forms, Texts = texts, Version = files.Version(),
            },
            []);
    }

    private static LegalBasis ReadLegalBasis(DefinitionNode? node)
    {
        if (node is null)
            return new LegalBasis("", "", "");
        var basis = new LegalBasis(node.NeedText("act"), node.NeedText("celex"), node.NeedText("provisions"));
        node.NothingElse();
        return basis;
    }

    private static PilotBasis ReadPilot(DefinitionNode node)
    {
        var launched = ReadDay(node.Need("launched")) ?? default;
        var until = ReadDay(node.Find("until"));
        var basis = node.NeedText("basis");
        node.NothingElse();
        if (until < launched)
            node.Find("until")!.Wrong("The pilot's last day is before its first.");
        return new PilotBasis(launched, basis, until);
    }

    private static DateOnly? ReadDay(DefinitionNode? node)
    {
        if (node?.Text() is not { Length: > 0 } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day))
            return day;
        node.Wrong($"'{text}' is no date: write it like 2013-11-25.");
        return null;
    }

    private static IReadOnlyList<string> ReadLanguages(DefinitionNode? node)
    {
        var languages = node?.Texts() ?? [];
        foreach (var language in languages.Where(language => language.Length > 0 && !Languages.IsKnown(language)))
            node!.Wrong($"'{language}' is none of the network's languages: {DefinitionNode.Suggestion(language, Languages.All)}");
        if (node is not null && !languages.Contains(TextCatalogue.Reference))
            node.Wrong("English (en) is missing: it is the reference that other languages fall back to.");
        return languages;
    }
}
