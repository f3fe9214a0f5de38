namespace Imi.Connectors.Translation;

/// <summary>A pair of languages in the engine's own codes.</summary>
internal sealed record EngineCodes(string Source, string Target);
