namespace Imi.Modules.Contracts;

/// <summary>What a module's rule may know of an exchange.</summary>
/// <param name="Id">The exchange's identity.</param>
/// <param name="Number">Its number, such as <c>ROAD-Q-2026-000123</c>; null for a draft.</param>
/// <param name="Procedure">Its procedure with the module's name, such as <c>road-transport/enquiry</c>.</param>
/// <param name="State">The state's name in the procedure.</param>
/// <param name="SenderCountry">The sender's country, by the EU institutions' code.</param>
/// <param name="RecipientCountry">The recipient's country; null for a draft without one.</param>
/// <param name="ReplyBy">The reply-by date in force; null where none was agreed yet.</param>
/// <param name="Answers">The answers to the procedure's form.</param>
/// <param name="ActionAnswers">The latest answers to each form that an action asked, by the form's name.</param>
public sealed record ExchangeView(
    Guid Id,
    string? Number,
    string Procedure,
    string State,
    string SenderCountry,
    string? RecipientCountry,
    DateOnly? ReplyBy,
    Answers Answers,
    IReadOnlyDictionary<string, Answers> ActionAnswers
);
