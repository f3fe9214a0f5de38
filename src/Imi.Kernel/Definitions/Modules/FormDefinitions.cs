using System.Text.RegularExpressions;
using Imi.Kernel.Definitions.Modules.Reading;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>Reads forms and the blocks that they share.</summary>
internal sealed partial class FormDefinitions(DefinitionFiles files, IReadOnlyList<SpecialData> special)
{
    private const int LongestName = 60;
    private const int DefaultTextLength = 500;
    private const int DefaultLongTextLength = 10_000;
    private const int MostItems = 200;
    private const string BlocksFolder = "forms/blocks/";

    private readonly HashSet<string> _usedBlocks = new(StringComparer.Ordinal);
    private readonly Dictionary<Condition, DefinitionNode> _conditions = new(ReferenceEqualityComparer.Instance);

    /// <summary>The positions of the forms' conditions; the names in them are checked after all forms are read.</summary>
    public IReadOnlyDictionary<Condition, DefinitionNode> Conditions => _conditions;

    /// <summary>Reads every form of the module.</summary>
    public IReadOnlyDictionary<string, Form> ReadAll()
    {
        var forms = new Dictionary<string, Form>(StringComparer.Ordinal);
        foreach (var path in files.Below("forms/").Where(path => !path.StartsWith(BlocksFolder, StringComparison.Ordinal)))
        {
            if (files.Root(path) is { } root && Read(root, path) is { } form)
                forms[form.Name] = form;
        }

        foreach (var path in files.Below(BlocksFolder).Where(path => !_usedBlocks.Contains(NameOf(path))))
            files.Root(path)?.Wrong("No form uses this block.");
        return forms;
    }

    /// <summary>Returns a file's name without folder and extension.</summary>
    public static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);

    /// <summary>Whether a text is a valid name of a form, a state or the like.</summary>
    public static bool IsName(string text) => text.Length <= LongestName && NamePattern().IsMatch(text);

    private Form? Read(DefinitionNode root, string path)
    {
        var name = root.NeedText("form");
        if (name.Length > 0 && name != NameOf(path))
            root.Find("form")!.Wrong($"The form '{name}' is in a file of another name: rename the file to {name}.yaml.");
        var sections = new List<FormSection>();
        foreach (var node in root.Need("sections")?.Items() ?? [])
        {
            if ((node.Has("block") ? ReadBlockUse(node) : ReadSection(node, name)) is { } section)
                sections.Add(section);
        }

        root.NothingElse();
        var elements = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var twice in sections.SelectMany(section => section.Elements).Where(element => !elements.Add(element.Name)).DistinctBy(element => element.Name)
        )
        {
            root.Wrong($"The form has two fields called '{twice.Name}': a field's name is unique in its form, blocks included.");
            return null;
        }

        var dates = sections.SelectMany(section => section.Elements).OfType<Field>().Where(field => field.Type == FieldType.Date).ToList();
        foreach (
            var (field, bound) in dates
                .SelectMany(field => field.NotBefore.Concat(field.NotAfter).Select(bound => (field, bound)))
                .Where(one => !DateBound.All.Contains(one.bound) && !dates.Exists(other => other.Name == one.bound && other.Name != one.field.Name))
        )
            root.Wrong(
                $"'{field.Name}' is compared with '{bound}', which is not another date of the form: "
                    + $"{Spelling.Suggestion(bound, DateBound.All.Concat(dates.Select(other => other.Name)))}"
            );
        foreach (var twice in sections.GroupBy(section => section.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            root.Wrong($"The form has two sections called '{twice.Key}'.");
        return new Form(name, sections);
    }

    private FormSection? ReadBlockUse(DefinitionNode node)
    {
        var name = node.NeedText("block");
        node.NothingElse();
        if (name.Length == 0)
            return null;
        var path = $"{BlocksFolder}{name}.yaml";
        if (!files.Has(path))
        {
            node.Wrong($"There is no block '{name}': {Spelling.Suggestion(name, files.Below(BlocksFolder).Select(NameOf))}");
            return null;
        }

        // Each form that uses a block reads it again; identical problems are removed later.
        _usedBlocks.Add(name);
        if (files.Root(path) is not { } root)
            return null;
        if (root.NeedText("block") is { Length: > 0 } own && own != name)
            root.Find("block")!.Wrong($"The block '{own}' is in a file of another name: rename the file to {own}.yaml.");
        var elements = ReadElements(root, $"blocks.{name}");
        root.NothingElse();
        return new FormSection(name, $"blocks.{name}", elements, IsBlock: true);
    }

    private FormSection? ReadSection(DefinitionNode node, string form)
    {
        var name = Name(node, "section");
        var elements = ReadElements(node, $"forms.{form}");
        node.NothingElse();
        return name.Length == 0 ? null : new FormSection(name, $"forms.{form}.sections.{name}", elements, IsBlock: false);
    }

    private IReadOnlyList<FormElement> ReadElements(DefinitionNode node, string textKey)
    {
        var elements = new List<FormElement>();
        foreach (var item in node.Need("fields")?.Items() ?? [])
        {
            FormElement? element = item.Has("group") ? ReadGroup(item, textKey) : ReadField(item, textKey, isInGroup: false);
            if (element is not null)
                elements.Add(element);
            if (element is Field field && SpecialDefinitions.GroundFor(field, special) is { } ground)
                elements.Add(ground);
        }

        if (node.Find("fields") is { IsList: true } list && list.Items().Count == 0)
            list.Wrong("The section has no fields.");

        return elements;
    }

    private FieldGroup? ReadGroup(DefinitionNode node, string textKey)
    {
        var name = FieldName(node, "group");
        var key = $"{textKey}.fields.{name}";
        var fields = (node.Need("fields")?.Items() ?? []).Select(item => ReadField(item, key, isInGroup: true)).OfType<Field>().ToList();
        var group = new FieldGroup(name, key, fields)
        {
            MinItems = node.Number("minItems") ?? 0,
            MaxItems = node.Number("maxItems") ?? 20,
            IsSplittable = node.Flag("splittable"),
            VisibleWhen = Visibility(node),
        };
        node.NothingElse();
        if (fields.Count == 0 && node.Find("fields") is { IsList: true } empty && empty.Items().Count == 0)
            empty.Wrong($"The group '{name}' has no fields.");
        if (group.MaxItems > MostItems)
            node.Find("maxItems")!.Wrong($"A group has at most {MostItems} items: ask for a file, or for several exchanges.");
        if (group.MaxItems < Math.Max(1, group.MinItems))
            node.Wrong("'maxItems' is smaller than 'minItems', or 0.");
        if (fields.GroupBy(field => field.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            node.Wrong($"The group has two fields called '{twice.Key}'.");
        return name.Length == 0 ? null : group;
    }

    private Field? ReadField(DefinitionNode node, string textKey, bool isInGroup)
    {
        var name = FieldName(node, "field");
        var type = node.Need("type")?.Word(Words.FieldTypes, "field type") ?? FieldType.Text;
        var dateMinimum = type == FieldType.Date ? node.Find("min") : null;
        if (dateMinimum is not null && dateMinimum.Text() != "today")
            dateMinimum.Wrong("For a date 'min' can only be today.");
        var field = new Field(name, $"{textKey}.fields.{name}", type)
        {
            Required = ReadRequirement(node),
            VisibleWhen = Visibility(node),
            Options = node.Find("options")?.Texts() ?? [],
            Several = node.Flag("several"),
            IsPersonal = node.Flag("personal"),
            IsConfidential = node.Flag("confidential"),
            Special = node.Find("special")?.Text(),
            IsStatistic = node.Flag("statistic"),
            MaxLength =
                node.Number("maxLength")
                ?? type switch
                {
                    FieldType.Text => DefaultTextLength,
                    FieldType.LongText => DefaultLongTextLength,
                    _ => null,
                },
            Min = type == FieldType.Number ? node.Number("min") : null,
            Max = type == FieldType.Number ? node.Number("max") : null,
            NotBeforeToday = dateMinimum is not null,
            NotBefore = node.Find("notBefore")?.Texts() ?? [],
            NotAfter = node.Find("notAfter")?.Texts() ?? [],
            PrefillsReplyBy = node.Find("prefill") is { } prefill && IsReplyBy(prefill),
        };
        _ = (node.Find("min"), node.Find("max"));
        node.NothingElse();
        FieldRules.Check(node, field, isInGroup);
        SpecialDefinitions.Check(node, field, isInGroup, special);
        return name.Length == 0 ? null : field;
    }

    private static bool IsReplyBy(DefinitionNode prefill)
    {
        if (prefill.Text() == "replyBy")
            return true;
        prefill.Wrong("'prefill' can only be replyBy.");
        return false;
    }

    private Requirement ReadRequirement(DefinitionNode node)
    {
        if (node.Find("required") is not { } required)
            return Requirement.Never;
        if (required.IsMap)
        {
            var condition = required.Need("when") is { } when ? ReadCondition(when) : null;
            required.NothingElse();
            return new Requirement(false, condition);
        }

        return node.Flag("required") ? Requirement.Required : Requirement.Never;
    }

    private Condition? Visibility(DefinitionNode node)
    {
        if (node.Find("visible") is not { } visible)
            return null;
        var condition = visible.Need("when") is { } when ? ReadCondition(when) : null;
        visible.NothingElse();
        return condition;
    }

    private Condition? ReadCondition(DefinitionNode when)
    {
        var condition = ConditionDefinitions.Read(when);
        if (condition is not null)
            _conditions.Add(condition, when);
        return condition;
    }

    private static string Name(DefinitionNode node, string word)
    {
        var name = node.NeedText(word);
        if (name.Length > 0 && !IsName(name))
            node.Find(word)!.Wrong($"'{name}' is not a valid name: names are lower case with hyphens, at most 60 characters, such as additional-information.");
        return name;
    }

    private static string FieldName(DefinitionNode node, string word)
    {
        var name = node.NeedText(word);
        if (name.Length > 0 && (name.Length > LongestName || !FieldNamePattern().IsMatch(name)))
            node.Find(word)!.Wrong($"'{name}' is not a valid field name: write it like webAddresses, beginning with a small letter, at most 60 characters.");
        return name;
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.None, 1000)]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[a-z][a-zA-Z0-9]*$", RegexOptions.None, 1000)]
    private static partial Regex FieldNamePattern();
}
