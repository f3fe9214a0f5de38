using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>A state of a procedure.</summary>
/// <param name="WaitsFor">The party that has to act; null if no party has to.</param>
/// <param name="Next">What that party has to do, in words; null if there is nothing to do.</param>
public sealed record ApiState(string Name, string Title, Phase Phase, Party? WaitsFor, string? Next);
