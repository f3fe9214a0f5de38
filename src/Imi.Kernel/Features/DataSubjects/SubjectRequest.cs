namespace Imi.Kernel.Features.DataSubjects;

/// <summary>
/// A request of a data subject to an authority to get access to their data, or to have them corrected or deleted (Regulation (EU)
/// No 1024/2012, Article 19). Its content is encrypted with a key of its own.
/// </summary>
public sealed class SubjectRequest
{
    private SubjectRequest() { }

    internal SubjectRequest(
        Guid id,
        string number,
        Guid authorityId,
        SubjectRequestKind kind,
        DateOnly receivedOn,
        DateOnly dueOn,
        Guid enteredById,
        DateTime at
    )
    {
        Id = id;
        Number = number;
        AuthorityId = authorityId;
        Kind = kind;
        ReceivedOn = receivedOn;
        DueOn = dueOn;
        EnteredById = enteredById;
        EnteredAt = at;
        RemindOn = dueOn.AddDays(-RemindedBefore[0]);
    }

    /// <summary>The numbers of days before the last day on which the people who answer are reminded.</summary>
    internal static int[] RemindedBefore { get; } = [7, 1];

    /// <summary>The identifier, a UUIDv7; its encryption key has the same identifier.</summary>
    public Guid Id { get; private set; }

    /// <summary>The number, such as <c>DSR-2026-000001</c>.</summary>
    public string Number { get; private set; } = "";

    /// <summary>The authority that answers.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>What the data subject asks.</summary>
    public SubjectRequestKind Kind { get; private set; }

    /// <summary>The day on which the authority received it.</summary>
    public DateOnly ReceivedOn { get; private set; }

    /// <summary>The last day for the answer.</summary>
    public DateOnly DueOn { get; private set; }

    /// <summary>The day of the next reminder; null if there is none.</summary>
    public DateOnly? RemindOn { get; private set; }

    /// <summary>The person who entered it.</summary>
    public Guid EnteredById { get; private set; }

    /// <summary>When it was entered, UTC.</summary>
    public DateTime EnteredAt { get; private set; }

    /// <summary>The <see cref="SubjectContent"/>, encrypted.</summary>
    public byte[] ContentCipher { get; internal set; } = [];

    /// <summary>The decision; null before it.</summary>
    public SubjectDecision? Decision { get; private set; }

    /// <summary>The person who decided; null before the decision.</summary>
    public Guid? DecidedById { get; private set; }

    /// <summary>When it was answered, UTC; null before.</summary>
    public DateTime? AnsweredAt { get; private set; }

    /// <summary>The explanation of the decision with the reasons for restrictions, encrypted; empty if there is none.</summary>
    public byte[] AnswerCipher { get; private set; } = [];

    /// <summary>The concurrency token; increases with every change.</summary>
    public int Revision { get; internal set; } = 1;

    internal void Reminded(DateOnly today)
    {
        RemindOn = null;
        foreach (var day in RemindedBefore.Select(days => DueOn.AddDays(-days)).Where(day => day > today))
            RemindOn ??= day;
        Revision++;
    }

    internal void Answer(SubjectDecision decision, byte[] answerCipher, Guid by, DateTime at)
    {
        Decision = decision;
        AnswerCipher = answerCipher;
        DecidedById = by;
        AnsweredAt = at;
        RemindOn = null;
    }
}
