namespace Imi.Kernel.Definitions.Modules;

/// <summary>The phase of an exchange's life cycle.</summary>
public enum Phase
{
    /// <summary>Being written; visible only to the sender.</summary>
    Draft,

    /// <summary>Under way.</summary>
    Open,

    /// <summary>Formally closed: the retention periods have started.</summary>
    Closed,

    /// <summary>Blocked: its content is stored but not shown. Set only by the platform; definitions cannot name it.</summary>
    Hidden,

    /// <summary>
    /// Its content is permanently deleted; data that are not personal remain for statistics. Set only by the platform; definitions cannot name it.
    /// </summary>
    Deleted,
}
