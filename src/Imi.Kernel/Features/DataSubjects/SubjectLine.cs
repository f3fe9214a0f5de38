namespace Imi.Kernel.Features.DataSubjects;

/// <summary>A request in the register.</summary>
/// <param name="Request">The request.</param>
/// <param name="Name">Who asks.</param>
public sealed record SubjectLine(SubjectRequest Request, string Name);
