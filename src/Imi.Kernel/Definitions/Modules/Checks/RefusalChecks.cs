using Imi.Kernel.Definitions.Modules.Reading;

namespace Imi.Kernel.Definitions.Modules.Checks;

/// <summary>Checks what the conditions of <c>refuse</c> compare: dates with days, countries with the countries of parties.</summary>
internal static class RefusalChecks
{
    /// <summary>Checks that the compared fields are dates and countries, and that the days exist.</summary>
    public static void Check(Condition condition, Form form, Form own, DefinitionNode node)
    {
        foreach (var compared in ConditionDefinitions.DatesOf(condition))
        {
            if (TypeOf(compared.Field) is { } type and not FieldType.Date)
                node.Wrong($"'{compared.Field}' is a {Words.FieldTypes.WordFor(type)}: only a date is before or after a day.");
            if (!DateBound.All.Contains(compared.Day.Bound) && TypeOf(compared.Day.Bound) != FieldType.Date)
                node.Wrong(
                    $"'{compared.Field}' is compared with '{compared.Day.Bound}', which is not another date: "
                        + $"{Spelling.Suggestion(compared.Day.Bound, DateBound.All.Concat(Dates()))}"
                );
            else if (compared.Day.Bound == compared.Field)
                node.Wrong($"'{compared.Field}' is compared with itself: name another date, or today.");
        }

        foreach (var country in ConditionDefinitions.CountriesOf(condition).Where(one => TypeOf(one.Field) is { } type and not FieldType.Country))
            node.Wrong($"'{country.Field}' is not a country: only the answer to a country field can be the country of a party.");

        FieldType? TypeOf(string name) => Fields().FirstOrDefault(field => field.Name == name)?.Type;

        IEnumerable<string> Dates() => Fields().Where(field => field.Type == FieldType.Date).Select(field => field.Name);

        IEnumerable<Field> Fields() =>
            form
                .Elements.Values.Concat(own.Elements.Values)
                .SelectMany(element => element is FieldGroup group ? group.Fields : (IReadOnlyList<FormElement>)[element])
                .OfType<Field>();
    }
}
