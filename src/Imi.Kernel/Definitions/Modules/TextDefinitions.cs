using System.Text.RegularExpressions;
using Imi.Kernel.Definitions.Modules.Checks;
using Imi.Kernel.Definitions.Modules.Reading;
using Imi.Kernel.Foundation.Texts;
using YamlDotNet.RepresentationModel;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>
/// Reads a module's texts and checks that they are complete in every language. Missing and unknown texts are reported once for a whole block, so that a rename
/// gives one problem for each language, not one for each text.
/// </summary>
internal sealed partial class TextDefinitions(DefinitionFiles files, List<DefinitionProblem> problems, List<DefinitionProblem> notes)
{
    /// <summary>The comment that <c>imi module texts --add-missing</c> writes after an added text.</summary>
    public const string ToTranslate = "# to be translated";

    /// <summary>The maximum number of problems to report; more would not help the author.</summary>
    private const int MostProblems = 200;

    /// <summary>Reads the texts of every language.</summary>
    public TextCatalogue Read(PolicyModule module)
    {
        var keys = new TextKeys(module);
        var byLanguage = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        var read = module
            .Languages.Select(language => new LanguageTexts(language, files.Has($"texts/{language}.yaml") ? files.Yaml($"texts/{language}.yaml") : null))
            .ToList();
        foreach (var language in read)
            byLanguage[language.Language] = Check(language, keys);
        foreach (var path in files.Below("texts/").Where(path => !module.Languages.Contains(FormDefinitions.NameOf(path))))
            problems.Add(new DefinitionProblem(path, 1, 1, $"'{FormDefinitions.NameOf(path)}' is not among the module's languages in module.yaml."));
        CheckOptional(read);
        GlossaryChecks.Check(read, Wrong);
        CheckPlaceholders(read);
        return new TextCatalogue(byLanguage);
    }

    private IReadOnlyDictionary<string, string> Check(LanguageTexts texts, TextKeys keys)
    {
        if (texts.Root is null)
        {
            if (!files.Has(texts.Path))
                problems.Add(
                    new DefinitionProblem(
                        texts.Path,
                        1,
                        1,
                        $"The texts in {Languages.NativeName(texts.Language)} are missing: the "
                            + $"file {texts.Path}. 'imi module texts FOLDER --add-missing' makes it."
                    )
                );
            return texts.Texts;
        }

        var renamed = new HashSet<string>(StringComparer.Ordinal);
        CheckTexts(texts, keys, "", texts.Root, renamed);
        var missing = keys.Needed.Where(key => !texts.Places.ContainsKey(key)).GroupBy(key => texts.FirstMissing(key), StringComparer.Ordinal);
        foreach (var block in missing.Where(block => !IsBelow(block.Key, renamed)))
        {
            Wrong(
                texts,
                texts.PlaceOf(TextKeys.Above(block.Key)),
                keys.IsNeeded(block.Key)
                    ? $"The text {block.Key} is missing in {Languages.NativeName(texts.Language)}."
                    : $"The texts below {block.Key} are missing in {Languages.NativeName(texts.Language)}: "
                        + $"{block.Count()} of them. 'imi module texts FOLDER --add-missing' adds them."
            );
        }

        return texts.Texts;
    }

    private void CheckTexts(LanguageTexts texts, TextKeys keys, string above, YamlMappingNode map, HashSet<string> renamed)
    {
        var own = map.Children.Select(child => (Name: (child.Key as YamlScalarNode)?.Value ?? "", child.Key, child.Value)).ToList();
        var strange = own.Where(child => !IsKnown(keys, Join(above, child.Name), child.Value)).ToList();
        foreach (var (name, key, value) in own)
        {
            var path = Join(above, name);
            if (strange.Exists(one => one.Name == name))
                continue;
            if (value is YamlMappingNode inner && !keys.IsNeeded(path))
                CheckTexts(texts, keys, path, inner, renamed);
            else if (value is not YamlScalarNode text)
                Wrong(texts, value, $"Under {path} a text is expected.");
            else if (keys.IsBlock(path))
                Wrong(texts, value, $"Under {path} more texts are expected: {string.Join(", ", keys.Below(path).Take(5))}.");
            else if (TextRules.IsBlank(text.Value ?? ""))
                Wrong(texts, value, $"The text {path} is empty.");
            else if (TextRules.FaultInLines(text.Value!) is { } fault)
                Wrong(
                    texts,
                    value,
                    $"The text {path} has the character {fault.Values["code"]} at position "
                        + $"{fault.Values["position"]}, which is invisible or reverses the text: delete it."
                );
        }

        var absent = keys.Below(above).Where(name => !own.Exists(child => child.Name == name)).ToList();
        foreach (var (name, key, _) in strange.Take(MostProblems))
        {
            var now = strange.Count == 1 && absent.Count == 1 ? absent[0] : Spelling.Nearest(name, absent);
            if (now is not null)
                renamed.Add(Join(above, now));
            Wrong(
                texts,
                key,
                "Nothing in the module is called "
                    + $"{Join(above, name)}{(now is null ? ". Remove it, or name it as the definitions do." : $": did you mean '{Join(above, now)}'?")}"
            );
        }
    }

    private static bool IsKnown(TextKeys keys, string path, YamlNode value) =>
        keys.IsNeeded(path)
        || keys.IsBlock(path)
        || keys.IsOptional(path)
        || ((TextKeys.IsRule(path) || path + "." == TextKeys.Glossary) && value is YamlMappingNode);

    private void CheckOptional(List<LanguageTexts> read)
    {
        var all = read.SelectMany(texts => texts.Texts.Keys).Where(TextKeys.MustBeInAll).ToHashSet(StringComparer.Ordinal);
        foreach (var texts in read.Where(texts => texts.Root is not null))
        {
            foreach (var key in all.Where(key => !texts.Texts.ContainsKey(key) && texts.Places.ContainsKey(TextKeys.Above(key))).Order(StringComparer.Ordinal))
                Wrong(
                    texts,
                    texts.PlaceOf(TextKeys.Above(key)),
                    $"The text {key} is missing in {Languages.NativeName(texts.Language)}; another language has it."
                );
        }
    }

    private void CheckPlaceholders(List<LanguageTexts> read)
    {
        var reference = read.Find(texts => texts.Language == TextCatalogue.Reference)?.Texts;
        foreach (var texts in read)
        {
            foreach (var (key, text) in texts.Texts)
            {
                var own = PlaceholdersOf(text);
                if (!TextKeys.IsRule(key) && own.Count > 0)
                    Wrong(texts, texts.Places[key].Value, $"Nothing fills '{{{own.First()}}}': readers would see the braces. Write the text without braces.");
                else if (TextKeys.IsRule(key) && reference?.GetValueOrDefault(key) is { } english && !own.SetEquals(PlaceholdersOf(english)))
                    Wrong(texts, texts.Places[key].Value, $"The text {key} has other placeholders in braces than in English.");
            }

            if (texts.Root is not null && files.Text(texts.Path).Split(ToTranslate).Length - 1 is > 0 and var waiting)
                notes.Add(new DefinitionProblem(texts.Path, 1, 1, $"{waiting} texts are marked '{ToTranslate}'."));
        }
    }

    private static HashSet<string> PlaceholdersOf(string text) =>
        text.Contains('{', StringComparison.Ordinal) ? [.. PlaceholderPattern().Matches(text).Select(match => match.Groups["name"].Value)] : [];

    private void Wrong(LanguageTexts texts, YamlNode? place, string message)
    {
        if (problems.Count < MostProblems)
            problems.Add(new DefinitionProblem(texts.Path, (int)Math.Max(1, place?.Start.Line ?? 1), (int)Math.Max(1, place?.Start.Column ?? 1), message));
    }

    private static bool IsBelow(string key, HashSet<string> blocks) =>
        blocks.Contains(key) || blocks.Any(block => key.StartsWith(block + ".", StringComparison.Ordinal));

    private static string Join(string above, string name) => above.Length == 0 ? name : $"{above}.{name}";

    [GeneratedRegex(@"\{(?<name>[A-Za-z][A-Za-z0-9_.-]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlaceholderPattern();
}
