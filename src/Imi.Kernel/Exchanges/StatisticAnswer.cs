namespace Imi.Kernel.Exchanges;

/// <summary>An answer to a statistical field, stored unencrypted and without personal data. It survives the deletion of the exchange's content.</summary>
public sealed class StatisticAnswer
{
    private StatisticAnswer() { }

    internal StatisticAnswer(Guid exchangeId, string field, string value)
    {
        ExchangeId = exchangeId;
        Field = field;
        Value = value;
    }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The form and the field, such as <c>closure.assessment</c>; the field alone for the procedure's own form.</summary>
    public string Field { get; private set; } = "";

    /// <summary>The code of the chosen option, or the value.</summary>
    public string Value { get; private set; } = "";
}
