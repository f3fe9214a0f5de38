namespace Imi.Kernel.Features.FormerUsers;

/// <summary>The reasons for ending a person's access at an authority.</summary>
public enum EndReason
{
    /// <summary>The person has left the authority.</summary>
    Left,

    /// <summary>The person has other tasks there.</summary>
    OtherTasks,

    /// <summary>The person is registered twice.</summary>
    Duplicate,

    /// <summary>The person misused the access.</summary>
    Misuse,

    /// <summary>Another reason.</summary>
    Other,
}
