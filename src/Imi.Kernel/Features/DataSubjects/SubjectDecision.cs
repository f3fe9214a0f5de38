namespace Imi.Kernel.Features.DataSubjects;

/// <summary>What an authority decides on a data subject's request.</summary>
public enum SubjectDecision
{
    /// <summary>What is asked is done.</summary>
    Granted,

    /// <summary>It is done in part; the rest is restricted (Article 20).</summary>
    PartlyGranted,

    /// <summary>It is not done (Article 20).</summary>
    Refused,
}
