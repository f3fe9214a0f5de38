namespace Imi.Kernel.Exchanges;

/// <summary>
/// An answer to a statistical field, stored unencrypted and without personal data. It survives the deletion of the exchange's content. Every answer is
/// kept: those of each authority, of each round and, marked as replaced, those of earlier versions of the form.
/// </summary>
public sealed class StatisticAnswer
{
    private StatisticAnswer() { }

    internal StatisticAnswer(Guid id, Guid exchangeId, AnswerSource source, string field, string value)
    {
        Id = id;
        ExchangeId = exchangeId;
        (SourceId, Form, Country, On) = (source.Id, source.Form, source.Country, source.On);
        Field = field;
        Value = value;
    }

    /// <summary>Its id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>What was answered: the document of an action; the exchange itself for the procedure's own form.</summary>
    public Guid SourceId { get; private set; }

    /// <summary>The name of the form.</summary>
    public string Form { get; private set; } = "";

    /// <summary>The name of the field; <c>GROUP.FIELD</c> for a field of a group, with one answer for each item.</summary>
    public string Field { get; private set; } = "";

    /// <summary>The code of the chosen option, or the value.</summary>
    public string Value { get; private set; } = "";

    /// <summary>The country of the authority that answered, as the code that the EU institutions use.</summary>
    public string Country { get; private set; } = "";

    /// <summary>The day of the answer in Brussels.</summary>
    public DateOnly On { get; private set; }

    /// <summary>The day on which a later version or a correction replaced the answer; null while it counts.</summary>
    public DateOnly? ReplacedOn { get; private set; }

    internal void Replace(DateOnly day) => ReplacedOn = day;
}
