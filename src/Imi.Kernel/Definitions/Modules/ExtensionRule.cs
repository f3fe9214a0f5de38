using Imi.Kernel.Foundation.Calendar;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>How far an action extends a period: by a fixed period, or up to a date that its form asks for.</summary>
/// <param name="By">The period by which the due date moves; null if the form asks for the new date.</param>
/// <param name="UpTo">The longest period by which the new date may lie after the due date in force; null with <paramref name="By"/>.</param>
/// <param name="Total">The longest period after the original due date for all extensions together; null for no limit.</param>
/// <param name="Times">How often the period may be extended; null for no limit.</param>
/// <param name="Clock">The name of the clock that it extends; null for the due date of the state.</param>
public sealed record ExtensionRule(Period? By, Period? UpTo, Period? Total, int? Times = null, string? Clock = null);
