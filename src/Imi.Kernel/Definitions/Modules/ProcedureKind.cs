using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>The pattern of administrative cooperation that a procedure follows.</summary>
public enum ProcedureKind
{
    /// <summary>One sender, one recipient at a time.</summary>
    Request,

    /// <summary>One sender notifies several recipients of what it does or intends to do.</summary>
    Notification,

    /// <summary>One sender warns several recipients.</summary>
    Alert,
}
