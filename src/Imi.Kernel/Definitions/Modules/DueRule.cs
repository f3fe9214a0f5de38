using Imi.Kernel.Foundation.Calendar;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>How the due date of a state is determined: the reply-by date in force, a period of its own, a date that was asked, or a named clock.</summary>
/// <param name="Period">The period from entering the state; null for another rule.</param>
/// <param name="Asked">The date field of the form that every action leading to the state asks; null if none.</param>
/// <param name="Clock">The name of a clock of the procedure; null if none.</param>
public sealed record DueRule(Period? Period, AskedField? Asked = null, string? Clock = null)
{
    /// <summary>Whether it is the reply-by date in force.</summary>
    public bool IsReplyDate => Period is null && Asked is null && Clock is null;
}

/// <summary>A field of a form that an action asks.</summary>
/// <param name="Form">The name of the form.</param>
/// <param name="Field">The name of the field.</param>
public sealed record AskedField(string Form, string Field)
{
    /// <summary>Reads <c>FORM.FIELD</c>; null if it is not written like that.</summary>
    internal static AskedField? Parse(string text) => text.Split('.') is [var form, var field] ? new AskedField(form, field) : null;
}
