namespace Imi.Kernel.Definitions.Modules;

/// <summary>A field of a form.</summary>
public sealed record Field(string Name, string TextKey, FieldType Type) : FormElement(Name, TextKey)
{
    /// <summary>When an answer is required: never, always, or under a condition.</summary>
    public Requirement Required { get; init; } = Requirement.Never;

    /// <summary>When the form is refused, with a reason beside this field; the first that holds is shown.</summary>
    public IReadOnlyList<FieldRefusal> Refusals { get; init; } = [];

    /// <summary>The codes of a choice, in order.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Whether the definition allows several answers.</summary>
    public bool Several { get; init; }

    /// <summary>Whether it takes several answers: a multiple choice, or a field that is defined so.</summary>
    public bool TakesSeveral => Several || Type == FieldType.MultipleChoice;

    /// <summary>Whether it may contain personal data.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>Whether only the parties' own officers see it (Regulation (EU) No 1024/2012, Article 10).</summary>
    public bool IsConfidential { get; init; }

    /// <summary>
    /// Whether a machine-translation engine may translate it, although it is confidential: only one that an institution of the Union runs. Other confidential
    /// fields never leave the platform.
    /// </summary>
    public bool IsTranslatedInUnion { get; init; }

    /// <summary>The special category of data that it contains (Regulation (EU) No 1024/2012, Article 16); null if none.</summary>
    public string? Special { get; init; }

    /// <summary>For a question about the ground of processing: the name of the field of a special category that it refers to; otherwise null.</summary>
    public string? GroundOf { get; init; }

    /// <summary>Whether its answers are stored unencrypted for statistics.</summary>
    public bool IsStatistic { get; init; }

    /// <summary>The maximum length in characters; null if the type has none.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The minimum of a number; null if none.</summary>
    public decimal? Min { get; init; }

    /// <summary>The maximum of a number; null if none.</summary>
    public decimal? Max { get; init; }

    /// <summary>Whether a date before today is invalid.</summary>
    public bool NotBeforeToday { get; init; }

    /// <summary>The dates before which a date is invalid: see <see cref="DateBound"/>.</summary>
    public IReadOnlyList<string> NotBefore { get; init; } = [];

    /// <summary>The dates after which a date is invalid: see <see cref="DateBound"/>.</summary>
    public IReadOnlyList<string> NotAfter { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Condition> Conditions =>
        base.Conditions.Concat(Required.When is { } required ? [required] : []).Concat(Refusals.Select(refusal => refusal.When));

    /// <summary>Whether readers also see how many days before or after the sending of the exchange the date lies.</summary>
    public bool CountsDaysFromSending { get; init; }

    /// <summary>Whether it is prefilled with the reply-by date in force.</summary>
    public bool PrefillsReplyBy { get; init; }
}
