using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration;

/// <summary>What came of validating.</summary>
/// <param name="Authority">The authority that is registered now; null where it is not.</param>
/// <param name="Errors">What is wrong, field by field.</param>
/// <param name="Alike">Registered authorities that may be the same one; whoever validates says that they are not.</param>
public sealed record ValidationOutcome(Guid? Authority, IReadOnlyList<FieldError> Errors, IReadOnlyList<Authority> Alike);
