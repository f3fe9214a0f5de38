namespace Imi.Kernel.Features.DataSubjects;

/// <summary>A data subject's request in the list of requests.</summary>
/// <param name="Request">The request.</param>
/// <param name="Name">The data subject's name; "?" if the request's key is gone.</param>
public sealed record SubjectLine(SubjectRequest Request, string Name);
