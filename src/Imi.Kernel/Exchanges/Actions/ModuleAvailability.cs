using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;

namespace Imi.Kernel.Exchanges.Actions;

/// <summary>Determines whether exchanges of a policy area can begin and drafts can be sent.</summary>
internal static class ModuleAvailability
{
    /// <summary>Gets the reason why they cannot on a day; null if they can.</summary>
    public static AccessReason? WhyClosed(PolicyModule module, DateOnly today)
    {
        if (module.TakesNewOn(today))
            return null;
        if (module.IsWithdrawn)
            return new AccessReason("exchange.module-withdrawn");
        return module.Pilot!.Launched > today
            ? new AccessReason("exchange.module-begins", "date", module.Pilot.Launched)
            : new AccessReason("exchange.module-ended", "date", module.Pilot.Until);
    }
}
