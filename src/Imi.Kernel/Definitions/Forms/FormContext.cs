using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Definitions.Forms;

/// <summary>The facts that a form is validated against in addition to its definition.</summary>
/// <param name="Countries">The codes of the countries that may be chosen.</param>
/// <param name="Authorities">The ids, as text, of the chosen authorities that exist.</param>
/// <param name="Today">Today's date in Brussels.</param>
/// <param name="Exchange">The exchange that an action's form belongs to, for conditions that read it; null for a procedure's own form.</param>
public sealed record FormContext(IReadOnlySet<string> Countries, IReadOnlySet<string> Authorities, DateOnly Today, IConditionContext? Exchange = null);
