namespace Imi.Kernel.Features.Translation;

/// <summary>
/// What was translated in a month by an engine, for the evaluation (Regulation (EU) No 1024/2012, Article 4(2)). It has no content and refers neither to an
/// exchange nor to a person.
/// </summary>
public sealed class TranslationCount
{
    private TranslationCount() { }

    internal TranslationCount(DateOnly month, string engine, LanguagePair pair, TranslationFigures figures)
    {
        (Month, Engine, Source, Target) = (month, engine, pair.Source, pair.Target);
        (Segments, Characters, Milliseconds, Batches) = (figures.Segments, figures.Characters, figures.Milliseconds, figures.Batches);
        (Corrections, Good, Bad) = (figures.Corrections, figures.Good, figures.Bad);
    }

    /// <summary>The first day of the month in Brussels.</summary>
    public DateOnly Month { get; private set; }

    /// <summary>The name of the engine; two names with a plus sign for a translation through a third language by two engines.</summary>
    public string Engine { get; private set; } = "";

    /// <summary>The language of the originals, as a BCP 47 tag.</summary>
    public string Source { get; private set; } = "";

    /// <summary>The language of the translations, as a BCP 47 tag.</summary>
    public string Target { get; private set; } = "";

    /// <summary>As <see cref="TranslationFigures.Segments"/>.</summary>
    public long Segments { get; private set; }

    /// <summary>As <see cref="TranslationFigures.Characters"/>.</summary>
    public long Characters { get; private set; }

    /// <summary>As <see cref="TranslationFigures.Milliseconds"/>.</summary>
    public long Milliseconds { get; private set; }

    /// <summary>As <see cref="TranslationFigures.Batches"/>.</summary>
    public long Batches { get; private set; }

    /// <summary>As <see cref="TranslationFigures.Corrections"/>.</summary>
    public long Corrections { get; private set; }

    /// <summary>As <see cref="TranslationFigures.Good"/>.</summary>
    public long Good { get; private set; }

    /// <summary>As <see cref="TranslationFigures.Bad"/>.</summary>
    public long Bad { get; private set; }
}
