namespace Imi.Kernel.Definitions.Modules;

/// <summary>A form: sections of fields and repeatable groups.</summary>
/// <param name="Name">Its name in the module.</param>
/// <param name="Sections">The sections in order.</param>
public sealed record Form(string Name, IReadOnlyList<FormSection> Sections)
{
    private readonly Lazy<IReadOnlyDictionary<string, FormElement>> _elements =
        new(() => Sections.SelectMany(section => section.Elements).ToDictionary(element => element.Name, StringComparer.Ordinal));

    /// <summary>The fields of special categories, and those that ask for their grounds.</summary>
    public IEnumerable<Field> SpecialFields => Elements.Values.OfType<Field>().Where(one => one.Special is not null || one.GroundOf is not null);

    /// <summary>All fields and groups by name, not those inside groups.</summary>
    public IReadOnlyDictionary<string, FormElement> Elements => _elements.Value;
}

/// <summary>A section of a form.</summary>
/// <param name="Name">Its name, or its block's.</param>
/// <param name="TextKey">Where its texts stand: <c>forms.NAME.sections.SECTION</c> or <c>blocks.BLOCK</c>.</param>
/// <param name="Elements">Fields and groups in order.</param>
/// <param name="IsBlock">Whether it is shared between forms.</param>
public sealed record FormSection(string Name, string TextKey, IReadOnlyList<FormElement> Elements, bool IsBlock);

/// <summary>What stands in a section: a field or a repeatable group of fields.</summary>
/// <param name="Name">Its name, unique in the form.</param>
/// <param name="TextKey">Where its texts stand, such as <c>blocks.provider.fields.providerName</c>.</param>
public abstract record FormElement(string Name, string TextKey)
{
    /// <summary>When it is shown; null for always. What is not shown is not kept.</summary>
    public Condition? VisibleWhen { get; init; }
}

/// <summary>A field of a form.</summary>
public sealed record Field(string Name, string TextKey, FieldType Type) : FormElement(Name, TextKey)
{
    /// <summary>Whether it must be answered: never, always, or under a condition.</summary>
    public Requirement Required { get; init; } = Requirement.Never;

    /// <summary>The codes of a choice, in order.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Whether it takes more than one answer.</summary>
    public bool Several { get; init; }

    /// <summary>Whether more than one answer is right: of a multiple choice, or where the definition says so.</summary>
    public bool TakesSeveral => Several || Type == FieldType.MultipleChoice;

    /// <summary>Whether it may hold personal data.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>Whether only the parties' own officers see it (Regulation (EU) No 1024/2012, Article 10).</summary>
    public bool IsConfidential { get; init; }

    /// <summary>The special category of data that it holds (Regulation (EU) No 1024/2012, Article 16); null for none.</summary>
    public string? Special { get; init; }

    /// <summary>The field of a special category of which it says on which ground it is processed; null where it is no such question.</summary>
    public string? GroundOf { get; init; }

    /// <summary>Whether it is kept in clear for statistics.</summary>
    public bool IsStatistic { get; init; }

    /// <summary>The longest text in characters; null where the type has no length.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The smallest number; null for none.</summary>
    public decimal? Min { get; init; }

    /// <summary>The largest number; null for none.</summary>
    public decimal? Max { get; init; }

    /// <summary>Whether a date before today is refused.</summary>
    public bool NotBeforeToday { get; init; }

    /// <summary>Days before which a date is refused: see <see cref="DateBound"/>.</summary>
    public IReadOnlyList<string> NotBefore { get; init; } = [];

    /// <summary>Days after which a date is refused: see <see cref="DateBound"/>.</summary>
    public IReadOnlyList<string> NotAfter { get; init; } = [];

    /// <summary>Whether it begins with the reply-by date in force.</summary>
    public bool PrefillsReplyBy { get; init; }
}

/// <summary>What <c>notBefore</c> and <c>notAfter</c> may name beside a date field of the same form.</summary>
public static class DateBound
{
    /// <summary>The day it is.</summary>
    public const string Today = "today";

    /// <summary>The day on which the exchange was sent; today while it is a draft.</summary>
    public const string Sent = "sent";

    /// <summary>The day on which the recipient accepted it.</summary>
    public const string Accepted = "accepted";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Today, Sent, Accepted];
}

/// <summary>A repeatable group of fields.</summary>
public sealed record FieldGroup(string Name, string TextKey, IReadOnlyList<Field> Fields) : FormElement(Name, TextKey)
{
    /// <summary>The fewest items that a complete form has.</summary>
    public int MinItems { get; init; }

    /// <summary>The most items.</summary>
    public int MaxItems { get; init; } = 20;

    /// <summary>Whether items can be handed to another authority one by one.</summary>
    public bool IsSplittable { get; init; }
}

/// <summary>When a field must be answered.</summary>
/// <param name="Always">Whenever it is visible.</param>
/// <param name="When">Under this condition; null for none.</param>
public sealed record Requirement(bool Always, Condition? When)
{
    /// <summary>The field may stay empty.</summary>
    public static Requirement Never { get; } = new(false, null);

    /// <summary>The field must be answered whenever it is visible.</summary>
    public static Requirement Required { get; } = new(true, null);
}

/// <summary>What a field takes.</summary>
public enum FieldType
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>Text of several lines.</summary>
    LongText,

    /// <summary>One of the options.</summary>
    Choice,

    /// <summary>Any of the options.</summary>
    MultipleChoice,

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    YesNo,

    /// <summary>A day, as <c>2026-11-30</c>.</summary>
    Date,

    /// <summary>A decimal number with a point.</summary>
    Number,

    /// <summary>A country by the EU institutions' code.</summary>
    Country,

    /// <summary>A language by BCP 47.</summary>
    Language,

    /// <summary>An http or https address.</summary>
    WebAddress,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>An authority of the registry, by its id.</summary>
    Authority,
}
