using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>The content of a data subject's request.</summary>
/// <param name="Name">The data subject's name.</param>
/// <param name="Contact">The data subject's contact details.</param>
/// <param name="Wish">What the data subject asks, in words.</param>
/// <param name="Words">The search words for exchanges, one name or number a line.</param>
public sealed record SubjectContent(string Name, string Contact, string Wish, string Words)
{
    /// <summary>The placeholder for content whose key is gone.</summary>
    internal static SubjectContent Lost { get; } = new("?", "", "", "");
}
