namespace Imi.Web.Api.Models;

/// <summary>A correction of a translated sentence.</summary>
/// <param name="Translation">The correct translation.</param>
/// <param name="Seen">The version of the sentence that you saw.</param>
public sealed record ApiNewCorrection(string? Translation = null, string? Seen = null);
