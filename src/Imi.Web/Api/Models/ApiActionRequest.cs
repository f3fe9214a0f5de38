using System.Text.Json;
using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>What an action asks.</summary>
/// <param name="Form">All answers to the procedure's form as they shall be from now on, for an action that amends it.</param>
public sealed record ApiActionRequest(
    JsonElement? Answers = null,
    IReadOnlyList<Guid>? Assignees = null,
    IReadOnlyList<string>? Items = null,
    JsonElement? Form = null
);
