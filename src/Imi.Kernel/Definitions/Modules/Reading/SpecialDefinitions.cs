namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>Reads the special categories of data of a module with their grounds, and checks the fields that contain them.</summary>
internal static class SpecialDefinitions
{
    private const string Law = "Regulation (EU) No 1024/2012, Article 16";

    /// <summary>Reads <c>special</c> of the module: from category to grounds, each with its act.</summary>
    public static IReadOnlyList<SpecialData> Read(DefinitionNode module) =>
        [.. module.EntriesOf("special").Select(entry => new SpecialData(entry.Name, [.. entry.Value.Entries().Select(ReadGround)]))];

    /// <summary>Creates the field that asks for the ground of processing a field of a special category; null for any other field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="special">The special categories of the module.</param>
    public static Field? GroundFor(Field field, IReadOnlyList<SpecialData> special) =>
        special.FirstOrDefault(one => one.Category == field.Special) is { } data
            ? new Field(SpecialData.GroundFor(field.Name), $"module.special.{data.Category}", FieldType.Choice)
            {
                GroundOf = field.Name,
                Options = [.. data.Grounds.Select(ground => ground.Name)],
                Required = Requirement.Required,
                VisibleWhen = new Condition.Answered(field.Name, true),
            }
            : null;

    /// <summary>Checks a field of a special category.</summary>
    public static void Check(DefinitionNode node, Field field, bool isInGroup, IReadOnlyList<SpecialData> special)
    {
        if (field.Special is not { } category)
            return;
        var place = node.Find("special")!;
        if (special.All(one => one.Category != category))
            place.Wrong($"module.yaml names no ground for '{category}': add special: {{ {category}: {{ NAME: {{ act, celex, provision }} }} }} ({Law}).");
        if (!field.IsPersonal)
            place.Wrong($"'{field.Name}' is of a special category, so it is personal too: add personal: true.");
        if (isInGroup)
            place.Wrong("A field of a group cannot be of a special category: each answer needs a ground of its own.");
    }

    private static ProcessingGround ReadGround((string Name, DefinitionNode Key, DefinitionNode Value) entry) =>
        new(entry.Name, LegalBasisDefinitions.Read(entry.Value));
}
