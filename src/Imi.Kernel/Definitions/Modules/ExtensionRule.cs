using Imi.Kernel.Foundation.Calendar;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>How far an action moves a state's last day: by a period, or up to a date that its form asks.</summary>
/// <param name="By">The period by which the last day moves; null where the form asks for the new day.</param>
/// <param name="UpTo">The longest period by which the asked day may lie after the last day in force; null with <paramref name="By"/>.</param>
/// <param name="Total">The longest period after the last day without any extension, all extensions together; null for no such limit.</param>
public sealed record ExtensionRule(Period? By, Period? UpTo, Period? Total);
