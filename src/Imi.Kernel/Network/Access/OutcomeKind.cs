namespace Imi.Kernel.Network.Access;

/// <summary>The kinds of outcomes of an operation.</summary>
public enum OutcomeKind
{
    /// <summary>It succeeded, now or with an earlier identical submission.</summary>
    Done,

    /// <summary>The object does not exist, or the person may not see it; both cases look the same.</summary>
    NotFound,

    /// <summary>The person lacks the permission.</summary>
    Forbidden,

    /// <summary>The current state or a rule of the module does not allow it.</summary>
    Refused,

    /// <summary>The input is incomplete or wrong.</summary>
    Invalid,

    /// <summary>Another person made a change meanwhile.</summary>
    Conflict,
}
