using Imi.Kernel.Definitions.Modules.Checks;
using Imi.Kernel.Definitions.Modules.Reading;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>
/// Reads and validates a module's definitions from a folder, an archive or the database. To avoid reporting consequential problems, it reads no further if a
/// file is not valid YAML, and checks texts only if the definitions are valid.
/// </summary>
public static class DefinitionReader
{
    /// <summary>Reads a module from a folder.</summary>
    public static DefinitionResult ReadFolder(string folder)
    {
        var (files, problems) = ModuleFiles.OfFolder(folder);
        return problems.Count > 0 ? new DefinitionResult(null, problems) : Read(files);
    }

    /// <summary>Returns the definition files of a folder, as path (with forward slashes) to content.</summary>
    public static IReadOnlyDictionary<string, string> FilesOf(string folder) => ModuleFiles.OfFolder(folder).Files;

    /// <summary>Reads a module from its files, given as path (with forward slashes) to content.</summary>
    public static DefinitionResult Read(IReadOnlyDictionary<string, string> contents)
    {
        var problems = new List<DefinitionProblem>();
        var notes = new List<DefinitionProblem>();
        var files = new DefinitionFiles(contents, problems);
        var module = ReadDefinitions(files, problems, notes);
        if (module is not null && problems.Count == 0)
            module = module with { Texts = new TextDefinitions(files, problems, notes).Read(module) };
        return problems.Count == 0 ? new DefinitionResult(module, []) { Notes = InOrder(notes) } : new DefinitionResult(null, InOrder(problems));
    }

    /// <summary>
    /// Reads a stored module. It was valid when it was stored, and exchanges depend on it; so problems that later checks find are reported, but the module is
    /// returned all the same.
    /// </summary>
    internal static DefinitionResult ReadKept(IReadOnlyDictionary<string, string> contents)
    {
        var wrong = Read(contents);
        if (wrong.Module is not null)
            return wrong;
        var ignored = new List<DefinitionProblem>();
        var files = new DefinitionFiles(contents, ignored);
        var module = ReadDefinitions(files, ignored, [], isKept: true);
        return wrong with { Module = module is null ? null : module with { Texts = new TextDefinitions(files, ignored, []).Read(module) } };
    }

    /// <summary>Reads everything but the texts, which determines the texts that are needed; null if the definitions are invalid.</summary>
    internal static PolicyModule? ReadWithoutTexts(IReadOnlyDictionary<string, string> contents, List<DefinitionProblem> problems) =>
        ReadDefinitions(new DefinitionFiles(contents, problems), problems, []) is { } module && problems.Count == 0 ? module : null;

    private static IReadOnlyList<DefinitionProblem> InOrder(List<DefinitionProblem> problems) =>
        [.. problems.Distinct().OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    private static PolicyModule? ReadDefinitions(DefinitionFiles files, List<DefinitionProblem> problems, List<DefinitionProblem> notes, bool isKept = false)
    {
        if (!files.AreYaml() || (!files.HaveStructure() && !isKept) || files.Root(ModuleFiles.Module) is not { } root)
            return null;
        var name = root.TextOf("module");
        var legalBasis = root.Find("legalBasis") is { } basis ? LegalBasisDefinitions.Read(basis, "provisions") : new LegalBasis("", "", "");
        var pilot = root.Find("pilot") is { } pilotNode ? ReadPilot(pilotNode) : null;
        var retention = root.Find("retention") is { } periods ? RetentionDefinitions.Read(periods) : new RetentionPeriods(default, default);
        var special = SpecialDefinitions.Read(root);
        var languages = ReadLanguages(root.Find("languages"), notes);
        var procedureNames = root.TextsOf("procedures");
        var formReader = new FormDefinitions(files, special);
        var forms = formReader.ReadAll();
        var reader = new ProcedureDefinitions(files, forms, formReader.Conditions);
        var procedures = procedureNames.Distinct(StringComparer.Ordinal).Select(procedure => reader.Read(name, procedure)).OfType<Procedure>().ToList();
        foreach (var path in files.Below("procedures/").Where(path => !procedureNames.Contains(FormDefinitions.NameOf(path))))
            files.Root(path)?.Wrong("module.yaml does not name this procedure.");
        foreach (var same in procedures.GroupBy(procedure => procedure.Code, StringComparer.Ordinal).Where(same => same.Count() > 1))
            files
                .Root($"procedures/{same.Last().Name}.yaml")!
                .Find("code")
                ?.Wrong($"The numbers of '{same.First().Name}' begin with '{same.Key}' too: each procedure has a code of its own.");
        var used = procedures.SelectMany(procedure => procedure.Actions.Select(action => action.Asks?.Name).Append(procedure.Form.Name)).ToHashSet();
        foreach (var form in forms.Keys.Where(form => !used.Contains(form) && problems.Count == 0))
            files.Root($"forms/{form}.yaml")?.Wrong("No procedure and no action uses this form.");

        var held = forms.Values.SelectMany(form => form.Elements.Values).OfType<Field>().Select(field => field.Special).ToHashSet();
        foreach (var unused in special.Where(one => !held.Contains(one.Category) && problems.Count == 0))
            root.Find("special")!.Find(unused.Category)!.Wrong($"No field is marked special: {unused.Category}.");
        if (problems.Count > 0 && !isKept)
            return null;
        foreach (var procedure in isKept ? [] : procedures)
            ProcedureLogic.Check(procedure, files.Root($"procedures/{procedure.Name}.yaml")!, forms, formReader.Conditions, problems);
        var guide = GuideDefinitions.Read(files, name, procedures);
        var keywords = files.Has(ModuleFiles.Keywords) ? files.Root(ModuleFiles.Keywords)?.TextsOf("keywords") ?? [] : [];
        return new PolicyModule
        {
            Name = name,
            LegalBasis = legalBasis,
            Pilot = pilot,
            Retention = retention,
            Special = special,
            IsTranslatedInUnionOnly = root.Has("translation"),
            Languages = languages,
            Procedures = procedures,
            Guide = guide,
            Keywords = keywords,
            Forms = forms,
            Texts = TextCatalogue.Empty,
            Version = files.Version(),
        };
    }

    private static PilotBasis ReadPilot(DefinitionNode node)
    {
        var pilot = new PilotBasis(node.Day("launched") ?? default, node.TextOf("basis"), node.Day("until"));
        if (pilot.Until < pilot.Launched)
            node.Find("until")!.Wrong("The pilot's last day is before its first.");
        return pilot;
    }

    private static IReadOnlyList<string> ReadLanguages(DefinitionNode? node, List<DefinitionProblem> notes)
    {
        var languages = node?.Texts() ?? [];
        if (node is not null && !languages.Contains(TextCatalogue.Reference))
            node.Wrong("English (en) is missing: it is the reference that other languages fall back to.");
        foreach (var unseen in languages.Where(language => Languages.IsKnown(language) && !Languages.IsInterface(language)))
        {
            node!.NoteIn(
                notes,
                $"The interface is not available in {Languages.NativeName(unseen)} ({unseen}): "
                    + "until it is, only the preview of forms shows these texts, and readers see "
                    + $"{string.Join(", ", languages.Where(Languages.IsInterface))} instead."
            );
        }

        return [.. languages.Distinct(StringComparer.Ordinal)];
    }
}
