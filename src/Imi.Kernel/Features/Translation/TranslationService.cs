using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.Translation;

/// <summary>Takes requests to translate exchanges. <see cref="TranslationRunService"/> does the work.</summary>
public sealed class TranslationService(ImiDbContext database, ExchangeTransactions transactions, AccessPolicy policy, Journal journal)
{
    internal const string Requested = "translation-requested";
    internal const string Sent = "translation-sent";

    private static readonly AccessReason NotReadable = new("exchange.not-open");

    /// <summary>Whether exchanges of a phase are translated: not drafts, and not hidden ones, also while their data are unblocked for a person.</summary>
    internal static bool Translates(Phase phase) => phase is Phase.Open or Phase.Closed;

    /// <summary>
    /// Requests the translation of everything in an exchange that may leave the platform. A repeated request makes one that waits after a fault due at once.
    /// </summary>
    /// <param name="id">The exchange.</param>
    /// <param name="language">The target language, as a BCP 47 tag.</param>
    /// <param name="actor">The person who asks; the journal records it.</param>
    /// <param name="key">The key that keeps the same submission from being done twice; null for none.</param>
    /// <param name="cancellationToken">Ends the call before anything is written.</param>
    /// <returns>The exchange; invalid for a language that the platform does not know; refused if nobody may read the content now; not found for
    /// people who see no more than a shell or what informs their country.</returns>
    public Task<Outcome<Guid>> RequestAsync(Guid id, string language, Actor actor, SubmissionKey? key, CancellationToken cancellationToken) =>
        transactions.ChangeAsync(
            id,
            actor,
            key,
            $"translation {id} {language}",
            async (change, stop) =>
            {
                if (!policy.SightOf(actor, change.Context.Access).ShowsCourse())
                    return Outcome<Guid>.NotFound; // Who was only informed reads too little to have the exchange sent to an engine.
                if (!Languages.IsKnown(language))
                    return Outcome<Guid>.Invalid(new FieldError("language", "validation.not-an-option"));
                if (change.Context.OpenCipher is null || !Translates(change.Exchange.Phase))
                    return Outcome<Guid>.Refused(NotReadable);
                var scope = new TranslationScope(id, language);
                if (await TranslationQuery.RequestQuery(database, scope).AsTracking().FirstOrDefaultAsync(stop) is { } waiting)
                    waiting.Renew(change.Now);
                else
                    database.Set<TranslationRequest>().Add(new TranslationRequest(scope, change.Now));
                await journal.AppendAsync(actor.UserId, null, id, Requested, language, stop);
                return Outcome<Guid>.Done(id);
            },
            cancellationToken
        );
}
