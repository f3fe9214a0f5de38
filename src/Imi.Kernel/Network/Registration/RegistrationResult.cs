using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Network.Registration;

/// <summary>What became of a registration.</summary>
/// <param name="IsDone">Whether the authority is registered now.</param>
/// <param name="Errors">What is wrong, field by field.</param>
/// <param name="Alike">Registered authorities that may be the same one; whoever registers says that they are not.</param>
public sealed record RegistrationResult(bool IsDone, IReadOnlyList<FieldError> Errors, IReadOnlyList<Authority> Alike)
{
    internal static RegistrationResult Done { get; } = new(true, [], []);

    internal static RegistrationResult Wrong(IReadOnlyList<FieldError> errors) => new(false, errors, []);
}
