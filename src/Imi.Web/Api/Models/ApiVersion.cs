namespace Imi.Web.Api.Models;

/// <summary>A version of an exchange's form after the first.</summary>
public sealed record ApiVersion(int Number, DateTime At, string Person, IReadOnlyList<ApiDifference> Differences);
