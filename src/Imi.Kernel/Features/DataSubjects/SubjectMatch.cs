using Imi.Kernel.Exchanges;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>An exchange that contains one of the search words.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Places">The texts that contain them.</param>
public sealed record SubjectMatch(FoundExchange Exchange, IReadOnlyList<HeldText> Places);
