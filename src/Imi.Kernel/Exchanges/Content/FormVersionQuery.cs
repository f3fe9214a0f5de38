using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Actions;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges.Content;

/// <summary>Finds the versions of an exchange's form, the exchange from which it was copied, and the procedures into which it can be copied.</summary>
public sealed class FormVersionQuery(
    ImiDbContext database,
    ModuleCatalogue catalogue,
    StandingReader standings,
    ExchangeStore loader,
    AccessPolicy policy,
    FormEngine forms,
    TimeProvider time
)
{
    /// <summary>Gets the later versions of the form with their changes, the newest first.</summary>
    internal IReadOnlyList<FormVersion> VersionsOf(ExchangeContext context, FormReader reader)
    {
        if (context.Exchange.Version == 1)
            return [];
        var documents = context.Documents.Where(document => document.Kind == ContentKind.Form).ToList();
        var views = documents.ConvertAll(document => forms.View(context.Procedure.Form, ExchangeContext.AnswersIn(document, context.Cipher), reader));
        return
        [
            .. documents
                .Select(
                    (document, index) =>
                        index == 0
                            ? null
                            : new FormVersion(
                                index + 1,
                                document.CreatedAt,
                                document.AuthorId,
                                document.AuthorityId,
                                FormDifference.Between(views[index - 1], views[index])
                            )
                )
                .OfType<FormVersion>()
                .Reverse(),
        ];
    }

    /// <summary>Finds the exchange from which this one was copied, and the unchanged fields; null if none, or if the person may not see it.</summary>
    internal async Task<CopyOrigin?> OriginAsync(ExchangeContext context, Actor actor, CancellationToken cancellationToken)
    {
        if (context.Procedure.Copies.Count == 0)
            return null;
        var origin = await database
            .Set<ExchangeLink>()
            .Where(link => link.ToId == context.Exchange.Id && link.Kind == LinkKind.Copied)
            .Select(link => link.FromId)
            .FirstOrDefaultAsync(cancellationToken);
        if (
            origin == Guid.Empty
            || await loader.SeenAsync(origin, actor, cancellationToken) is not { } source
            || policy.SightOf(actor, source.Access) != Sight.Full
        )
            return null;
        return new CopyOrigin(origin, source.Exchange.Number ?? "", ExchangeCopies.Unchanged(context.Answers, context.Procedure, source));
    }

    /// <summary>Finds the procedures into which a person can copy an exchange now.</summary>
    internal async Task<IReadOnlyList<Procedure>> CopiesIntoAsync(ExchangeContext context, Actor actor, Sight sight, CancellationToken cancellationToken)
    {
        var into = new List<Procedure>();
        foreach (
            var target in catalogue.Modules.SelectMany(module => module.Procedures).Where(target => ExchangeCopies.RuleFor(target, context, sight) is not null)
        )
        {
            foreach (var own in ExchangeCopies.AuthoritiesFor(context, actor))
            {
                var (_, standing) = await standings.MandateAsync(
                    own,
                    target.Module,
                    target.Name,
                    Capacity.Sender,
                    DeadlineCalendar.Today(time),
                    cancellationToken
                );
                if (!policy.MayCreate(actor, target.Module, own, standing).IsAllowed)
                    continue;
                into.Add(target);
                break;
            }
        }

        return into;
    }
}
