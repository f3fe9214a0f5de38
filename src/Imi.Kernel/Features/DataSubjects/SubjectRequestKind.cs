namespace Imi.Kernel.Features.DataSubjects;

/// <summary>What a data subject asks.</summary>
public enum SubjectRequestKind
{
    /// <summary>Which data are held.</summary>
    Access,

    /// <summary>To correct data that are inaccurate or incomplete.</summary>
    Rectification,

    /// <summary>To delete data that are held unlawfully.</summary>
    Erasure,
}
