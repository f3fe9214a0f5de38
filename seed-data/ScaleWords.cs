using System.Globalization;
using Bogus;
using Imi.Kernel.Definitions.Modules;
using Imi.Modules.Contracts;

namespace Imi.SeedData;

/// <summary>Generates answers to a form. The texts are made once, because making them takes longer than encrypting them.</summary>
internal sealed class ScaleWords
{
    private const int Variants = 2_000;

    private readonly IReadOnlyList<Field> _fields;
    private readonly string[] _names;
    private readonly string[] _paragraphs;
    private readonly string[] _domains;

    /// <summary>Makes the texts. The same seed gives the same texts.</summary>
    public ScaleWords(Form form, int seed)
    {
        var faker = new Faker("en") { Random = new Randomizer(seed) };
        _fields = [.. form.Elements.Values.OfType<Field>().Where(field => field.Required.Always)];
        _names = [.. Enumerable.Range(0, Variants).Select(_ => faker.Company.CompanyName())];
        _paragraphs = [.. Enumerable.Range(0, Variants).Select(_ => faker.Lorem.Paragraph())];
        _domains = [.. Enumerable.Range(0, Variants).Select(_ => faker.Internet.DomainWord())];
    }

    /// <summary>Generates answers to all fields that are always required.</summary>
    public Answers Answers(Random random, DateOnly? replyBy) =>
        _fields.Aggregate(
            Imi.Modules.Contracts.Answers.None,
            (answers, field) =>
                answers.With(
                    field.Name,
                    field.Type switch
                    {
                        FieldType.Text => One(_names, random),
                        FieldType.LongText => One(_paragraphs, random),
                        FieldType.Choice or FieldType.MultipleChoice => field.Options[random.Next(field.Options.Count)],
                        FieldType.YesNo => "no",
                        FieldType.Date => (replyBy ?? new DateOnly(2030, 1, 1)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        FieldType.Country => "ES",
                        FieldType.Language => "en",
                        FieldType.WebAddress => $"https://{One(_domains, random)}.example",
                        FieldType.Email => $"info@{One(_domains, random)}.example",
                        _ => "1",
                    }
                )
        );

    private static string One(string[] texts, Random random) => texts[random.Next(texts.Length)];
}
