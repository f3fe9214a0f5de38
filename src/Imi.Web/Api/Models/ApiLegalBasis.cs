namespace Imi.Web.Api.Models;

/// <summary>The Union act on which a module is based.</summary>
public sealed record ApiLegalBasis(string Act, string Celex, string Provisions);
