namespace Imi.Kernel.Exchanges;

/// <summary>What an action that closes an exchange can leave unfinished.</summary>
public enum ActionWarningKind
{
    /// <summary>A part that was split off is still open.</summary>
    OpenParts,

    /// <summary>The last day of the state has not passed.</summary>
    BeforeLastDay,

    /// <summary>Recipients have not replied.</summary>
    AnswersMissing,

    /// <summary>An examination beside the states is not concluded.</summary>
    ExaminationRuns,
}
