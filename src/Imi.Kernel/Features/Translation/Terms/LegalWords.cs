namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>The words with which a language cites provisions and acts of the Union.</summary>
/// <param name="Language">The language, as a BCP 47 tag.</param>
/// <param name="Article">The words for articles: singular, plural, then all other forms that are read.</param>
/// <param name="Parts">For each part of an article its words, in the same order.</param>
/// <param name="Ordinals">For the parts that are counted in words: the first to the sixth.</param>
/// <param name="Links">The words between numbers.</param>
/// <param name="Acts">For each kind of act: its name, its name after a provision (<c>of Directive</c>), then other forms that are read.</param>
/// <param name="Domains">The abbreviations behind or before the number of an act, in the order of <see cref="LegalLanguages.DomainCount"/>.</param>
/// <param name="NumberSign">The abbreviations before the number of an act; the first is written.</param>
internal sealed record LegalWords(
    string Language,
    string[] Article,
    IReadOnlyDictionary<ProvisionPart, string[]> Parts,
    IReadOnlyDictionary<ProvisionPart, string[]> Ordinals,
    IReadOnlyDictionary<SeriesLink, string[]> Links,
    IReadOnlyDictionary<ActKind, string[]> Acts,
    string[] Domains,
    string[] NumberSign
)
{
    /// <summary>The names of acts that are read where an act stands alone.</summary>
    public IReadOnlyDictionary<ActKind, string[]> ActsAlone { get; } = Acts.ToDictionary(act => act.Key, act => (string[])[act.Value[0], .. act.Value[2..]]);

    /// <summary>The names of acts that are read after a provision.</summary>
    public IReadOnlyDictionary<ActKind, string[]> ActsAfterProvision { get; } = Acts.ToDictionary(act => act.Key, act => act.Value[1..]);
}
