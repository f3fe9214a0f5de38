namespace Imi.Kernel.Exchanges;

/// <summary>What came of something that a person asked for.</summary>
public enum OutcomeKind
{
    /// <summary>It was done, now or by the same submission before.</summary>
    Done,

    /// <summary>There is no such thing, or none that this person may see: both answer alike.</summary>
    NotFound,

    /// <summary>This person may not do it.</summary>
    Forbidden,

    /// <summary>It cannot be done now.</summary>
    Refused,

    /// <summary>The answers are incomplete or wrong.</summary>
    Invalid,

    /// <summary>Somebody else acted meanwhile.</summary>
    Conflict,
}
