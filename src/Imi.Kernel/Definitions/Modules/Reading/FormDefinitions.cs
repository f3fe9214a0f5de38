namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>Reads forms and the blocks that they share.</summary>
internal sealed class FormDefinitions(DefinitionFiles files, IReadOnlyList<SpecialData> special)
{
    private const int DefaultTextLength = 500;
    private const int DefaultLongTextLength = 10_000;
    private const int DefaultItems = 20;
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

    /// <summary>Checks that a file has the name of what it defines.</summary>
    /// <param name="root">The file.</param>
    /// <param name="word">The key of the name, such as <c>form</c>.</param>
    /// <param name="path">The path of the file.</param>
    public static void CheckName(DefinitionNode root, string word, string path)
    {
        if (root.Find(word) is { } node && node.Text() is var name && name != NameOf(path))
            node.Wrong($"The {word} '{name}' is in a file of another name: rename the file to {name}.yaml.");
    }

    private Form? Read(DefinitionNode root, string path)
    {
        CheckName(root, "form", path);
        var name = root.TextOf("form");
        var sections = root.ItemsOf("sections").Select(node => ReadSection(node, name)).OfType<FormSection>().ToList();
        var all = sections.SelectMany(section => section.Elements).ToList();
        var elements = new HashSet<string>(StringComparer.Ordinal);
        foreach (var twice in all.Where(element => !elements.Add(element.Name)).DistinctBy(element => element.Name))
        {
            root.Wrong($"The form has two fields called '{twice.Name}': a field's name is unique in its form, blocks included.");
            return null;
        }

        var dates = all.OfType<Field>().Where(field => field.Type == FieldType.Date).ToList();
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

    private FormSection? ReadSection(DefinitionNode node, string form)
    {
        if (node.Find("block") is { } block)
            return ReadBlock(block);
        var name = node.TextOf("section");
        return new FormSection(name, $"forms.{form}.sections.{name}", ReadElements(node, $"forms.{form}"), IsBlock: false);
    }

    private FormSection? ReadBlock(DefinitionNode node)
    {
        var name = node.Text();
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
        CheckName(root, "block", path);
        return new FormSection(name, $"blocks.{name}", ReadElements(root, $"blocks.{name}"), IsBlock: true);
    }

    private IReadOnlyList<FormElement> ReadElements(DefinitionNode node, string textKey)
    {
        var elements = new List<FormElement>();
        foreach (var item in node.ItemsOf("fields"))
        {
            elements.Add(item.Has("group") ? ReadGroup(item, textKey) : ReadField(item, textKey, isInGroup: false));
            if (elements[^1] is Field field && SpecialDefinitions.GroundFor(field, special) is { } ground)
                elements.Add(ground);
        }

        return elements;
    }

    private FieldGroup ReadGroup(DefinitionNode node, string textKey)
    {
        var name = node.TextOf("group");
        var key = $"{textKey}.fields.{name}";
        var group = new FieldGroup(name, key, [.. node.ItemsOf("fields").Select(item => ReadField(item, key, isInGroup: true))])
        {
            MinItems = node.Number("minItems") ?? 0,
            MaxItems = node.Number("maxItems") ?? DefaultItems,
            IsSplittable = node.Flag("splittable"),
            VisibleWhen = ReadCondition(node.Find("visible")),
        };
        if (group.MaxItems < group.MinItems)
            node.Wrong($"'maxItems' ({group.MaxItems}) is smaller than 'minItems' ({group.MinItems}).");
        if (group.Fields.GroupBy(field => field.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            node.Wrong($"The group has two fields called '{twice.Key}'.");
        return group;
    }

    private Field ReadField(DefinitionNode node, string textKey, bool isInGroup)
    {
        var name = node.TextOf("field");
        var type = node.Find("type")?.Word(Words.FieldTypes) ?? FieldType.Text;
        var field = new Field(name, $"{textKey}.fields.{name}", type)
        {
            Required = ReadRequirement(node.Find("required")),
            VisibleWhen = ReadCondition(node.Find("visible")),
            Options = node.TextsOf("options"),
            Several = node.Flag("several"),
            IsPersonal = node.Flag("personal"),
            IsConfidential = node.Flag("confidential"),
            IsTranslatedInUnion = node.Has("translation"),
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
            NotBeforeToday = type == FieldType.Date && node.Has("min"),
            NotBefore = node.TextsOf("notBefore"),
            NotAfter = node.TextsOf("notAfter"),
            CountsDaysFromSending = node.Has("days"),
            PrefillsReplyBy = node.Has("prefill"),
            Refusals = [.. node.EntriesOf("refuse").Select(entry => ReadRefusal(entry.Name, entry.Value, $"{textKey}.fields.{name}"))],
        };
        FieldRules.Check(node, field, isInGroup);
        SpecialDefinitions.Check(node, field, isInGroup, special);
        return field;
    }

    private Requirement ReadRequirement(DefinitionNode? node) =>
        node is { Kind: NodeKind.Map } ? new Requirement(false, ReadCondition(node))
        : node?.Text() == "true" ? Requirement.Required
        : Requirement.Never;

    private FieldRefusal ReadRefusal(string reason, DefinitionNode node, string fieldKey)
    {
        var condition = ConditionDefinitions.Read(node);
        _conditions.Add(condition, node);
        return new FieldRefusal(reason, $"{fieldKey}.refuse.{reason}", condition);
    }

    /// <summary>Reads <c>{ when: CONDITION }</c>; null without it.</summary>
    private Condition? ReadCondition(DefinitionNode? node)
    {
        if (node?.Find("when") is not { } when)
            return null;
        var condition = ConditionDefinitions.Read(when);
        _conditions.Add(condition, when);
        ConditionDefinitions.CheckIsForAnyTime(condition, when);
        return condition;
    }
}
