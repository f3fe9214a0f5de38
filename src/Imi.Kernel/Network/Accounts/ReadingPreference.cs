namespace Imi.Kernel.Network.Accounts;

/// <summary>The languages in which a person reads what others wrote.</summary>
/// <param name="TranslateInto">The language into which texts are translated, by BCP 47; null for the language of the interface.</param>
/// <param name="Understood">Languages that the person reads without a translation, by BCP 47.</param>
public sealed record ReadingPreference(string? TranslateInto, IReadOnlyList<string> Understood);
