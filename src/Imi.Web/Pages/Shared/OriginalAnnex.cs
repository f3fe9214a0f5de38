using Imi.Kernel.Features.Translation;

namespace Imi.Web.Pages.Shared;

/// <summary>Collects the originals of the translated texts of a printed exchange, which an annex lists by number.</summary>
internal sealed class OriginalAnnex
{
    private readonly List<(string Text, string Language)> _originals = [];

    /// <summary>The originals with their languages as BCP 47 tags, in the order of their numbers from 1.</summary>
    public IReadOnlyList<(string Text, string Language)> Originals => _originals;

    /// <summary>Adds the original of a translation, unless it is in the annex.</summary>
    /// <returns>Its number.</returns>
    public int Add(string original, TranslatedText translated)
    {
        var place = _originals.IndexOf((original, translated.Source));
        if (place >= 0)
            return place + 1;
        _originals.Add((original, translated.Source));
        return _originals.Count;
    }
}
