using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>Who asks, and what.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="Contact">How the person is reached.</param>
/// <param name="Wish">What they ask, in words.</param>
/// <param name="Words">What to look for in exchanges, one name or number a line.</param>
public sealed record SubjectContent(string Name, string Contact, string Wish, string Words)
{
    /// <summary>What is known where the key is lost.</summary>
    internal static SubjectContent Lost { get; } = new("?", "", "", "");
}
