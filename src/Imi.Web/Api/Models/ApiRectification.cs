using System.Text.Json;

namespace Imi.Web.Api.Models;

/// <summary>A correction of personal data that your authority wrote.</summary>
/// <param name="Content">The id of the action's answers or of the message; absent for the form of the exchange.</param>
/// <param name="Answers">The answers that change. An empty string removes an answer; absent fields do not change.</param>
/// <param name="Text">The corrected message.</param>
/// <param name="Reason">The reason, shown to all parties.</param>
/// <param name="Request">The number of the data subject's request; absent if your authority found the mistake itself.</param>
public sealed record ApiRectification(Guid? Content, JsonElement? Answers, string? Text, string? Reason, string? Request);
