namespace Imi.Kernel.Exchanges;

/// <summary>What an action that closes an exchange can end although it is not done.</summary>
public enum ActionWarningKind
{
    /// <summary>A part that was split off is still open.</summary>
    OpenParts,

    /// <summary>The last day of the state is to come.</summary>
    BeforeLastDay,

    /// <summary>Recipients have not answered.</summary>
    AnswersMissing,

    /// <summary>An examination beside the states is not concluded.</summary>
    ExaminationRuns,
}
