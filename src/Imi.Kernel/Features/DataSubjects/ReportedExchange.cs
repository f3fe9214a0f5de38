using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>An exchange in the answer to a data subject, with its texts that mention them; no texts if it is hidden or deleted.</summary>
public sealed record ReportedExchange(FoundExchange Exchange, PolicyModule Module, IReadOnlyList<HeldText> Texts);
