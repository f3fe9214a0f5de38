using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Exchanges;

/// <content>Reads the shell of an inactive exchange, split-off parts and links.</content>
public sealed partial class ExchangeQuery
{
    /// <summary>Describes what the parties see of an exchange whose personal data are hidden or deleted: that it existed. Decrypts nothing.</summary>
    private async Task<ExchangeDetails> ShellAsync(ExchangeContext context, Actor actor, CancellationToken cancellationToken)
    {
        var exchange = context.Exchange;
        var authorities = await directory.FindAsync([.. exchange.Participations.Select(part => part.AuthorityId).Distinct()], cancellationToken);
        return new ExchangeDetails
        {
            Exchange = exchange,
            Module = context.Module,
            Procedure = context.Procedure,
            Facts = context,
            Sight = Sight.Shell,
            IsContentLost = context.Facts.IsContentLost,
            About = "",
            Answers = Answers.None,
            Form = [],
            Opened = [],
            Rectified = [],
            Rectifies = [],
            Corrections = [],
            Way = null,
            Versions = [],
            Origin = null,
            CopiesInto = [],
            Recipients = context.RecipientsAmong(authorities),
            HasResponded = false,
            MyTurns = [],
            Today = context.Today,
            ActionContents = [],
            Messages = [],
            MessageCount = 0,
            Files = [],
            Timeline = [],
            Parts = [],
            Links = [],
            Assigned = context.Facts.Assigned,
            Actions = [],
            ActsFor = OwnPart(context, actor),
            ActsThrough = false,
            AllocatesTo = [],
            MayContribute = false,
            MayAskWhy = false,
            MyParties = [],
            Authorities = authorities,
            People = new Dictionary<Guid, string>(),
        };
    }

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
