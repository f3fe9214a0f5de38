using Imi.Kernel.Features.Translation.Memory;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Features.Translation;

/// <summary>A translated sentence as a person sees it.</summary>
public sealed class TranslatedSegment
{
    private readonly MemoryEntry _entry;
    private readonly Guid _exchange;

    internal TranslatedSegment(Guid exchange, LanguagePair pair, string original, MemoryEntry entry, MemoryReader reader)
    {
        (_exchange, Pair, Original, _entry) = (exchange, pair, original, entry);
        CorrectedBy = entry.Correction is { } correction ? reader.Authorities.GetValueOrDefault(correction.AuthorityId) : null;
        IsRatedGood = entry.Ratings.GetValueOrDefault(reader.Person)?.IsGood;
    }

    /// <summary>The languages.</summary>
    public LanguagePair Pair { get; }

    /// <summary>The sentence as its author wrote it.</summary>
    public string Original { get; }

    /// <summary>The key by which a correction or rating names it. It does not show the sentence.</summary>
    public string Key => TextKeys.Of(_exchange, Pair.Source, Original);

    /// <summary>What readers see: the correction, or what the engines made of it.</summary>
    public string Text => _entry.Shown;

    /// <summary>Identifies what readers see now. A correction names it, so that it does not replace what its author has not seen.</summary>
    public string Version => TextKeys.Of(_exchange, Pair.Target, Text);

    /// <summary>What the engines made of it.</summary>
    public string MachineText => _entry.Text;

    /// <summary>The names of the engines that translated it.</summary>
    public IReadOnlyList<string> Engines => _entry.Engines;

    /// <summary>The language through which it was translated; null for a direct translation.</summary>
    public string? Via => _entry.Via;

    /// <summary>The day of the machine translation in Brussels.</summary>
    public DateOnly On => _entry.On;

    /// <summary>Whether an engine lost or added something that must not change and nobody has corrected it.</summary>
    public bool IsUncertain => _entry.IsUncertain && !IsCorrected;

    /// <summary>Whether a reader corrected it.</summary>
    public bool IsCorrected => _entry.Correction is not null;

    /// <summary>The authority in whose name it was corrected; null if nobody corrected it.</summary>
    public Authority? CorrectedBy { get; }

    /// <summary>The day of the correction in Brussels; null if nobody corrected it.</summary>
    public DateOnly? CorrectedOn => _entry.Correction?.On;

    /// <summary>Protected parts of the original, such as numbers, that the correction lacks, as the original writes them.</summary>
    public IReadOnlyList<string> Missing => _entry.Correction?.Missing ?? [];

    /// <summary>Whether this person rated the machine translation as good; null if they did not rate it.</summary>
    public bool? IsRatedGood { get; }
}
