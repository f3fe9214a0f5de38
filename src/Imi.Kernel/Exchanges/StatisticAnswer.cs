namespace Imi.Kernel.Exchanges;

/// <summary>An answer marked as statistic, in clear: it survives the deletion of personal data.</summary>
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

    /// <summary>The form and field, such as <c>closure.assessment</c>; for the procedure's own form the field alone.</summary>
    public string Field { get; private set; } = "";

    /// <summary>The code or value.</summary>
    public string Value { get; private set; } = "";
}
