namespace Imi.Kernel.Features.DataSubjects;

/// <summary>The answer to a data subject, for printing as a document.</summary>
/// <param name="Details">The request.</param>
/// <param name="Exchanges">The exchanges with the texts that mention the data subject; empty if the request was refused.</param>
public sealed record SubjectReport(SubjectDetails Details, IReadOnlyList<ReportedExchange> Exchanges);
