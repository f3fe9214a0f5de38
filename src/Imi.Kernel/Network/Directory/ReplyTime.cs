namespace Imi.Kernel.Network.Directory;

/// <summary>How soon an authority usually answers in a module: from its exchanges of the last twelve months.</summary>
public sealed class ReplyTime
{
    /// <summary>With fewer answers there is no experience yet.</summary>
    public const int FewestAnswers = 5;

    private ReplyTime() { }

    internal ReplyTime(Guid authorityId, string module) => (AuthorityId, Module) = (authorityId, module);

    /// <summary>The authority.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>The module.</summary>
    public string Module { get; private set; } = "";

    /// <summary>How many exchanges it answered.</summary>
    public int Answers { get; private set; }

    /// <summary>The median of the days from sending to answer.</summary>
    public int MedianDays { get; private set; }

    /// <summary>Whether there is enough experience to say anything.</summary>
    public bool IsKnown => Answers >= FewestAnswers;

    internal void Become(int answers, int medianDays) => (Answers, MedianDays) = (answers, medianDays);
}
