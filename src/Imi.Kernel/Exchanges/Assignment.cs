namespace Imi.Kernel.Exchanges;

/// <summary>An allocator's assignment of an exchange to a person of the authority.</summary>
public sealed class Assignment
{
    private Assignment()
    {
    }

    internal Assignment(Guid exchangeId, Guid authorityId, Guid userId)
    {
        ExchangeId = exchangeId;
        AuthorityId = authorityId;
        UserId = userId;
    }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The authority whose person it is.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }
}

/// <summary>A person's last look at an exchange: what came later is unread.</summary>
public sealed class ReadMark
{
    private ReadMark()
    {
    }

    internal ReadMark(Guid userId, Guid exchangeId, DateTime at)
    {
        UserId = userId;
        ExchangeId = exchangeId;
        At = at;
    }

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTime At { get; internal set; }
}

/// <summary>A link between two exchanges; it is seen from both sides.</summary>
public sealed class ExchangeLink
{
    private ExchangeLink()
    {
    }

    internal ExchangeLink(Guid fromId, Guid toId, LinkKind kind)
    {
        FromId = fromId;
        ToId = toId;
        Kind = kind;
    }

    /// <summary>The exchange that was linked.</summary>
    public Guid FromId { get; private set; }

    /// <summary>The exchange that it was linked to.</summary>
    public Guid ToId { get; private set; }

    /// <summary>Why.</summary>
    public LinkKind Kind { get; private set; }
}

/// <summary>Why two exchanges are linked.</summary>
public enum LinkKind
{
    /// <summary>Somebody says that they concern the same matter.</summary>
    Related,

    /// <summary>The second was split off from the first.</summary>
    Split,

    /// <summary>The second was begun as a copy of the first.</summary>
    Copied,
}

/// <summary>An answer marked as statistic, in clear: it survives the deletion of personal data.</summary>
public sealed class StatisticAnswer
{
    private StatisticAnswer()
    {
    }

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

/// <summary>Something sent with a submission id: the same one twice is done once.</summary>
public sealed class Submission
{
    private Submission()
    {
    }

    internal Submission(Guid userId, string key, Guid? exchangeId, string fingerprint, string result, DateTime at)
    {
        UserId = userId;
        Key = key;
        ExchangeId = exchangeId;
        Fingerprint = fingerprint;
        Result = result;
        At = at;
    }

    /// <summary>Who sent it.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The SHA-256 of the form's submission id, or of the API's Idempotency-Key, in hexadecimal: callers may put anything into theirs.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The exchange, or the data subject's request, that it concerns: it is deleted together with that.</summary>
    public Guid? ExchangeId { get; private set; }

    /// <summary>What was asked, so that a key used for something else is refused.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>What was answered, as JSON: an identity or a revision, never content.</summary>
    public string Result { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTime At { get; private set; }
}

/// <summary>The last number given out for a procedure in a year.</summary>
public sealed class NumberSequence
{
    private NumberSequence()
    {
    }

    internal NumberSequence(string code, int year)
    {
        Code = code;
        Year = year;
    }

    /// <summary>The procedure's code.</summary>
    public string Code { get; private set; } = "";

    /// <summary>The year.</summary>
    public int Year { get; private set; }

    /// <summary>The last number given out.</summary>
    public int Last { get; internal set; }
}
