using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration;

/// <summary>Where somebody may register authorities.</summary>
/// <param name="Country">The country's code.</param>
/// <param name="Languages">Its official languages.</param>
/// <param name="Kinds">As what.</param>
public sealed record RegistrationPlace(string Country, IReadOnlyList<string> Languages, IReadOnlyList<AuthorityKind> Kinds);
