namespace Imi.Web.Api.Models;

/// <summary>A page of a list.</summary>
/// <param name="Items">The items of the page.</param>
/// <param name="Next">The <c>cursor</c> of the next page; null on the last page.</param>
public sealed record ApiPage<T>(IReadOnlyList<T> Items, string? Next);
