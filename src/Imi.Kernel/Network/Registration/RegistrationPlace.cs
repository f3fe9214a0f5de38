using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration;

/// <summary>A country in which a person may register authorities.</summary>
/// <param name="Country">The country's code.</param>
/// <param name="Languages">Its official languages.</param>
/// <param name="Kinds">The kinds of authority that the person may register there.</param>
public sealed record RegistrationPlace(string Country, IReadOnlyList<string> Languages, IReadOnlyList<AuthorityKind> Kinds);
