using System.Text.Json;
using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>A draft to begin.</summary>
/// <param name="Module">The module's name.</param>
/// <param name="Procedure">The procedure's name.</param>
/// <param name="Sender">The authority in whose name; may be left out by who handles for one authority only.</param>
/// <param name="Recipient">The authority to be asked; may be chosen later.</param>
/// <param name="Language">The language that it is written in; else the person's own.</param>
/// <param name="Answers">Field name to text, array of texts, or array of objects for a group; may be incomplete.</param>
/// <param name="CopyFrom">An exchange to copy into the draft; then only module and procedure matter beside it.</param>
/// <param name="Guide">The answers to the guide that led here: the exchange keeps the way, and what they say is filled in where <paramref name="Answers"/> say nothing.</param>
public sealed record ApiNewExchange(
    string? Module = null,
    string? Procedure = null,
    Guid? Sender = null,
    Guid? Recipient = null,
    string? Language = null,
    JsonElement? Answers = null,
    Guid? CopyFrom = null,
    IReadOnlyDictionary<string, string>? Guide = null
);
