namespace Imi.Kernel.Features.DataSubjects;

/// <summary>An exchange in which data of the person who asks were found.</summary>
public sealed class SubjectFinding
{
    private SubjectFinding() { }

    internal SubjectFinding(Guid requestId, Guid exchangeId, Guid attachedById, DateTime at)
    {
        RequestId = requestId;
        ExchangeId = exchangeId;
        AttachedById = attachedById;
        At = at;
    }

    /// <summary>The request.</summary>
    public Guid RequestId { get; private set; }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>Who attached it.</summary>
    public Guid AttachedById { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>When data of the exchange were last corrected because of it, or what they should say was recorded, UTC; null where neither was done.</summary>
    public DateTime? RectifiedAt { get; internal set; }
}
