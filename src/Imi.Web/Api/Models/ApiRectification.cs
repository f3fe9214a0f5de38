using System.Text.Json;

namespace Imi.Web.Api.Models;

/// <summary>A correction of what your authority wrote.</summary>
/// <param name="Content">The action's answers or the message; left out for the exchange's form.</param>
/// <param name="Answers">The answers that change; an empty text removes one, what is not named stays.</param>
/// <param name="Text">The message as it shall be.</param>
/// <param name="Reason">Why; all parties read it.</param>
/// <param name="Request">The number of the data subject's request; left out where you found your own mistake.</param>
public sealed record ApiRectification(Guid? Content, JsonElement? Answers, string? Text, string? Reason, string? Request);
