using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration;

/// <summary>An invitation with what the holder of its link sees.</summary>
/// <param name="Invitation">The invitation.</param>
/// <param name="Coordinator">The coordinator that sent it.</param>
/// <param name="Languages">The official languages of the country, in which names are requested.</param>
/// <param name="Regions">The country's regions; empty if there are none.</param>
/// <param name="Written">The previous answer, or an empty one.</param>
public sealed record OpenInvitation(
    Invitation Invitation,
    Authority Coordinator,
    IReadOnlyList<string> Languages,
    IReadOnlyList<Region> Regions,
    RegistrationApplication Written
);
