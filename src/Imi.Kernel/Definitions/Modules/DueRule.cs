using Imi.Kernel.Foundation.Calendar;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>How the due date of a state is determined: the reply-by date in force, a period from entering the state, or a date that was asked.</summary>
/// <param name="Period">The period; null for the reply-by date or a date that was asked.</param>
/// <param name="Asked">The date field of the form that every action leading to the state asks; null if none.</param>
public sealed record DueRule(Period? Period, AskedField? Asked = null)
{
    /// <summary>Whether it is the reply-by date in force.</summary>
    public bool IsReplyDate => Period is null && Asked is null;
}

/// <summary>A field of a form that an action asks.</summary>
/// <param name="Form">The name of the form.</param>
/// <param name="Field">The name of the field.</param>
public sealed record AskedField(string Form, string Field);
