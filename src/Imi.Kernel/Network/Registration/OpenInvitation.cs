using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration;

/// <summary>An invitation as whoever holds its link sees it.</summary>
/// <param name="Invitation">The invitation.</param>
/// <param name="Coordinator">Who invites.</param>
/// <param name="Languages">The official languages of the country, in which names are asked for.</param>
/// <param name="Regions">The country's regions; empty where it has none.</param>
/// <param name="Written">What was written before, or an empty entry.</param>
public sealed record OpenInvitation(
    Invitation Invitation,
    Authority Coordinator,
    IReadOnlyList<string> Languages,
    IReadOnlyList<Region> Regions,
    RegistrationApplication Written
);
