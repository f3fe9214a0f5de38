namespace Imi.Kernel.Exchanges;

/// <summary>Where answers to statistical fields come from.</summary>
/// <param name="Id">The document of an action; the exchange for the procedure's own form.</param>
/// <param name="Form">The name of the form.</param>
/// <param name="Country">The country of the authority that answered.</param>
/// <param name="On">The day in Brussels.</param>
internal sealed record AnswerSource(Guid Id, string Form, string Country, DateOnly On);
