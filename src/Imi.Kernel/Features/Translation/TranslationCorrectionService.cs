using System.Globalization;
using System.Text;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation.Counts;
using Imi.Kernel.Features.Translation.Memory;
using Imi.Kernel.Features.Translation.Terms;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Translation;

/// <summary>
/// Lets people who may write in an exchange correct and rate its translated sentences. A correction replaces what the engines made of a sentence for all
/// readers, and names the authority of the person.
/// </summary>
public sealed class TranslationCorrectionService(
    ImiDbContext database,
    ExchangeTransactions transactions,
    ExchangeQuery exchanges,
    TranslationCountStore counts,
    AccessPolicy policy,
    Journal journal
)
{
    /// <summary>The longest correction in characters: four times the longest sentence.</summary>
    public const int LongestCorrection = 4 * MemoryContent.LongestSentence;

    internal const string Corrected = "translation-corrected";
    internal const string TakenBack = "translation-correction-removed";
    internal const string Rated = "translation-rated";

    /// <summary>Corrects a translated sentence. What the engines made of it stays known.</summary>
    /// <param name="id">The exchange.</param>
    /// <param name="segment">The sentence: one of a text that the person sees.</param>
    /// <param name="text">The correct translation: required, at most <see cref="LongestCorrection"/> characters.</param>
    /// <param name="seen">The <see cref="TranslatedSegment.Version"/> that the person saw.</param>
    /// <param name="actor">The person who corrects; the journal records it.</param>
    /// <param name="key">The key that keeps the same submission from being done twice; null for none.</param>
    /// <param name="cancellationToken">Ends the call before anything is written.</param>
    /// <returns>The exchange; invalid if the text is; a conflict if another person has corrected the sentence since; forbidden for people who may not write
    /// in the exchange; refused if it is not open; not found for a sentence that the person does not see translated.</returns>
    public Task<Outcome<Guid>> CorrectAsync(
        Guid id,
        SegmentName segment,
        string text,
        string seen,
        Actor actor,
        SubmissionKey? key,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            id,
            segment,
            Corrected,
            actor,
            key,
            found =>
            {
                var clean = FormEngine.CleanText(WithoutPrivateUse(FormEngine.CleanText(text)));
                if (TextChecks.Lines("translation", clean, LongestCorrection, isRequired: true) is { } wrong)
                    return Outcome<MemoryEntry>.Invalid(wrong);
                if (clean == found.Entry.Shown)
                    return Outcome<MemoryEntry>.Done(found.Entry);
                if (found.Version != seen)
                    return Outcome<MemoryEntry>.Conflict();
                var original = new ProtectedText(found.Sentence, found.Pair, TermList.OfNames(WrittenTexts.NamesIn(found.Change.Context)), new TermList([]));
                var correction = new MemoryCorrection(clean, found.Authority, found.Change.Context.Today, original.MissingIn(clean));
                return Outcome<MemoryEntry>.Done(found.Entry with { Correction = clean == found.Entry.Text ? null : correction });
            },
            cancellationToken
        );

    /// <summary>Takes a correction back, also that of another person: readers see again what the engines made of the sentence.</summary>
    /// <returns>As <see cref="CorrectAsync"/>.</returns>
    public Task<Outcome<Guid>> TakeBackAsync(Guid id, SegmentName segment, string seen, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            segment,
            TakenBack,
            actor,
            key,
            found =>
                found.Entry.Correction is null ? Outcome<MemoryEntry>.Done(found.Entry)
                : found.Version != seen ? Outcome<MemoryEntry>.Conflict()
                : Outcome<MemoryEntry>.Done(found.Entry with { Correction = null }),
            cancellationToken
        );

    /// <summary>Rates what the engines made of a sentence. A person has one rating for a sentence: a new one replaces it.</summary>
    /// <param name="id">The exchange.</param>
    /// <param name="segment">The sentence: one of a text that the person sees.</param>
    /// <param name="isGood">Whether the machine translation is good; null takes the rating back.</param>
    /// <param name="actor">The person who rates; the journal records it.</param>
    /// <param name="key">The key that keeps the same submission from being done twice; null for none.</param>
    /// <param name="cancellationToken">Ends the call before anything is written.</param>
    /// <returns>As <see cref="CorrectAsync"/>, without conflict.</returns>
    public Task<Outcome<Guid>> RateAsync(Guid id, SegmentName segment, bool? isGood, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            segment,
            Rated,
            actor,
            key,
            found =>
            {
                if (found.Entry.Ratings.GetValueOrDefault(actor.UserId)?.IsGood == isGood)
                    return Outcome<MemoryEntry>.Done(found.Entry);
                var ratings = found.Entry.Ratings.Where(one => one.Key != actor.UserId).ToDictionary();
                if (isGood is { } good)
                    ratings[actor.UserId] = new MemoryRating(good, found.Change.Context.Today);
                return Outcome<MemoryEntry>.Done(found.Entry with { Ratings = ratings });
            },
            cancellationToken
        );

    private Task<Outcome<Guid>> ChangeAsync(
        Guid id,
        SegmentName segment,
        string what,
        Actor actor,
        SubmissionKey? key,
        Func<FoundSegment, Outcome<MemoryEntry>> edit,
        CancellationToken cancellationToken
    ) =>
        transactions.ChangeAsync(
            id,
            actor,
            key,
            $"{what} {id} {segment.Language} {segment.Key}",
            async (change, stop) =>
            {
                if (!policy.SightOf(actor, change.Context.Access).ShowsCourse())
                    return Outcome<Guid>.NotFound; // As for a request for translation: who was only informed sees none.
                if (change.RefusalToAdd<Guid>(mayBeDraft: false, out var authority) is { } refusal)
                    return refusal;
                var rows = TranslationQuery.MemoryQuery(database, new TranslationScope(id, segment.Language)).AsTracking();
                var row = await rows.ClaimAsync(null, stop) ? await rows.FirstAsync(stop) : null; // From here on, nobody else changes it.
                var memory = MemoryContent.Of(row, change.Cipher, new ModuleGlossary(change.Context.Module, segment.Language));
                if (row is null || await FindAsync(change, authority, memory, segment, stop) is not { } found)
                    return Outcome<Guid>.NotFound;
                var edited = edit(found);
                if (!edited.IsDone)
                    return edited.As<Guid>();
                if (ReferenceEquals(edited.Value, found.Entry))
                    return Outcome<Guid>.Done(id);
                memory.Replace(found.Pair.Source, found.Sentence, edited.Value!);
                memory.WriteTo(row, change.Cipher);
                await CountAsync(found, edited.Value!, stop);
                await journal.AppendAsync(actor.UserId, authority, id, what, found.Pair.ToString(), stop);
                return Outcome<Guid>.Done(id);
            },
            cancellationToken
        );

    /// <summary>Finds a sentence among the texts that the person sees; null if there is none with this key, or if it is not translated.</summary>
    private async Task<FoundSegment?> FindAsync(
        ExchangeChange change,
        Guid authority,
        MemoryContent memory,
        SegmentName segment,
        CancellationToken cancellationToken
    )
    {
        var details = await exchanges.DetailsAsync(change.Context, change.Actor, change.Actor.Language, null, cancellationToken);
        return (
            from text in WrittenTexts.In(details).Select(memory.Languages.Of)
            where text.Language != segment.Language
            from part in MemoryContent.PartsOf(text)
            where part.IsSentence && TextKeys.Of(change.Exchange.Id, text.Language, part.Text) == segment.Key
            let entry = memory.Find(text.Language, part.Text)
            where entry is not null
            select new FoundSegment(change, authority, new LanguagePair(text.Language, segment.Language), part.Text, entry)
        ).FirstOrDefault();
    }

    /// <summary>Counts what changed, in the months to which it belongs: what is taken back is no longer counted.</summary>
    private async Task CountAsync(FoundSegment found, MemoryEntry now, CancellationToken cancellationToken)
    {
        var (before, person) = (found.Entry, found.Change.Actor.UserId);
        List<(DateOnly On, TranslationFigures Figures)> changes = [];
        if (before.Correction != now.Correction)
        {
            if (before.Correction is { } old)
                changes.Add((old.On, new TranslationFigures { Corrections = -1 }));
            if (now.Correction is { } made)
                changes.Add((made.On, new TranslationFigures { Corrections = 1 }));
        }

        var (rated, rating) = (before.Ratings.GetValueOrDefault(person), now.Ratings.GetValueOrDefault(person));
        if (rated != rating)
        {
            if (rated is not null)
                changes.Add((rated.On, rated.IsGood ? new TranslationFigures { Good = -1 } : new TranslationFigures { Bad = -1 }));
            if (rating is not null)
                changes.Add((rating.On, rating.IsGood ? new TranslationFigures { Good = 1 } : new TranslationFigures { Bad = 1 }));
        }

        foreach (var (on, figures) in changes)
            await counts.AddAsync(on, before.Engines, found.Pair, figures, cancellationToken);
    }

    /// <summary>Removes private-use characters: they are the placeholders of protected parts.</summary>
    private static string WithoutPrivateUse(string text) => string.Concat(text.Where(letter => char.GetUnicodeCategory(letter) != UnicodeCategory.PrivateUse));

    private sealed record FoundSegment(ExchangeChange Change, Guid Authority, LanguagePair Pair, string Sentence, MemoryEntry Entry)
    {
        public string Version => TextKeys.Of(Change.Exchange.Id, Pair.Target, Entry.Shown);
    }
}
