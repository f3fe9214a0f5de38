using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>A field that says something else than before, in words.</summary>
public sealed record ApiDifference(string Field, string Label, IReadOnlyList<string> Before, IReadOnlyList<string> After);
