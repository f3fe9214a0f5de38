namespace Imi.Modules.Contracts;

/// <summary>The part of an exchange that a module's rule can read.</summary>
/// <param name="Id">The id of the exchange.</param>
/// <param name="Number">The number, such as <c>ROAD-Q-2026-000123</c>; null for a draft.</param>
/// <param name="Procedure">The names of module and procedure, such as <c>road-transport/enquiry</c>.</param>
/// <param name="State">The name of the current state in the procedure.</param>
/// <param name="SenderCountry">The country of the sender, as the code that the EU institutions use (EL, UK).</param>
/// <param name="RecipientCountry">The country of the recipient; null for a draft without one.</param>
/// <param name="ReplyBy">The reply-by date in force; null if none is agreed yet.</param>
/// <param name="ReplyByProposed">The reply-by date that the recipient proposed and on which the sender has not decided yet; null if there is none.</param>
/// <param name="Answers">The answers to the procedure's form.</param>
/// <param name="ActionAnswers">The latest answers to the forms of actions, by form name.</param>
public sealed record ExchangeView(
    Guid Id,
    string? Number,
    string Procedure,
    string State,
    string SenderCountry,
    string? RecipientCountry,
    DateOnly? ReplyBy,
    DateOnly? ReplyByProposed,
    Answers Answers,
    IReadOnlyDictionary<string, Answers> ActionAnswers
);
