using Imi.Kernel.Foundation.Calendar;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>How the due date of a state is determined: the reply-by date in force, or a period from entering the state.</summary>
/// <param name="Period">The period; null for the reply-by date.</param>
public sealed record DueRule(Period? Period);
