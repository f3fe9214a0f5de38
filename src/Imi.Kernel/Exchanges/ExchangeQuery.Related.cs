using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <content>Reads the shell of an inactive exchange, split-off parts and links.</content>
public sealed partial class ExchangeQuery
{
    /// <summary>Describes what the parties see of an exchange whose personal data are hidden or deleted: that it existed. Decrypts nothing.</summary>
    private async Task<ExchangeDetails> ShellAsync(ExchangeContext context, Actor actor, CancellationToken cancellationToken) =>
        ShellOf(
            context,
            actor,
            Sight.Shell,
            await directory.FindAsync([.. context.Exchange.Participations.Select(part => part.AuthorityId).Distinct()], cancellationToken)
        );

    /// <summary>What does not depend on how much of the exchange the person sees.</summary>
    private static ExchangeDetails ShellOf(ExchangeContext context, Actor actor, Sight sight, IReadOnlyDictionary<Guid, Authority> authorities) =>
        new()
        {
            Exchange = context.Exchange,
            Module = context.Module,
            Procedure = context.Procedure,
            Facts = context,
            Sight = sight,
            IsContentLost = context.Facts.IsContentLost,
            Recipients = context.RecipientsAmong(authorities),
            Today = context.Today,
            Assigned = context.Facts.Assigned,
            ActsFor = OwnPart(context, actor),
            Authorities = authorities,
        };

    private async Task<IReadOnlyList<SplitPart>> PartsAsync(Guid id, CancellationToken cancellationToken) =>
        await SplitParts(database, id).ToListAsync(cancellationToken);

    /// <summary>Queries the parts that were split off from an exchange, the oldest first.</summary>
    internal static IQueryable<SplitPart> SplitParts(ImiDbContext database, Guid id) =>
        database
            .Set<Exchange>()
            .AsNoTracking()
            .Where(part => part.ParentId == id && part.RecipientId != null)
            .OrderBy(part => part.Id)
            .Select(part => new SplitPart(part.Id, part.Number!, part.RecipientId!.Value, part.State, part.Phase, part.CreatedAt));

    private async Task<IReadOnlyList<LinkedExchange>> LinksAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var links = await database.Set<ExchangeLink>().AsNoTracking().Where(link => link.FromId == id || link.ToId == id).ToListAsync(cancellationToken);
        var others = (await loader.SeenAsync([.. links.Select(link => link.ToId == id ? link.FromId : link.ToId)], actor, cancellationToken)).ToDictionary(
            other => other.Id
        );
        return
        [
            .. links
                .Select(link => (link.Kind, IsOrigin: link.ToId == id, Other: others.GetValueOrDefault(link.ToId == id ? link.FromId : link.ToId)))
                .Where(link => link.Other is not null)
                .Select(link => new LinkedExchange(
                    link.Other!.Id,
                    link.Other.Number,
                    link.Other.Module,
                    link.Other.Procedure,
                    link.Other.State,
                    link.Kind,
                    link.IsOrigin
                )),
        ];
    }
}
