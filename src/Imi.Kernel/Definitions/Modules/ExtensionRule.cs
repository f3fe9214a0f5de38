using Imi.Kernel.Foundation.Calendar;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>How far an action extends a state's due date: by a fixed period, or up to a date that its form asks for.</summary>
/// <param name="By">The period by which the due date moves; null if the form asks for the new date.</param>
/// <param name="UpTo">The longest period by which the new date may lie after the due date in force; null with <paramref name="By"/>.</param>
/// <param name="Total">The longest period after the original due date for all extensions together; null for no limit.</param>
public sealed record ExtensionRule(Period? By, Period? UpTo, Period? Total);
