using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Mandates;

/// <summary>
/// Suspends mandates: from today on, the authority can neither start nor receive exchanges in the procedure. Running ones continue, so that every
/// request is answered.
/// </summary>
public sealed class SuspensionService(ImiDbContext database, MandateService mandates, RegistryHistoryStore history, Journal journal, TimeProvider time)
{
    /// <summary>Suspends an authority's mandates in a procedure, in every capacity.</summary>
    /// <returns>Not found if the person may not or there is no mandate.</returns>
    public Task<Outcome> SuspendAsync(
        Guid authority,
        string module,
        string procedure,
        SuspensionReason? reason,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        reason is { } known && Enum.IsDefined(known)
            ? SetAsync(authority, module, procedure, known, actor, cancellationToken)
            : Task.FromResult(Outcome.Invalid(new FieldError($"suspension.{procedure}", "network.reason-needed")));

    /// <summary>Lifts the suspension.</summary>
    /// <returns>Not found if the person may not or there is no mandate.</returns>
    public Task<Outcome> ResumeAsync(Guid authority, string module, string procedure, Actor actor, CancellationToken cancellationToken) =>
        SetAsync(authority, module, procedure, null, actor, cancellationToken);

    private Task<Outcome> SetAsync(
        Guid authority,
        string module,
        string procedure,
        SuspensionReason? reason,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        database.WriteIfAsync(
            async stop =>
            {
                await database.Set<Authority>().Where(one => one.Id == authority).ClaimAsync(null, stop);
                if (await mandates.FindAsync(authority, module, actor, stop) is not { MayGrantMandates: true })
                    return (Outcome.NotFound, false);
                var held = await database
                    .Set<Mandate>()
                    .Where(mandate => mandate.AuthorityId == authority && mandate.Module == module && mandate.Procedure == procedure)
                    .ToListAsync(stop);
                if (held.Count == 0)
                    return (Outcome.NotFound, false);
                var changed = held.Where(mandate => (mandate.SuspendedOn is null) != (reason is null)).ToList();
                if (changed.Count == 0)
                    return (Outcome.Done, false); // Repeated request.
                foreach (var mandate in changed)
                {
                    if (reason is { } why)
                        mandate.Suspend(DeadlineCalendar.Today(time), why);
                    else
                        mandate.Resume();
                }

                var note = new RegistryChange(
                    reason is null ? RegistryEventKind.Resumed : RegistryEventKind.Suspended,
                    $"{module}/{procedure}",
                    After: $"{reason}"
                );
                await history.RecordAsync(authority, actor.UserId, [note], stop);
                await journal.AppendAsync(
                    actor.UserId,
                    authority,
                    null,
                    reason is null ? "mandates-resumed" : "mandates-suspended",
                    $"{module}/{procedure} {reason}".TrimEnd(),
                    stop
                );
                return (Outcome.Done, true);
            },
            cancellationToken
        );
}
