using Imi.Kernel.Exchanges;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>An exchange in which something was found.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Places">Where, and what stands there.</param>
public sealed record SubjectMatch(FoundExchange Exchange, IReadOnlyList<HeldText> Places);
