namespace Imi.Kernel.Network.Directory;

/// <summary>The usual time in which an authority answers in a module, from its exchanges of the last twelve months.</summary>
public sealed class ReplyTime
{
    /// <summary>The minimum number of answers for a meaningful median.</summary>
    public const int FewestAnswers = 5;

    private ReplyTime() { }

    internal ReplyTime(Guid authorityId, string module) => (AuthorityId, Module) = (authorityId, module);

    /// <summary>The authority.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>The module.</summary>
    public string Module { get; private set; } = "";

    /// <summary>The number of answered exchanges.</summary>
    public int Answers { get; private set; }

    /// <summary>The median number of days from sending to answer.</summary>
    public int MedianDays { get; private set; }

    /// <summary>Whether there are enough answers for a meaningful median.</summary>
    public bool IsKnown => Answers >= FewestAnswers;

    internal void Become(int answers, int medianDays) => (Answers, MedianDays) = (answers, medianDays);
}
