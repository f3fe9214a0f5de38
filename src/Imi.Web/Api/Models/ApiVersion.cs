namespace Imi.Web.Api.Models;

/// <summary>A later version of an exchange's form.</summary>
public sealed record ApiVersion(int Number, DateTime At, string Person, IReadOnlyList<ApiDifference> Differences);
