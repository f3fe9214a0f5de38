namespace Imi.Kernel.Features.DataSubjects;

/// <summary>
/// A request of a data subject to an authority: to know what is held, to have it corrected or deleted (Regulation (EU)
/// No 1024/2012, Article 19). Who asks and what stands encrypted with a key of the request's own.
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

    /// <summary>The days before the last day on which those who answer are reminded.</summary>
    internal static int[] RemindedBefore { get; } = [7, 1];

    /// <summary>Its identity, a UUIDv7; its key is kept under it too.</summary>
    public Guid Id { get; private set; }

    /// <summary>Its number, such as <c>DSR-2026-000001</c>.</summary>
    public string Number { get; private set; } = "";

    /// <summary>The authority that answers.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>What is asked.</summary>
    public SubjectRequestKind Kind { get; private set; }

    /// <summary>The day on which it was received.</summary>
    public DateOnly ReceivedOn { get; private set; }

    /// <summary>The last day for the answer.</summary>
    public DateOnly DueOn { get; private set; }

    /// <summary>The next day on which those who answer are reminded; null where they are not any more.</summary>
    public DateOnly? RemindOn { get; private set; }

    /// <summary>Who entered it.</summary>
    public Guid EnteredById { get; private set; }

    /// <summary>When it was entered, UTC.</summary>
    public DateTime EnteredAt { get; private set; }

    /// <summary>Who asks, what, and the words to look for, encrypted.</summary>
    public byte[] ContentCipher { get; internal set; } = [];

    /// <summary>What was decided; null while nothing is.</summary>
    public SubjectDecision? Decision { get; private set; }

    /// <summary>Who decided; null while nobody has.</summary>
    public Guid? DecidedById { get; private set; }

    /// <summary>When it was answered, UTC; null while it is not.</summary>
    public DateTime? AnsweredAt { get; private set; }

    /// <summary>The answer in words, with the reasons for what is restricted, encrypted; empty for none.</summary>
    public byte[] AnswerCipher { get; private set; } = [];

    /// <summary>Counts every change.</summary>
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
