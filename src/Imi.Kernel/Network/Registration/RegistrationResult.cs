using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration;

/// <summary>The result of a registration.</summary>
/// <param name="IsDone">Whether the authority is registered.</param>
/// <param name="Errors">The errors, by field.</param>
/// <param name="Alike">Registered authorities that may be duplicates, until the user confirms that they are not.</param>
public sealed record RegistrationResult(bool IsDone, IReadOnlyList<FieldError> Errors, IReadOnlyList<Authority> Alike)
{
    internal static RegistrationResult Done { get; } = new(true, [], []);

    internal static RegistrationResult Wrong(IReadOnlyList<FieldError> errors) => new(false, errors, []);
}
