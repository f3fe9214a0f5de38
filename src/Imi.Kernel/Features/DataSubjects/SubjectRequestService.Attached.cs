using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.DataSubjects;

/// <content>Attaches the exchanges that hold the data subject's data.</content>
public sealed partial class SubjectRequestService
{
    /// <summary>
    /// Attaches exchanges of the authority by identifier, and one by its number, hidden ones too. Unless the request only asks for access, their
    /// data are contested from now on. An interrupted call continues when repeated.
    /// </summary>
    /// <returns>The request's identifier; invalid if no such exchange exists, refused if the request is already answered.</returns>
    public async Task<Outcome<Guid>> AttachAsync(Guid id, IReadOnlyList<Guid> exchanges, string number, Actor actor, CancellationToken cancellationToken)
    {
        var (request, refusal) = await OpenAsync(id, actor, cancellationToken);
        if (request is null)
            return refusal!;
        var wanted = number.Trim().ToUpperInvariant();
        var modules = policy.AnswersSubjectsOf(actor)[request.AuthorityId];
        var found = await Attachable(database, request.AuthorityId, modules, exchanges, wanted).ToListAsync(cancellationToken);
        if (found.Count == 0)
            return Outcome<Guid>.Invalid(new FieldError("number", "data-subjects.no-such-exchange"));
        foreach (var exchange in found)
        {
            var outcome = await ChangeAsync(
                id,
                exchange,
                actor,
                async (change, open, finding, stop) =>
                {
                    if (finding is not null)
                        return Outcome<Guid>.Done(id);
                    database.Set<SubjectFinding>().Add(new SubjectFinding(id, exchange, actor.UserId, change.Now));
                    await journal.AppendAsync(actor.UserId, open.AuthorityId, exchange, JournalPrefix + "attach", open.Number, stop);
                    await RecordAsync(change, open, KernelActions.Contested, open.DueOn, stop);
                    return Outcome<Guid>.Done(id);
                },
                cancellationToken
            );
            if (!outcome.IsDone)
                return outcome;
        }

        return Outcome<Guid>.Done(id);
    }

    /// <summary>Detaches an exchange that was attached by mistake.</summary>
    /// <returns>The request's identifier; refused if the request is already answered.</returns>
    public Task<Outcome<Guid>> DetachAsync(Guid id, Guid exchange, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            exchange,
            actor,
            async (change, request, finding, stop) =>
            {
                if (finding is null)
                    return Outcome<Guid>.NotFound;
                database.Set<SubjectFinding>().Remove(finding);
                await journal.AppendAsync(actor.UserId, request.AuthorityId, exchange, JournalPrefix + "detach", request.Number, stop);
                await RecordAsync(change, request, KernelActions.ContestWithdrawn, null, stop);
                return Outcome<Guid>.Done(id);
            },
            cancellationToken
        );

    internal static IQueryable<Guid> Attachable(ImiDbContext database, Guid authority, IReadOnlyList<string>? modules, IReadOnlyList<Guid> ids, string number)
    {
        var parts = database.Set<Participation>().Where(part => part.AuthorityId == authority && part.View != InboxView.None);
        if (modules is not null)
            parts = parts.Where(part => modules.Contains(part.Module));
        return database
            .Set<Exchange>()
            .Where(exchange => (ids.Contains(exchange.Id) || (number != "" && exchange.Number == number)) && parts.Any(part => part.ExchangeId == exchange.Id))
            .Select(exchange => exchange.Id);
    }

    /// <summary>Changes an exchange and the request to which it is, or will be, attached.</summary>
    private Task<Outcome<Guid>> ChangeAsync(
        Guid id,
        Guid exchange,
        Actor actor,
        Func<ExchangeChange, SubjectRequest, SubjectFinding?, CancellationToken, Task<Outcome<Guid>>> attach,
        CancellationToken cancellationToken
    ) =>
        transactions.ChangeUnseenAsync(
            exchange,
            actor,
            async (change, stop) =>
            {
                var (request, refusal) = await OpenAsync(id, actor, stop);
                if (request is null)
                    return refusal!;
                request.Revision++;
                var finding = await database.Set<SubjectFinding>().FirstOrDefaultAsync(one => one.RequestId == id && one.ExchangeId == exchange, stop);
                return await attach(change, request, finding, stop);
            },
            cancellationToken
        );

    /// <summary>Records in the timeline that data are contested, with the last day for the answer, or that they no longer are.</summary>
    private static Task RecordAsync(ExchangeChange change, SubjectRequest request, string what, DateOnly? due, CancellationToken cancellationToken) =>
        request.Kind == SubjectRequestKind.Access || change.Exchange.Phase is Phase.Draft or Phase.Deleted
            ? Task.CompletedTask
            : change.CountAndRecordAsync(what, request.AuthorityId, due, cancellationToken);
}
