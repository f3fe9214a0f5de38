using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>An exchange in an answer.</summary>
public sealed record ReportedExchange(FoundExchange Exchange, PolicyModule Module, IReadOnlyList<HeldText> Texts);
