namespace Imi.Kernel.Network.Directory;

/// <summary>The usual time in which an authority answers in a procedure, from its exchanges of the last twelve months.</summary>
public sealed class ReplyTime
{
    /// <summary>The minimum number of answers for a meaningful figure.</summary>
    public const int FewestAnswers = 5;

    /// <summary>Stands for all procedures of a module together.</summary>
    public const string AllProcedures = "";

    private ReplyTime() { }

    internal ReplyTime(Guid authorityId, string module, string procedure) => (AuthorityId, Module, Procedure) = (authorityId, module, procedure);

    /// <summary>The authority.</summary>
    public Guid AuthorityId { get; private set; }

    /// <summary>The module.</summary>
    public string Module { get; private set; } = "";

    /// <summary>The procedure, or <see cref="AllProcedures"/>.</summary>
    public string Procedure { get; private set; } = AllProcedures;

    /// <summary>The number of answered exchanges.</summary>
    public int Answers { get; private set; }

    /// <summary>The median number of days from receipt to answer.</summary>
    public int MedianDays { get; private set; }

    /// <summary>The number of days before which about one answer of ten comes.</summary>
    public int FastDays { get; private set; }

    /// <summary>The number of days after which about one answer of ten comes.</summary>
    public int SlowDays { get; private set; }

    /// <summary>Whether there are enough answers for a meaningful figure.</summary>
    public bool IsKnown => Answers >= FewestAnswers;

    internal void Become(int answers, int medianDays, int fastDays, int slowDays) =>
        (Answers, MedianDays, FastDays, SlowDays) = (answers, medianDays, fastDays, slowDays);
}
