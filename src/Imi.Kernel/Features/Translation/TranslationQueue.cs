namespace Imi.Kernel.Features.Translation;

/// <summary>The translations that wait.</summary>
/// <param name="Requests">How many requests are not finished: an exchange, or a file, into a language each.</param>
/// <param name="Submitted">How many submissions engines took and have not answered, by engine; engines without any are left out.</param>
public sealed record TranslationQueue(int Requests, IReadOnlyDictionary<string, int> Submitted);
