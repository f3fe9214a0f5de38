namespace Imi.Kernel.Features.DataSubjects;

/// <summary>What a data subject asks.</summary>
public enum SubjectRequestKind
{
    /// <summary>To get access to the data that are stored.</summary>
    Access,

    /// <summary>To correct data that are inaccurate or incomplete.</summary>
    Rectification,

    /// <summary>To delete data that are processed unlawfully.</summary>
    Erasure,
}
