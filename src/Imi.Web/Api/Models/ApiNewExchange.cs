using System.Text.Json;
using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>A draft to create.</summary>
/// <param name="Module">The name of the module.</param>
/// <param name="Procedure">The name of the procedure.</param>
/// <param name="Sender">The authority that sends the exchange. Optional if you are a handler for only one authority in the module.</param>
/// <param name="Recipient">The authority that receives the exchange; can be chosen later.</param>
/// <param name="Language">The language in which the exchange is written; your own language if absent.</param>
/// <param name="Answers">The answers by field name: a string, an array of strings, or an array of objects for a group. Can be incomplete.</param>
/// <param name="CopyFrom">The exchange to copy into the draft; all other properties except module and procedure are then ignored.</param>
/// <param name="Guide">The answers to the guide that led to the procedure. They are stored with the exchange and fill in fields that are absent from <paramref
/// name="Answers"/>.</param>
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
