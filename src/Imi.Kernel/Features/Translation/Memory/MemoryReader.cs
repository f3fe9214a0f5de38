using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Features.Translation.Memory;

/// <summary>For whom translations are composed.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Target">The language of the translations.</param>
/// <param name="Person">The person who reads: they see their own ratings.</param>
/// <param name="Authorities">The authorities that corrected sentences, by id.</param>
internal sealed record MemoryReader(Guid Exchange, string Target, Guid Person, IReadOnlyDictionary<Guid, Authority> Authorities);
