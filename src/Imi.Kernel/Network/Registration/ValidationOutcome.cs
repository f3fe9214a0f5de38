using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration;

/// <summary>The outcome of validating an answer to an invitation.</summary>
/// <param name="Authority">The registered authority; null if not registered.</param>
/// <param name="Errors">The errors, by field.</param>
/// <param name="Alike">Registered authorities that may be duplicates, until the coordinator confirms that they are not.</param>
public sealed record ValidationOutcome(Guid? Authority, IReadOnlyList<FieldError> Errors, IReadOnlyList<Authority> Alike);
