namespace Imi.Web.Api.Models;

/// <summary>A rating of a machine-translated sentence.</summary>
/// <param name="Rating"><c>good</c> or <c>bad</c>; null takes your rating back.</param>
public sealed record ApiNewRating(string? Rating = null);
