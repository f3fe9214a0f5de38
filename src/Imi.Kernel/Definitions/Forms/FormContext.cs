using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Definitions.Forms;

/// <summary>What a form is checked against beyond its own definition.</summary>
/// <param name="Countries">The codes of the countries that can be chosen.</param>
/// <param name="Authorities">The identities, as text, of those answered authorities that exist.</param>
/// <param name="Today">Today's date in Brussels.</param>
/// <param name="Exchange">The exchange that an action's form belongs to, for conditions on it; null for a procedure's own form.</param>
public sealed record FormContext(IReadOnlySet<string> Countries, IReadOnlySet<string> Authorities, DateOnly Today, IConditionContext? Exchange = null);
