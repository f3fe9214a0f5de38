using Imi.Kernel.Definitions.Modules;

namespace Imi.Web.Api.Models;

/// <summary>A field whose answer changed, with both answers in words.</summary>
public sealed record ApiDifference(string Field, string Label, IReadOnlyList<string> Before, IReadOnlyList<string> After);
