namespace Imi.Kernel.Features.DataSubjects;

/// <summary>The answer to a data subject, to be composed as a document.</summary>
/// <param name="Details">The request.</param>
/// <param name="Exchanges">The exchanges with what they hold on the person; nothing of those that are hidden, nothing at all where it was refused.</param>
public sealed record SubjectReport(SubjectDetails Details, IReadOnlyList<ReportedExchange> Exchanges);
