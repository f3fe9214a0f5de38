using System.Text.Json;
using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>A draft's answers, all of them.</summary>
/// <param name="Recipient">Another recipient; left out, it stays.</param>
/// <param name="Answers">Field name to answer; what is left out is emptied.</param>
public sealed record ApiDraft(Guid? Recipient = null, JsonElement? Answers = null);
