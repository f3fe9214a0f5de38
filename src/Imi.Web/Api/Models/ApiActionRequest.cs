using System.Text.Json;
using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>The input for an action.</summary>
/// <param name="Form">All answers to the procedure's form, as amended; only for an action that amends it.</param>
public sealed record ApiActionRequest(
    JsonElement? Answers = null,
    IReadOnlyList<Guid>? Assignees = null,
    IReadOnlyList<string>? Items = null,
    JsonElement? Form = null
);
