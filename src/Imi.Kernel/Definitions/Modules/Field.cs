namespace Imi.Kernel.Definitions.Modules;

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
