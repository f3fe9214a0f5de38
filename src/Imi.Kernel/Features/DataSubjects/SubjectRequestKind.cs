namespace Imi.Kernel.Features.DataSubjects;

/// <summary>The kinds of data subjects' requests (Regulation (EU) No 1024/2012, Article 19).</summary>
public enum SubjectRequestKind
{
    /// <summary>To get access to the data that are stored.</summary>
    Access,

    /// <summary>To correct data that are inaccurate or incomplete.</summary>
    Rectification,

    /// <summary>To delete data that are processed unlawfully.</summary>
    Erasure,
}
