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
    /// <returns>The errors; empty if suspended, null if the person may not or there is no mandate.</returns>
    public Task<IReadOnlyList<FieldError>?> SuspendAsync(
        Guid authority,
        string module,
        string procedure,
        SuspensionReason? reason,
        Actor actor,
        CancellationToken cancellationToken
    ) =>
        reason is { } known && Enum.IsDefined(known)
            ? SetAsync(authority, module, procedure, known, actor, cancellationToken)
            : Task.FromResult<IReadOnlyList<FieldError>?>([new FieldError($"suspension.{procedure}", "network.reason-needed")]);

    /// <summary>Lifts the suspension.</summary>
    /// <returns>Empty if resumed, null if the person may not or there is no mandate.</returns>
    public Task<IReadOnlyList<FieldError>?> ResumeAsync(Guid authority, string module, string procedure, Actor actor, CancellationToken cancellationToken) =>
        SetAsync(authority, module, procedure, null, actor, cancellationToken);

    private async Task<IReadOnlyList<FieldError>?> SetAsync(
        Guid authority,
        string module,
        string procedure,
        SuspensionReason? reason,
        Actor actor,
        CancellationToken cancellationToken
    )
    {
        if (
            await mandates.FindAsync(authority, module, actor, cancellationToken) is not { MayGrantMandates: true } granting
            || !granting.Authority.Mandates.Any(mandate => mandate.Module == module && mandate.Procedure == procedure)
        )
        {
            return null;
        }

        return await database.WriteIfAsync(
            async stop =>
            {
                var held = await database
                    .Set<Mandate>()
                    .Where(mandate => mandate.AuthorityId == authority && mandate.Module == module && mandate.Procedure == procedure)
                    .ToListAsync(stop);
                var changed = held.Where(mandate => (mandate.SuspendedOn is null) != (reason is null)).ToList();
                if (changed.Count == 0)
                    return ((IReadOnlyList<FieldError>?)[], false); // Repeated request.
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
                return ([], true);
            },
            cancellationToken
        );
    }
}
