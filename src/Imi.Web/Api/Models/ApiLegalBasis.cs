namespace Imi.Web.Api.Models;

/// <summary>The Union act that a module serves.</summary>
public sealed record ApiLegalBasis(string Act, string Celex, string Provisions);
