using System.Text.Json;

namespace Imi.Web.Api.Models;

/// <summary>All answers of a draft.</summary>
/// <param name="Recipient">The new recipient; if absent, the recipient does not change.</param>
/// <param name="Answers">The answers by field name. Fields that are absent are cleared, except fields of special categories of data, which keep their
/// answer.</param>
public sealed record ApiDraft(Guid? Recipient = null, JsonElement? Answers = null);
