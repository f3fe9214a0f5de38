using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>A state of a procedure.</summary>
/// <param name="WaitsFor">Whose turn it is; null where nobody's is.</param>
/// <param name="Next">What whoever is waited for has to do; null for nothing.</param>
public sealed record ApiState(string Name, string Title, Phase Phase, Party? WaitsFor, string? Next);
