namespace Imi.Kernel.Features.DataSubjects;

/// <summary>The decisions of an authority on a data subject's request.</summary>
public enum SubjectDecision
{
    /// <summary>The authority does what the data subject asks.</summary>
    Granted,

    /// <summary>The authority does a part; the rest is restricted (Regulation (EU) No 1024/2012, Article 20).</summary>
    PartlyGranted,

    /// <summary>The authority refuses (Regulation (EU) No 1024/2012, Article 20).</summary>
    Refused,
}
