namespace Imi.Kernel.Features.DataSubjects;

/// <summary>Attaches an exchange that holds data of a data subject to their request.</summary>
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

    /// <summary>The person who attached it.</summary>
    public Guid AttachedById { get; private set; }

    /// <summary>When it was attached, UTC.</summary>
    public DateTime At { get; private set; }

    /// <summary>When data of the exchange were last corrected, or a correction of hidden data recorded, because of the request, UTC; null if never.</summary>
    public DateTime? RectifiedAt { get; internal set; }
}
